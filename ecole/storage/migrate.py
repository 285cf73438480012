"""The version of the database: read, compared with the code's, brought up to it.

Alembic is imported inside the functions: a server that is up to date does not pay for it.
There is no way down: a backup is the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from ecole.storage.database import db

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

FOLDER = Path(__file__).with_name("migrations")
LOCK = 20_261_122  # any number of ours: two servers started at once upgrade one after the other


class DatabaseIsNewer(RuntimeError):
    """The database was upgraded by a later version of the program; the message is in French."""


class BrokenLinks(RuntimeError):
    """Rows would point at nothing after the upgrade, which was undone."""


def upgrade(app: Flask) -> tuple[str | None, str]:
    """Bring the database to the code's version, all or nothing: (version before, version after).

    Raises DatabaseIsNewer.
    """
    from alembic import command

    with app.app_context(), _alone(db.engine) as connection:
        before = _version(connection)
        if _is_unknown(before):
            raise DatabaseIsNewer(
                f"Cette base de données vient d’une version plus récente d’ecole (« {before} »). "
                "Installez cette version-là, ou restaurez une sauvegarde faite par celle-ci."
            )
        if before != head():
            alembic = config()
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, "head")
        return before, head()


def current(app: Flask) -> str | None:
    """The version of the database; None when it is empty."""
    with app.app_context(), db.engine.connect() as connection:
        return _version(connection)


def head() -> str:
    """The version that the code needs."""
    found = _scripts().get_current_head()
    assert found, "no migration in ecole/storage/migrations/versions"
    return found


def is_behind(app: Flask) -> bool:
    version = current(app)
    return version != head() and not _is_unknown(version)


def is_newer(app: Flask) -> bool:
    return _is_unknown(current(app))


def config() -> Config:
    """Alembic's settings, without a file of them."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return found


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(FOLDER))


def _version(connection: Connection) -> str | None:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _is_unknown(version: str | None) -> bool:
    known = {script.revision for script in _scripts().walk_revisions()}
    return version is not None and version not in known


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction for the whole upgrade, nobody else writing: killed, it never happened."""
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as plain:
        connection = plain.execution_options(begin="IMMEDIATE")
        if is_sqlite:
            # A table is changed by copying and dropping it, which must not take its children
            # along; SQLite takes this setting between transactions only.
            _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield connection
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise BrokenLinks("PRAGMA foreign_key_check found rows that point at nothing")
        finally:
            if is_sqlite:
                _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, state: str) -> None:
    connection.connection.execute(f"PRAGMA foreign_keys={state}")
