"""A form sent twice is stored once, and both sendings lead to the same place."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from flask import Flask, redirect, request, url_for
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from waitress import wasyncore
from werkzeug.wrappers import Response

from ecole.config import Settings
from ecole.models import AuditEvent, Instruction, School, Submission
from ecole.server.listening import listen
from ecole.server.waitress_options import make_server
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.web import submissions
from ecole.web.submissions import once
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.web.second_app import cookie_of
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
FORM = {"title": "Envoyée vingt fois", "day_on": "2026-11-23", "body": "Une fois.",
        "action": "publish"}
View = Callable[[], object]


@pytest.fixture
def visit(app: Flask, client: Visitor, monkeypatch: pytest.MonkeyPatch) -> Callable[[View], None]:
    """Put a view of the test's own at /au-revoir."""

    def at(view: View) -> None:
        taken = once(view)
        taken.open_to = frozenset({"anyone"})  # type: ignore[attr-defined]
        monkeypatch.setitem(app.view_functions, "accounts.sign_out", taken)

    return at


def send(client: Visitor, key: str = "k") -> Response:
    return client.send("/sortir", submission=key)


def write_event() -> None:
    with writing() as rows:
        rows.add(AuditEvent(act="tested"))


def counted(app: Flask) -> int:
    with database(app) as rows:
        return rows.scalar(select(func.count(AuditEvent.id))
                           .where(AuditEvent.act == "tested")) or 0


def saved() -> Response:
    write_event()
    return redirect(f"/entrer?suite=/{new_id()}", 303)


def test_it_works(app: Flask, client: Visitor, visit: Callable[[View], None]) -> None:
    visit(saved)
    first, second, third = send(client), send(client), send(client, "other")
    assert first.location == second.location != third.location
    assert counted(app) == 2


def test_a_form_without_key_is_taken_each_time(
    app: Flask, client: Visitor, visit: Callable[[View], None]
) -> None:
    visit(saved)
    for key in ("", "x" * 41, "a b", "é", "a\x00b", "a'--"):
        for _ in range(2):
            assert send(client, key).status_code == 303
    assert counted(app) == 12


def test_a_refused_form_may_be_sent_again(
    app: Flask, client: Visitor, visit: Callable[[View], None]
) -> None:
    """With the same key: the page that came back has it still."""
    answers = iter(["<p>Corrigez</p>", redirect("/entrer", 303)])

    def view() -> object:
        write_event()
        return next(answers)

    visit(view)
    assert send(client).status_code == 200
    assert send(client).location == "/entrer"
    assert counted(app) == 2


def test_a_crash_before_the_write_takes_nothing(
    app: Flask, client: Visitor, visit: Callable[[View], None]
) -> None:
    def crash() -> object:
        raise RuntimeError

    visit(crash)
    with pytest.raises(RuntimeError):
        send(client)
    visit(saved)
    assert send(client).status_code == 303
    assert counted(app) == 1


def test_an_undone_write_takes_nothing(
    app: Flask, client: Visitor, visit: Callable[[View], None]
) -> None:
    """The key goes with the transaction: the second write of the same request takes it again."""

    def view() -> object:
        with suppress(ZeroDivisionError), writing() as rows:
            rows.add(AuditEvent(act="tested"))
            _ = 1 / 0
        return saved()

    visit(view)
    assert send(client).location == send(client).location
    assert counted(app) == 1


def test_another_refusal_of_the_database_is_not_hidden(
    client: Visitor, visit: Callable[[View], None]
) -> None:
    def view() -> object:
        with writing() as rows:
            rows.add(School(uai=BOURG, name="double"))
        return redirect("/", 303)

    visit(view)
    with pytest.raises(IntegrityError):
        send(client)


def test_a_first_sending_that_never_ended_says_so(
    app: Flask, client: Visitor, visit: Callable[[View], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "SECONDS_TO_WAIT", 0.1)
    with database(app), writing() as rows:
        rows.add(Submission(key="k"))
    visit(saved)
    assert send(client).location == "/"
    assert "C’est déjà enregistré." in client.get("/entrer").get_data(as_text=True)
    assert counted(app) == 0


def test_reading_takes_nothing(client: Visitor, app: Flask) -> None:
    with app.test_request_context(query_string={"submission": "k"}):
        assert once(lambda: request.method)() == "GET"
        assert db.session.get(Submission, "k") is None


@pytest.fixture
def server(app: Flask, settings: Settings) -> Iterator[int]:
    """The real server on this application; its port."""
    sock = listen("127.0.0.1", 0)
    made = make_server(app, settings, sock)
    stopping = threading.Event()

    def turn() -> None:
        while not stopping.is_set():
            wasyncore.loop(timeout=0.1, use_poll=True, map=made._map, count=1)

    thread = threading.Thread(target=turn)
    thread.start()
    yield sock.getsockname()[1]
    stopping.set()
    thread.join()
    made.task_dispatcher.shutdown()
    wasyncore.close_all(made._map, ignore_all=True)


def test_twenty_at_once_store_one(
    app: Flask, world: World, sign_in: SignIn, server: int
) -> None:
    petit = sign_in("petit")
    with app.test_request_context():
        page = url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])
    body = urlencode({**FORM, "csrf_token": petit.token(), "submission": "twenty"})
    headers = {"Cookie": f"ecole={cookie_of(petit)}",
               "Content-Type": "application/x-www-form-urlencoded"}

    def post(number: int) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", server, timeout=30)
        connection.request("POST", page, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers["Location"]

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(post, range(20)))
    assert len(answers) == 1
    ((status, location),) = answers
    assert status == 303
    with database(app) as rows:
        (found,) = rows.scalars(select(Instruction.id)
                                .where(Instruction.title == FORM["title"])).all()
    with app.test_request_context():
        assert location == url_for("instructions.show", uai=BOURG, instruction_id=found)
