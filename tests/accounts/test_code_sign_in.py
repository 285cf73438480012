"""A family types the code of its card."""

from __future__ import annotations

import pytest
from flask import Flask

from ecole.accounts import secrets
from ecole.accounts.codes import draw_code
from ecole.models import Account
from ecole.storage.columns import utc_now
from tests.accounts.doors import (
    CODE_UNKNOWN,
    devices_of,
    failures,
    type_code,
    wrong_code_near,
)
from tests.conftest import Visitor
from tests.world import World, change


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compared with the slow hash, by a hasher that also does its work."""
    compared: list[str] = []
    slow = secrets.HASHER

    class Noting:
        def verify(self, kept: str, text: str) -> bool:
            compared.append(text)
            return slow.verify(kept, text)

        hash = slow.hash

    monkeypatch.setattr(secrets, "HASHER", Noting())
    return compared


@pytest.mark.parametrize("typed", [
    "MABFIPLONNETVORGOP", " mab fip lon net vor gop ", "M A B F I P L O N N E T V O R G O P",
    "MA8-F1P-L0N-NET-V0R-G0P",
])
def test_it_works(client: Visitor, typed: str) -> None:
    answer = type_code(client, typed)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Lina" in client.get("/aujourdhui").get_data(as_text=True)


def test_it_goes_where_it_was_asked(world: World, client: Visitor) -> None:
    asked = client.get("/appareils")
    assert asked.location == "/entrer?suite=/appareils"
    assert "value=\"/appareils\"" in client.get(asked.location).get_data(as_text=True)
    answer = type_code(client, world.cards["claire"].code, suite="/appareils")
    assert answer.location == "/appareils"


def test_a_typing_mistake_costs_nothing(
    app: Flask, world: World, client: Visitor, hashings: list[str]
) -> None:
    code = world.cards["claire"].code
    for typed in (code[:-1] + "B", code[:5], "NAB" + code[3:], "?" * 18):
        page = type_code(client, typed)
        assert page.status_code == 200
        assert "érifiez les lettres" in page.get_data(as_text=True) or "Tapez" in page.text
    assert failures(app) == 0
    assert hashings == []


def test_an_unknown_code_is_counted(app: Flask, client: Visitor) -> None:
    page = type_code(client, draw_code())
    assert CODE_UNKNOWN in page.get_data(as_text=True)
    assert failures(app) == 3  # the code, the address, everyone


def test_the_code_comes_back_in_the_form(client: Visitor) -> None:
    code = draw_code()
    assert f'value="{code}"' in type_code(client, code).get_data(as_text=True)


def test_unknown_and_wrong_are_told_apart_by_nothing(
    world: World, client: Visitor, hashings: list[str]
) -> None:
    """The same page and the same work: one slow hash each."""
    codes = [draw_code(), wrong_code_near(world.cards["claire"].code)]
    pages = []
    for code in codes:
        answer = type_code(client, code)
        pages.append((answer.status_code, answer.text.replace(code, "CODE")))
    assert pages[0] == pages[1]
    assert hashings == codes


def test_it_works_after_a_wrong_try(app: Flask, world: World, client: Visitor) -> None:
    code = world.cards["claire"].code
    type_code(client, wrong_code_near(code))
    assert type_code(client, code).status_code == 303
    assert failures(app) == 2  # the code's own count is over; the address keeps its


def test_a_dead_card_says_what_an_unknown_one_does(
    app: Flask, world: World, client: Visitor
) -> None:
    with app.app_context():
        change(Account, world.people["claire"], disabled_at=utc_now())
    page = type_code(client, world.cards["claire"].code)
    assert CODE_UNKNOWN in page.get_data(as_text=True)
    assert devices_of(app, world.people["claire"]) == []


@pytest.mark.parametrize(("agent", "chosen"), [
    ("Mozilla/5.0 (Linux; Android 9) Mobile", "personal"),
    ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "shared"),
])
def test_it_proposes_the_usual_choice(client: Visitor, agent: str, chosen: str) -> None:
    page = client.get("/entrer", headers={"User-Agent": agent}).get_data(as_text=True)
    (line,) = [part for part in page.split("<input") if f'value="{chosen}"' in part]
    assert "checked" in line.partition(">")[0]


@pytest.mark.parametrize("kind", ["staff", "staff-stay", "x", "PERSONAL"])
def test_it_refuses_a_device_of_another_kind(
    app: Flask, world: World, client: Visitor, kind: str
) -> None:
    assert type_code(client, world.cards["claire"].code, device=kind).status_code == 200
    assert devices_of(app, world.people["claire"]) == []


def test_it_refuses_a_text_without_end(app: Flask, client: Visitor) -> None:
    page = type_code(client, "A" * 100_000)
    assert "trop long" in page.get_data(as_text=True)
    assert failures(app) == 0
