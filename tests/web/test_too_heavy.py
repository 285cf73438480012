"""Files too heavy for the school: the text written beside them is given back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from ecole.models import Instruction
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.web.test_parked_forms import come_back, end_sessions, kept
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
LIMIT, TEXT_LIMIT = 200_000, 150_000  # bodies that the test client keeps in memory


@pytest.fixture(autouse=True)
def small_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", LIMIT)
    monkeypatch.setitem(app.config, "MAX_FORM_MEMORY_SIZE", TEXT_LIMIT)


@pytest.fixture
def form_page(app: Flask, world: World) -> str:
    with app.test_request_context():
        return url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])


def heavy(**fields: object) -> dict[str, object]:
    film = (BytesIO(b"x" * (LIMIT + 1)), "film.mp4")
    return {"title": "La dictée", "body": "Lire le chapitre 4.", "action": "publish",
            "files": film, **fields}


def test_it_works(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    petit.get(form_page)
    answer = petit.send(form_page, **heavy())
    assert (answer.status_code, answer.location) == (303, form_page)
    page = petit.get(form_page).text
    assert "Mo au plus en une fois. Votre texte est gardé." in page
    assert "La dictée" in page
    assert "Lire le chapitre 4." in page
    with database(app) as rows:
        titles = select(Instruction.title).where(Instruction.title == "La dictée")
        assert rows.scalars(titles).all() == []


def test_it_needs_our_form(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    for token in ("", "x"):
        answer = petit.post(form_page, data=heavy(csrf_token=token))
        assert answer.status_code == 413
        assert "Mo en une fois" in answer.text
    assert kept(app) == []


def test_the_session_had_ended_too(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    petit.get(form_page)
    end_sessions(app)
    answer = petit.send(form_page, **heavy())
    assert (answer.status_code, answer.location) == (303, f"/equipe?suite={form_page}")
    come_back(petit)
    assert "La dictée" in petit.get(form_page).text


def test_a_form_of_another_tab(app: Flask, sign_in: SignIn, form_page: str) -> None:
    """Its token is of a session that ended, but its writer is in again."""
    petit = sign_in("petit")
    former = petit.token()
    come_back(petit)
    answer = petit.post(form_page, data=heavy(csrf_token=former))
    assert (answer.status_code, answer.location) == (303, form_page)
    assert "La dictée" in petit.get(form_page).text


def test_a_form_without_text_says_the_limit(sign_in: SignIn) -> None:
    answer = sign_in("rossi").send(f"/e/{BOURG}/liste/import", files=heavy()["files"])
    assert answer.status_code == 413
    assert f'href="/e/{BOURG}/liste/import"' in answer.text  # the way back


def test_a_text_too_long_says_the_limit(sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    for fields in ({"body": "x" * TEXT_LIMIT}, heavy(body="x" * (TEXT_LIMIT + 1))):
        assert petit.send(form_page, **fields).status_code == 413


def test_it_never_reads_more_than_the_server_takes(app: Flask, sign_in: SignIn,
                                                   form_page: str) -> None:
    film = (BytesIO(b"x" * (2 * LIMIT + 1)), "film.mp4")
    assert sign_in("petit").send(form_page, **heavy(files=film)).status_code == 413
    assert kept(app) == []
