"""A form that could not be taken: the page of the error gives its text back, to be sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from flask import Flask, url_for
from sqlalchemy import event, select

from ecole.config import Settings
from ecole.models import Instruction
from ecole.storage.database import db
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.page_checks import faults_of
from tests.web.second_app import cookie_of, opened, visitor_of
from tests.web.test_error_pages import site_error
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
HTML = "{http://www.w3.org/1999/xhtml}"
BODY = "Lire le chapitre 4.\r\n\r\nPuis écrire <trois> phrases & les relire."
FORM = {"title": "La dictée", "body": BODY, "day_on": "2026-11-23", "action": "publish",
        "submission": "key-of-form"}


@pytest.fixture
def site(app: Flask, settings: Settings, the_app: tuple[Flask, str]) -> Iterator[Flask]:
    with opened(settings, the_app[1]) as made:
        yield made


@pytest.fixture
def petit(site: Flask, sign_in: SignIn) -> Visitor:
    first = sign_in("petit")
    first.get("/appareils")
    return visitor_of(site, cookie_of(first))


@pytest.fixture
def form_page(app: Flask, world: World) -> str:
    with app.test_request_context():
        return url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])


@pytest.fixture
def busy(site: Flask) -> Iterator[Callable[[], None]]:
    """The database refuses to write, until it is called."""

    def refuse(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("BEGIN", "INSERT", "UPDATE")):
            raise site_error(statement)

    with site.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    yield lambda: event.remove(engine, "before_cursor_execute", refuse)
    if event.contains(engine, "before_cursor_execute", refuse):
        event.remove(engine, "before_cursor_execute", refuse)


def fields_of(page: str) -> tuple[str, dict[str, str]]:
    """The address and the hidden fields of the page's form."""
    tree = html5lib.parse(page)
    (form,) = tree.iter(HTML + "form")
    assert form.get("method") == "post"
    return form.get("action"), {f.get("name"): f.get("value") for f in form.iter(HTML + "input")}


def test_it_works(app: Flask, petit: Visitor, form_page: str, busy: Callable[[], None]) -> None:
    answer = petit.send(form_page, **FORM)
    assert answer.status_code == 503
    assert not faults_of(answer.text)
    assert "encore dans cette page" in answer.text
    assert "écrire &lt;trois&gt; phrases &amp; les relire." in answer.text
    busy()
    address, fields = fields_of(answer.text)
    assert (address, fields["submission"]) == (form_page, "key-of-form")
    for _ in range(2):
        assert petit.post(address, data=fields).status_code == 303
    with database(app) as rows:
        saved = rows.scalars(select(Instruction).where(Instruction.title == "La dictée")).one()
        assert saved.published_at
        assert saved.body.splitlines() == BODY.splitlines()


def test_files_are_not_forgotten_in_silence(petit: Visitor, form_page: str, media: Path,
                                            busy: Callable[[], None]) -> None:
    """Sent again, the form would be published without them: its text is to be copied."""
    sheet = BytesIO((media / "fiche-de-lecture.pdf").read_bytes())
    page = petit.send(form_page, **FORM, files=(sheet, "a.pdf")).text
    assert "<form" not in page
    assert "Les fichiers, eux, seront à choisir de nouveau." in page
    assert "<details open>" in page
    assert "La dictée\n\nLire le chapitre 4." in page
    assert f'href="{form_page}"' in page


def test_a_button_may_be_pressed_again(site: Flask, sign_in: SignIn, world: World,
                                       busy: Callable[[], None]) -> None:
    claire = sign_in("claire")
    claire.get("/aujourdhui")
    with site.test_request_context():
        tick = url_for("completions.create", uai=BOURG, pupil_id=world.pupils["lina"],
                       instruction_id=world.instructions["lecture"])
    page = visitor_of(site, cookie_of(claire)).send(tick).text
    assert fields_of(page)[0] == tick
    assert "<textarea" not in page


@pytest.mark.parametrize("form", [
    {"code": "MABFIPLONNETVORGOP"}, {"email": "a@b.fr", "password": "p"}, {"token": "t"},
])
def test_secrets_are_never_shown(site: Flask, busy: Callable[[], None],
                                 form: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(site.view_functions, "accounts.sign_in", crash)
    page = visitor_of(site).send("/entrer", **form).text
    assert "Quelque chose s’est cassé" in page
    assert "<form" not in page
    assert "<textarea" not in page
    assert not any(f'"{text}"' in page for text in form.values())


def crash() -> str:
    raise ValueError


crash.open_to = frozenset({"anyone"})  # type: ignore[attr-defined]


def test_nothing_is_given_back_to_another_site(petit: Visitor, form_page: str,
                                               busy: Callable[[], None]) -> None:
    answer = petit.post(form_page, data=FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "chapitre 4" not in answer.text
    answer = petit.post(form_page, data=FORM)
    assert answer.status_code == 400
    assert "chapitre 4" not in answer.text


def test_a_page_that_was_only_read_has_no_form(petit: Visitor, busy: Callable[[], None],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(petit.application.view_functions, "accounts.signed_out", crash)
    page = petit.get("/au-revoir", headers={"Referer": "http://localhost/appareils"}).text
    assert "<form" not in page
    assert 'href="/appareils"' in page  # the way back
