"""The catalogue of the components lives: each is shown, and each example opens."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from ecole import create_app
from ecole.accounts.devices import STAFF, open_device
from ecole.public.atelier import EXAMPLES, meanings, symbols
from ecole.storage.database import db
from tests.conftest import Visitor, visitor_with
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
# Shown by the pages of their own room, where they have a life.
ELSEWHERE: set[str] = set()


def test_each_component_is_shown() -> None:
    sheets = {sheet.stem for name in ("components", "rooms")
              for sheet in (ROOT / "static/css" / name).glob("*.css")}
    shown = {name for _, names in EXAMPLES.values() for name in names}
    assert sheets - ELSEWHERE - shown == set()
    assert shown - sheets == set()


def test_each_example_is_listed() -> None:
    files = {path.stem for path in (ROOT / "templates/atelier/examples").glob("*.html")}
    assert files == set(EXAMPLES)


def test_it_reads_the_tokens_and_the_drawings() -> None:
    assert {"ink", "good", "bad", "tint-4-soft"} <= set(meanings())
    assert {"logo", "pdf", "check"} <= set(symbols("icons.svg"))


@pytest.fixture
def atelier(app: Flask, world: World) -> Iterator[Callable[[str], Visitor]]:
    """Visitors of an instance that has its catalogue."""
    settings = app.config["ECOLE"]
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    other = create_app(dataclasses.replace(settings, has_atelier=True, database_url=url))
    other.test_client_class = Visitor

    def visitor(name: str) -> Visitor:
        with app.app_context():
            token = open_device(world.people[name], STAFF, "tests")
            db.session.remove()
        return visitor_with(other, token)

    yield visitor
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_page_opens(atelier: Callable[[str], Visitor], name: str) -> None:
    page = atelier("petit").get(f"/atelier/{name}")
    assert page.status_code == 200
    assert EXAMPLES[name][0] in page.text


def test_it_is_for_staff(atelier: Callable[[str], Visitor]) -> None:
    assert atelier("petit").get("/atelier").status_code == 200
    assert atelier("claire").get("/atelier").status_code == 404


def test_it_is_off_by_default(sign_in: Callable[[str], Visitor]) -> None:
    assert sign_in("petit").get("/atelier").status_code == 404
