"""A text written while the session ended is not lost, and waits for its writer only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select, update

from ecole.models import Device, Instruction, ParkedForm
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.web import parked
from ecole.web.parked import TEXT_MAX
from tests.accounts.doors import database, type_code, type_password
from tests.conftest import Visitor
from tests.world import BOURG, PASSWORD, World

SignIn = Callable[[str], Visitor]
TEXT = "Lire le chapitre 4.\r\n\r\nPuis écrire <trois> phrases & les relire."
FORM = {"title": "La dictée", "body": TEXT, "day_on": "2026-11-23", "submission": "key-of-form"}


@pytest.fixture
def form_page(app: Flask, world: World) -> str:
    with app.test_request_context():
        return url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])


@pytest.fixture
def late(app: Flask, sign_in: SignIn, form_page: str) -> Visitor:
    """M. Petit, whose session ended while he was writing."""
    petit = sign_in("petit")
    petit.get(form_page)
    end_sessions(app)
    return petit


def end_sessions(app: Flask) -> None:
    with database(app) as rows, writing():
        rows.execute(update(Device).values(expires_at=utc_now() - timedelta(seconds=1)))


def kept(app: Flask) -> list[dict[str, list[str]]]:
    with database(app) as rows:
        return list(rows.scalars(select(ParkedForm.fields)))


def come_back(visitor: Visitor, name: str = "petit", **fields: str) -> str:
    return type_password(visitor, f"{name}@example.org", PASSWORD, **fields).location


def test_it_works(app: Flask, late: Visitor, form_page: str) -> None:
    answer = late.send(form_page, **FORM)
    assert (answer.status_code, answer.location) == (303, f"/equipe?suite={form_page}")
    page = late.get(answer.location).get_data(as_text=True)
    assert "Votre texte est gardé" in page
    assert come_back(late, suite=form_page) == form_page
    page = late.get(form_page).get_data(as_text=True)
    assert "Voici votre texte" in page
    assert "La dictée" in page
    assert "écrire &lt;trois&gt; phrases &amp; les relire." in page
    assert late.send(form_page, **FORM, action="publish").status_code == 303
    with database(app) as rows:
        saved = rows.scalars(select(Instruction).where(Instruction.title == "La dictée")).one()
        assert "chapitre 4" in saved.body


def test_it_is_still_there_when_the_page_was_lost(late: Visitor, form_page: str) -> None:
    late.send(form_page, **FORM)
    come_back(late)
    for _ in range(3):
        assert "La dictée" in late.get(form_page).get_data(as_text=True)


def test_once_sent_it_is_forgotten(app: Flask, late: Visitor, form_page: str) -> None:
    late.send(form_page, **FORM)
    come_back(late)
    late.get(form_page)
    late.send(form_page, **FORM)
    assert kept(app) == []
    # Its title may be offered again, as all that was given; its text is not.
    assert "chapitre 4" not in late.get(form_page).get_data(as_text=True)


def test_secrets_and_files_are_never_kept(app: Flask, late: Visitor, form_page: str) -> None:
    late.send(form_page, **FORM, code="MABFIP", password="p", again="p", token="t",
              files=(BytesIO(b"x"), "a.pdf"))
    assert kept(app) == [{name: [value] for name, value in FORM.items() if name != "submission"}]


def test_two_pages_wait_side_by_side(
    app: Flask, late: Visitor, world: World, form_page: str
) -> None:
    with app.test_request_context():
        other = url_for("instructions.edit", uai=BOURG,
                        instruction_id=world.instructions["lecture"])
    late.send(form_page, **FORM)
    late.send(other, **{**FORM, "title": "Un autre titre"})
    come_back(late)
    assert "La dictée" in late.get(form_page).get_data(as_text=True)
    assert "Un autre titre" in late.get(other).get_data(as_text=True)


def test_the_next_person_does_not_find_it(app: Flask, late: Visitor, form_page: str) -> None:
    """The head may open the page too, on the same computer of the school."""
    late.send(form_page, **FORM)
    come_back(late, "rossi")
    assert "La dictée" not in late.get(form_page).get_data(as_text=True)
    come_back(late, "petit")
    assert "La dictée" in late.get(form_page).get_data(as_text=True)


def test_another_browser_does_not_find_it(app: Flask, late: Visitor, form_page: str,
                                          sign_in: SignIn) -> None:
    late.send(form_page, **FORM)
    assert "La dictée" not in sign_in("petit").get(form_page).get_data(as_text=True)


def test_signed_in_again_in_another_tab(late: Visitor, form_page: str) -> None:
    """The page left open has the token of the former session: its text comes straight back."""
    former = late.token()
    come_back(late)
    answer = late.post(form_page, data={**FORM, "csrf_token": former})
    assert (answer.status_code, answer.location) == (303, form_page)
    assert "La dictée" in late.get(form_page).get_data(as_text=True)


def test_a_session_forgotten_by_the_browser(app: Flask, late: Visitor, form_page: str) -> None:
    token = late.token()
    late.delete_cookie("ecole")
    late.post(form_page, data={**FORM, "csrf_token": token})
    come_back(late)
    assert "La dictée" in late.get(form_page).get_data(as_text=True)


@pytest.mark.parametrize("token", ["", "x", "IjEi.x.y"])
def test_nothing_is_kept_for_an_unsigned_form(app: Flask, client: Visitor, form_page: str,
                                              token: str) -> None:
    answer = client.post(form_page, data={**FORM, "csrf_token": token})
    assert answer.status_code == 400
    assert kept(app) == []


@pytest.mark.parametrize(("size", "rows"), [(TEXT_MAX - 400, 1), (TEXT_MAX, 0)])
def test_it_is_bounded(app: Flask, late: Visitor, form_page: str, size: int, rows: int) -> None:
    assert late.send(form_page, **{**FORM, "body": "x" * size}).status_code == 303
    assert len(kept(app)) == rows


def test_names_of_fields_count_too(app: Flask, late: Visitor, form_page: str) -> None:
    late.send(form_page, **{"x" * (TEXT_MAX + 1): ""})
    assert kept(app) == []


def test_strangers_cannot_fill_the_disk(
    app: Flask, late: Visitor, form_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parked, "STRANGERS_MAX", 3)
    monkeypatch.setattr(parked, "KEPT_MAX", 4)
    for _ in range(5):
        stranger = app.test_client()
        assert stranger.send(form_page, **FORM).status_code == 303
    assert len(kept(app)) == 3
    late.send(form_page, **FORM)
    late.send(form_page, **FORM)
    assert len(kept(app)) == 4


def test_it_waits_a_day(app: Flask, late: Visitor, form_page: str) -> None:
    late.send(form_page, **FORM)
    come_back(late)
    for age, found in ((timedelta(hours=23, minutes=59), True), (timedelta(hours=24), False)):
        with database(app) as rows, writing():
            rows.execute(update(ParkedForm).values(created_at=utc_now() - age))
        assert ("La dictée" in late.get(form_page).get_data(as_text=True)) == found
    late.delete_cookie("ecole")
    late.send(form_page, **{**FORM, "title": "Plus tard"})
    with database(app) as rows:
        assert rows.scalar(select(func.count(ParkedForm.token_hash))) == 1


def test_a_button_comes_back_to_the_start(
    app: Flask, late: Visitor, world: World
) -> None:
    """It has no page of its own: after the sign-in, no « méthode » error."""
    with app.test_request_context():
        button = url_for("instructions.publish", uai=BOURG,
                         instruction_id=world.instructions["draft"])
    answer = late.send(button)
    assert answer.location == "/equipe"
    assert kept(app) == []


def test_a_page_of_the_door_left_open(app: Flask, world: World, client: Visitor) -> None:
    """Its session went: try again, and nothing typed there is kept."""
    token = client.token()
    client.delete_cookie("ecole")
    answer = client.post("/entrer", data={"csrf_token": token, "device": "personal",
                                          "code": world.cards["claire"].code})
    assert (answer.status_code, answer.location) == (303, "/entrer")
    assert "Recommencez." in client.get("/entrer").get_data(as_text=True)
    assert kept(app) == []
    assert type_code(client, world.cards["claire"].code).status_code == 303
