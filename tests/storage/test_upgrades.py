"""Up from every earlier version, with a row in every table: nothing of it is lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    select,
)

from ecole.storage import migrate
from ecole.storage.database import connect_database, db
from tests.databases import empty_database

VERSIONS = sorted(path.name[:4] for path in (migrate.FOLDER / "versions").glob("*.py"))
MOMENT = datetime(2026, 9, 1, 8, 30)  # noqa: DTZ001 -- moments are kept without zone
SAMPLES: list[tuple[type, Any]] = [
    (Boolean, True), (Integer, 1), (Float, 1.5), (Numeric, 1), (DateTime, MOMENT),
    (Date, MOMENT.date()),
    (LargeBinary, b"x"), (JSON, {"kept": [1]}),
]
# What a later version keeps elsewhere: {table: {column: (table, column)}}.
MOVED = {"attachment": {"small_key": ("rendition", "blob_key")}}
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def app() -> Iterator[Flask]:
    """An application on an empty database."""
    with empty_database() as url:
        app = Flask("upgrades")
        connect_database(app, url)
        yield app
        with app.app_context():
            db.engine.dispose()


def sample(column: Column[Any]) -> Any:
    """A value that fits: every key is 1, so that each row's links lead to the row of that table."""
    kinds = [value for kind, value in SAMPLES if isinstance(column.type, kind)]
    length = getattr(column.type, "length", None)
    return kinds[0] if kinds else "pièce"[:length]


def tables_of(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def fill(connection: Connection) -> None:
    for table in tables_of(connection).sorted_tables:
        connection.execute(table.insert(), {
            one.name: sample(one) for one in table.columns if not is_another_owner(one)
        })


def is_another_owner(column: Column[Any]) -> bool:
    """A file belongs to one row only: here, to an instruction."""
    is_link = column.nullable and column.name.endswith("_id")
    return column.table.name == "attachment" and is_link and column.name != "instruction_id"


def rows_of(connection: Connection) -> Rows:
    return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in tables_of(connection).sorted_tables}


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_it_keeps_what_is_there(app: Flask, version: str):
    with app.app_context(), db.engine.begin() as connection:
        alembic = migrate.config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, version)
        fill(connection)
        before = rows_of(connection)
    assert all(len(rows) == 1 for rows in before.values())
    migrate.upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        after = rows_of(connection)
    for name, rows in before.items():
        moved = MOVED.get(name, {})
        for column, (table, other) in moved.items():
            kept = [row[column] for row in rows if column in row]
            assert [row[other] for row in after[table]] == kept or not kept
        stayed = [{key: row[key] for key in row if key not in moved} for row in rows]
        assert [{key: row[key] for key in stayed[0]} for row in after[name]] == stayed, name
