"""An error is a page with a way back and a reference; never the text of an exception."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ecole.config import Settings
from ecole.storage.database import db
from ecole.web.request_log import JsonLines
from tests.conftest import Visitor
from tests.page_checks import faults_of
from tests.web.second_app import cookie_of, opened, visitor_of

SignIn = Callable[[str], Visitor]
SECRET = "Lina BERNARD, MAB FIP LON"


@pytest.fixture
def site(app: Flask, settings: Settings, the_app: tuple[Flask, str]) -> Iterator[Flask]:
    with opened(settings, the_app[1]) as made:
        yield made


def replace(site: Flask, view: Callable[[], str], *roles: str) -> None:
    view.open_to = frozenset(roles or {"anyone"})  # type: ignore[attr-defined]
    site.view_functions["accounts.signed_out"] = view


def crash() -> str:
    raise ValueError(SECRET)


@pytest.fixture
def broken_database(site: Flask) -> Iterator[None]:
    """Every statement is refused, as by a server that went away."""

    def refuse(connection: object, cursor: object, statement: str, *rest: object) -> None:
        raise site_error(statement)

    with site.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_cursor_execute", refuse)
    yield
    event.remove(engine, "before_cursor_execute", refuse)


def site_error(statement: str) -> Exception:
    from sqlalchemy.exc import OperationalError

    return OperationalError(statement, {}, OSError("gone"))


def test_it_works(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    replace(site, crash)
    answer = visitor_of(site).get("/au-revoir")
    page = answer.get_data(as_text=True)
    reference = answer.headers["X-Request-Id"]
    assert answer.status_code == 500
    assert reference in page
    assert not faults_of(page)
    for told in (SECRET, "ValueError", "Traceback", "test_error_pages"):
        assert told not in page
    lines = [JsonLines().format(record) for record in caplog.records]
    (line,) = [json.loads(line) for line in lines if "crash" in line]
    assert line["request"] == reference
    assert line["exception"] == "ValueError"
    assert any("test_error_pages.py" in place for place in line["where"])
    assert not any(SECRET in line for line in lines)


def test_it_shows_to_somebody_signed_in(site: Flask, sign_in: SignIn) -> None:
    replace(site, crash, "signed-in")
    claire = sign_in("claire")
    claire.get("/appareils")
    answer = visitor_of(site, cookie_of(claire)).get("/au-revoir")
    assert answer.status_code == 500
    assert "Quelque chose s’est cassé" in answer.get_data(as_text=True)


def test_a_database_that_is_gone_is_a_page(
    site: Flask, sign_in: SignIn, broken_database: None, caplog: pytest.LogCaptureFixture
) -> None:
    claire = sign_in("claire")
    claire.get("/appareils")
    visitor = visitor_of(site, cookie_of(claire))
    for address in ("/aujourdhui", "/appareils", "/", "/entrer"):
        answer = visitor.get(address)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), address
        assert "gone" not in page
        assert not faults_of(page)
    assert visitor_of(site).get("/entrer").status_code == 200
    assert visitor.get("/nulle-part").status_code == 404
    errors = [r for r in caplog.records if r.name == "ecole.error"]
    assert {r.getMessage() for r in errors} == {"database: OSError"}
    assert all(json.loads(JsonLines().format(r))["request"] for r in errors)


def test_a_crash_without_a_database_is_a_page(
    site: Flask, sign_in: SignIn, broken_database: None
) -> None:
    replace(site, crash)
    claire = sign_in("claire")
    claire.get("/appareils")
    assert visitor_of(site, cookie_of(claire)).get("/au-revoir").status_code == 500


@pytest.mark.parametrize(("code", "words"), [
    (400, "Nous n’avons pas compris"), (403, "Cette page n’est pas pour vous"),
    (404, "Cette page n’existe pas"), (405, "Nous n’avons pas compris"),
    (409, "Nous n’avons pas compris"), (413, "C’est trop lourd"),
    (418, "Nous n’avons pas compris"), (429, "Trop d’essais à la suite"),
    (500, "Quelque chose s’est cassé"), (501, "Quelque chose s’est cassé"),
    (503, "L’école est très demandée"),
])
def test_each_status_has_a_page(site: Flask, code: int, words: str) -> None:
    def view() -> str:
        return abort(code, SECRET)

    replace(site, view)
    answer = visitor_of(site).get("/au-revoir")
    page = answer.get_data(as_text=True)
    assert answer.status_code == code
    assert words in page
    assert SECRET not in page
    assert not faults_of(page)


def test_tests_see_the_crash_itself(app: Flask, client: Visitor,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    crash.open_to = frozenset({"anyone"})  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "accounts.signed_out", crash)
    with pytest.raises(ValueError, match="Lina"):
        client.get("/au-revoir")


def test_what_was_half_done_is_undone(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    from ecole.models import AuditEvent
    from ecole.storage.database import writing

    def half() -> str:
        with writing() as rows:
            rows.add(AuditEvent(act="half"))
            rows.flush()
            return crash()

    replace(site, half)
    assert visitor_of(site).get("/au-revoir").status_code == 500
    with site.app_context():
        assert db.session.query(AuditEvent).filter_by(act="half").count() == 0
