"""Reading changes nothing: no row moves when a page is opened, but the proofs of reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from ecole.models import Device
from ecole.storage.columns import utc_now
from ecole.storage.database import Base, db, writing
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
PROOFS = {"receipt"}


def rows_of(app: Flask) -> dict[str, list[str]]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in
                               connection.execute(text(f'SELECT * FROM "{table.name}"')))
            for table in Base.metadata.sorted_tables
        }


def pages_of(app: Flask, world: World) -> list[str]:
    """Every address that can be read, with ids of the CP of École du Bourg."""
    values = {
        "uai": BOURG, "classroom_id": world.classrooms["cp"], "day": "2026-11-23", "token": "x",
        "instruction_id": world.instructions["lecture"], "guardian_id": world.guardians["claire"],
        "pupil_id": world.pupils["lina"], "account_id": world.people["petit"], "name": "x",
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or set()):
                known = {name: values.get(name, 1 << 62) for name in rule.arguments}
                found.append(app.url_map.bind("localhost").build(rule.endpoint, known, "GET"))
    return found


@pytest.mark.parametrize("name", ["claire", "petit", "rossi", ""])
def test_it_works(app: Flask, world: World, sign_in: SignIn, name: str) -> None:
    visitor = sign_in(name) if name else app.test_client()
    pages = pages_of(app, world)
    assert len(pages) > 20
    before = rows_of(app)
    for address in pages:
        visitor.get(address)
        visitor.head(address)
    after = rows_of(app)
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= PROOFS
    if name == "claire":
        assert changed == PROOFS


def test_a_head_has_no_body_and_the_same_head(client: Visitor) -> None:
    page, head = client.get("/entrer"), client.head("/entrer")
    assert head.data == b""
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    assert head.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]


def test_it_notes_the_device_once_an_hour(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    with database(app) as rows, writing():
        device = rows.query(Device).one()
        device.seen_at = utc_now() - timedelta(minutes=61)
    before = rows_of(app)
    claire.get("/appareils")
    once = rows_of(app)
    assert {table for table in once if before[table] != once[table]} == {"device"}
    claire.get("/appareils")
    assert rows_of(app) == once


def test_a_parked_text_is_not_eaten_by_a_look(
    app: Flask, world: World, sign_in: SignIn
) -> None:
    """A page may be lost on its way, or fetched in advance by a browser."""
    from flask import url_for

    petit = sign_in("petit")
    petit.get("/appareils")
    with app.test_request_context():
        page = url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])
    with database(app) as rows, writing():
        device = rows.query(Device).one()
        device.expires_at = utc_now()
    petit.send(page, title="Un texte")
    with database(app) as rows, writing():
        device = rows.query(Device).one()
        device.expires_at = utc_now() + timedelta(hours=1)
    before = rows_of(app)
    assert "Un texte" in petit.get(page).get_data(as_text=True)
    assert rows_of(app) == before
