"""Real databases for the tests: a world built once, copied before each test in milliseconds.

SQLite files by default; PostgreSQL when ECOLE_TEST_POSTGRES holds the address of a server where
we may create databases (`scripts/with-postgres` starts one).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

POSTGRES = os.environ.get("ECOLE_TEST_POSTGRES", "")
_number = count(1)


class WorldTemplate(Protocol):
    def copy(self) -> str:
        """The address of a new copy of the world."""

    def restore(self, url: str) -> None:
        """The world as it was, at the address of a former copy; on PostgreSQL, open connections
        to it are cut (an engine with `pool_pre_ping` opens new ones)."""

    def drop(self, url: str) -> None:
        """Forget a copy."""

    def close(self) -> None:
        """Forget the world itself."""


def prepare_world(build: Callable[[str], None]) -> WorldTemplate:
    """`build` receives the address of an empty database, fills it and closes its connections."""
    world: SQLiteWorld | PostgresWorld = PostgresWorld() if POSTGRES else SQLiteWorld()
    build(world.template)
    world.freeze()
    return world


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of an empty database of the kind this run is on."""
    world: SQLiteWorld | PostgresWorld = PostgresWorld() if POSTGRES else SQLiteWorld()
    try:
        yield world.template
    finally:
        world.close()


class SQLiteWorld:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ecole-world-"))
        self.template = self._url("world")

    def freeze(self) -> None:
        self.source = sqlite3.connect(_path(self.template), check_same_thread=False)

    def copy(self) -> str:
        url = self._url(f"copy{next(_number)}")
        self.restore(url)
        return url

    def restore(self, url: str) -> None:
        with closing(sqlite3.connect(_path(url))) as target:
            target.execute("PRAGMA synchronous=OFF")
            self.source.backup(target)

    def drop(self, url: str) -> None:
        for end in ("", "-wal", "-shm"):
            Path(_path(url) + end).unlink(missing_ok=True)

    def close(self) -> None:
        if hasattr(self, "source"):
            self.source.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite3"


class PostgresWorld:
    def __init__(self) -> None:
        from sqlalchemy import create_engine

        self.engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        self.template = self._create(f"world_{os.getpid()}_{next(_number)}")

    def freeze(self) -> None:
        self._run("CHECKPOINT")  # else the first copy pays for it

    def copy(self) -> str:
        return self._create(f"test_{os.getpid()}_{next(_number)}", self.template)

    def restore(self, url: str) -> None:
        self.drop(url)
        self._create(_name(url), self.template)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

    def close(self) -> None:
        self.drop(self.template)
        self.engine.dispose()

    def _create(self, name: str, template: str | None = None) -> str:
        options = f"TEMPLATE {_name(template)} STRATEGY FILE_COPY" if template else ""
        self._run(f"CREATE DATABASE {name} {options}")
        return self.engine.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql(statement)


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
