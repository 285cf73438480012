"""Closed by default: a route says who may open it, a row comes through one door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, url_for

from ecole import create_app
from ecole.config import Settings
from ecole.models import Classroom, Instruction
from ecole.storage.columns import new_id
from ecole.storage.school_scope import current_school_id
from ecole.web import access
from ecole.web.access import OpenDoor
from tests.conftest import Visitor
from tests.world import BOURG, VOISINE, World

SignIn = Callable[[str], Visitor]


def instruction(app: Flask, world: World, name: str, uai: str = BOURG) -> str:
    with app.test_request_context():
        return url_for("instructions.show", uai=uai, instruction_id=world.instructions[name])


def test_it_works(app: Flask, world: World, sign_in: SignIn) -> None:
    assert sign_in("claire").get(instruction(app, world, "lecture")).status_code == 200


def test_the_application_refuses_to_start_with_an_open_door(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ecole

    add_rooms = ecole.add_rooms

    def add_a_door(app: Flask) -> None:
        add_rooms(app)
        app.add_url_rule("/porte", "door", lambda: "")

    monkeypatch.setattr(ecole, "add_rooms", add_a_door)
    with pytest.raises(OpenDoor, match="door"):
        create_app(settings)


def test_a_door_forgotten_later_stays_closed(
    app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the check at the start to fail, nobody could come in all the same."""
    monkeypatch.setattr(app.view_functions["accounts.signed_out"], "open_to", frozenset())
    assert client.get("/au-revoir").status_code == 302


@pytest.mark.parametrize("name", ["draft", "calcul", "ailleurs"])
def test_missing_foreign_and_forbidden_are_one_answer(
    app: Flask, world: World, sign_in: SignIn, name: str
) -> None:
    """Nadia has a child in the CP: neither a draft, nor the CM2, nor the other school is hers."""
    nadia = sign_in("nadia")
    missing = nadia.get(instruction(app, world, "lecture")[:-13] + "7" + "0" * 12)
    refused = nadia.get(instruction(app, world, name))
    assert (missing.status_code, refused.status_code) == (404, 404)
    assert refused.data == missing.data


@pytest.mark.parametrize("name", ["claire", "petit", "rossi"])
def test_it_hides_other_school(app: Flask, world: World, sign_in: SignIn, name: str) -> None:
    visitor = sign_in(name)
    for uai in (BOURG, VOISINE, "0000000A"):
        assert visitor.get(instruction(app, world, "ailleurs", uai)).status_code == 404


def test_a_parent_of_two_schools_is_in_one_at_a_time(
    app: Flask, world: World, sign_in: SignIn
) -> None:
    claire = sign_in("claire")
    claire.send("/autre-carte", code=world.cards["rita"].code)
    assert claire.get(instruction(app, world, "ailleurs", VOISINE)).status_code == 200
    assert claire.get(instruction(app, world, "lecture")).status_code == 200
    assert claire.get(instruction(app, world, "ailleurs", BOURG)).status_code == 404
    assert claire.get(instruction(app, world, "lecture", VOISINE)).status_code == 404


def test_a_request_leaves_its_school(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    claire.get(instruction(app, world, "lecture"))
    claire.get(instruction(app, world, "ailleurs"))
    assert current_school_id() is None


def test_a_school_is_left_after_a_crash(
    app: Flask, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(instruction_id: int) -> str:
        assert current_school_id() == world.schools["bourg"]
        raise RuntimeError

    crash.open_to = frozenset({"guardian"})  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "instructions.show", crash)
    with pytest.raises(RuntimeError):
        sign_in("claire").get(instruction(app, world, "lecture"))
    assert current_school_id() is None


def test_fetch_asks_for_the_permission(
    app: Flask, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def may(who: object, row: object) -> bool:
        asked.append(row)
        return False

    def show(instruction_id: int) -> str:
        access.fetch(Instruction, instruction_id, may)
        return "seen"

    show.open_to = frozenset({"guardian"})  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "instructions.show", show)
    visitor = sign_in("claire")
    assert visitor.get(instruction(app, world, "lecture")).status_code == 404
    assert len(asked) == 1
    assert visitor.get(instruction(app, world, "ailleurs")).status_code == 404
    assert len(asked) == 1  # of another school: there is no row to ask about


def test_an_address_keeps_its_school(app: Flask, world: World, sign_in: SignIn) -> None:
    page = sign_in("petit").get(f"/e/{BOURG}/classes").get_data(as_text=True)
    assert f'href="/e/{BOURG}/classes/' in page
    assert VOISINE not in page


@pytest.mark.parametrize("address", [
    "/e/0870001D/classes/", "/e/0870001D/classes/x", "/e/0870001D/classes/-1",
    "/e/0870001D/classes/zzzzzzzzzzzzz", "/e/0870001D/classes/0000000000000",
    "/e/0870001D/classes/8000000000000", "/e/0870001D/classes/UUUUUUUUUUUUU",
    "/e//classes", "/e/0870001D'--/classes", "/jour/2026-13-45", "/%00", "/static/../ecole.py",
])
def test_an_odd_address_is_a_404(sign_in: SignIn, address: str) -> None:
    for name in ("rossi", "claire"):
        assert sign_in(name).get(address).status_code == 404


def test_an_id_drawn_at_random_is_nobodys(app: Flask, sign_in: SignIn) -> None:
    rossi = sign_in("rossi")
    for model, endpoint in ((Classroom, "classes.show"), (Instruction, "instructions.edit")):
        with app.test_request_context():
            name = f"{model.__name__.lower()}_id"
            address = url_for(endpoint, uai=BOURG, **{name: new_id()})
        assert rossi.get(address).status_code == 404
