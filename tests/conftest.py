"""One application and one world for the whole run; before each test the world is as it was."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from ecole import create_app
from ecole.accounts.devices import PERSONAL, STAFF, open_device
from ecole.config import Settings
from ecole.storage.database import db
from tests.databases import WorldTemplate, prepare_world
from tests.homes import home_of_run
from tests.page_checks import faults_of
from tests.world import World, build_world

STAFF_NAMES = {"rossi", "petit", "noir", "loin", "mairie"}


class Visitor(FlaskClient):
    """A browser of the tests: checks each page it opens, and sends the tokens of forms."""

    def open(self, *args: object, check: bool = True, **kwargs: object) -> TestResponse:  # type: ignore[override]
        # A context of its own: a test that keeps one open would share `g` with the request.
        with self.application.app_context():
            answer = super().open(*args, **kwargs)  # type: ignore[arg-type]
        if check and answer.mimetype == "text/html" and not answer.is_streamed:
            page = answer.get_data(as_text=True)
            faults = faults_of(page) if "<html" in page and answer.status_code < 300 else []
            assert not faults, f"{answer.request.path}: {faults}"
        return answer

    def send(self, address: str, **fields: object) -> TestResponse:
        """Post a form with its CSRF token, as a page of ours would."""
        return self.post(address, data={"csrf_token": self.token(), **fields})

    def token(self) -> str:
        from ecole.web.csrf import KEPT

        with self.session_transaction() as cookies:
            known = cookies.get(KEPT)
        if known is None:
            self.get("/au-revoir")
            with self.session_transaction() as cookies:
                known = cookies.get(KEPT)
        if known is None:
            self.get("/entrer")
            with self.session_transaction() as cookies:
                known = cookies[KEPT]
        return str(known)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = tmp_path_factory.mktemp("instance")
    made = Settings.from_environment({"ECOLE_DATA": str(data)})
    return dataclasses.replace(made, testing=True)


@pytest.fixture(scope="session")
def world_template(settings: Settings) -> Iterator[tuple[WorldTemplate, World]]:
    worlds: list[World] = []

    def build(url: str) -> None:
        app = create_app(dataclasses.replace(settings, database_url=url))
        with app.app_context():
            db.create_all()
            worlds.append(build_world())
            db.session.remove()
            db.engine.dispose()

    template = prepare_world(build)
    yield template, worlds[0]
    template.close()


@pytest.fixture(scope="session")
def the_app(
    settings: Settings, world_template: tuple[WorldTemplate, World]
) -> Iterator[tuple[Flask, str]]:
    url = world_template[0].copy()
    app = create_app(dataclasses.replace(settings, database_url=url))
    app.test_client_class = Visitor
    app.config["BLOBS"] = home_of_run(app.config["ECOLE"])
    yield app, url
    with app.app_context():
        db.engine.dispose()
    world_template[0].drop(url)


@pytest.fixture
def app(
    the_app: tuple[Flask, str], world_template: tuple[WorldTemplate, World]
) -> Iterator[Flask]:
    """The application on a fresh copy of the world."""
    app, url = the_app
    with app.app_context():
        db.engine.dispose()
    world_template[0].restore(url)
    forget_kept_pages()
    yield app
    with app.app_context():
        db.session.remove()


def forget_kept_pages() -> None:
    from ecole.classroom.routes.today import kept

    kept.pages.clear()


@pytest.fixture
def world(app: Flask, world_template: tuple[WorldTemplate, World]) -> World:
    return dataclasses.replace(world_template[1],
                               instructions=dict(world_template[1].instructions))


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """The application's context, for tests of actions."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody nobody knows."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return visitor


@pytest.fixture
def sign_in(app: Flask, world: World) -> Callable[[str], Visitor]:
    """A visitor signed in by name, through a device opened for them."""

    def signed_in(name: str) -> Visitor:
        kind = STAFF if name in STAFF_NAMES else PERSONAL
        with app.app_context():
            token = open_device(world.people[name], kind, "tests")
            db.session.remove()
        return visitor_with(app, token)

    return signed_in


def visitor_with(app: Flask, token: str) -> Visitor:
    """The browser that holds the token of a device."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    with visitor.session_transaction() as cookies:
        cookies["_user_id"] = token
        cookies["_fresh"] = True
    return visitor


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent while the test runs; clear it to count from a moment."""
    sent: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def media() -> Path:
    """The demo's files: a PDF, a sound, a film and a picture, made for the project."""
    import ecole

    return Path(os.path.dirname(ecole.__file__)) / "operations" / "demo" / "media"
