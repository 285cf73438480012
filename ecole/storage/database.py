"""The database: one `db`, its engine made ready, and the one way to write, `writing()`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event, text
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql import Executable

from ecole.storage.school_scope import SchoolSession, current_school_id

BUSY_SECONDS = 5
PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",  # acknowledged means durable: NORMAL loses the last minutes in a power cut
    "foreign_keys=ON",
    "journal_size_limit=8388608",
)


# One writer of a school at a time; one that hangs gives the others their 503, not an endless wait.
TURN = text("SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(:school)")
SQLITE_SIZE = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")


class Base(DeclarativeBase):
    """Constraint names are fixed so that migrations read the same on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"class_": SchoolSession})

if TYPE_CHECKING:

    class Model(Base):
        """What `db.Model` is, for the type checker."""

        __tablename__: str
        __abstract__ = True

else:
    Model = db.Model


class NotWriting(RuntimeError):
    """A flush outside `writing()`: on SQLite its reads would not be part of the transaction."""


def connect_database(app: Flask, url: str) -> None:
    """Bind `db` to the application; on SQLite, WAL with every commit on the disk."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = (
        {} if url.startswith("sqlite") else {"pool_pre_ping": True, "pool_size": 8}
    )
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:
        # The driver would begin at the first write, with the reads before it outside the
        # transaction (lost updates); we say BEGIN ourselves.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            set_pragma(connection, pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def set_pragma(connection: sqlite3.Connection, pragma: str) -> None:
    """Two processes that open an empty database together: SQLite refuses the second change of
    its journal at once, whatever its timeout, so we wait for it."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)


@contextmanager
def writing() -> Iterator[Session]:
    """One short write transaction, committed at the end; rows read before are read again inside.

    Writers wait for each other: the whole database on SQLite, one school on PostgreSQL. So a
    read-and-update inside never loses another's. Nothing slow belongs here (no hash, no file).
    """
    session = db.session()
    if session.info.get("is_writing"):
        raise NotWriting("writing() inside writing(): one commit per action")
    session.rollback()
    session.info["is_writing"] = True
    try:
        connection = session.connection(execution_options={"begin": "IMMEDIATE"})
        if connection.dialect.name == "postgresql":
            connection.execute(TURN, {"school": current_school_id() or 0})
        for prepare in session.info.get("on_write", ()):
            prepare(session)
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["is_writing"] = False


@event.listens_for(SchoolSession, "before_flush")
def _only_while_writing(session: SchoolSession, context: Any, instances: Any) -> None:
    if not session.info.get("is_writing"):
        raise NotWriting("add, change and delete rows inside writing()")


Read = Callable[[Executable, Mapping[str, Any]], Sequence[Row[Any]]]


@contextmanager
def reading() -> Iterator[Read]:
    """Rows of Core statements built once at import, past the session and its school filter.

    For the few statements that must know who is asking before a school is known; the guard
    `tests/guards/test_school_scope.py` lists the callers.
    """
    with db.engine.connect() as connection:
        yield lambda statement, values: connection.execute(statement, values).all()


def read_rows(statement: Executable, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """The rows of one such statement."""
    with reading() as read:
        return read(statement, values)


def database_size() -> int:
    """Bytes that the database takes on its disk, the journal of the last writes left out."""
    if db.engine.dialect.name == "postgresql":
        return int(read_rows(text("SELECT pg_database_size(current_database())"), {})[0][0])
    return int(read_rows(SQLITE_SIZE, {})[0][0])
