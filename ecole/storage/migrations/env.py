"""Run by Alembic inside the transaction that `ecole/storage/migrate.py` opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger
from sqlalchemy.dialects.sqlite import dialect

from ecole.storage.columns import Id, Moment
from ecole.storage.database import Base

SQLITE = dialect()


def write_our_types(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """A migration must stand when the code it was drafted from has gone: plain types only."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime()"
    if isinstance(item, BigInteger) and item.compile(dialect=SQLITE) == Id.compile(dialect=SQLITE):
        return "Id"  # defined at the top of each migration (script.py.mako)
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=write_our_types,
    # SQLite changes a table by copying it; the same file runs on PostgreSQL as plain ALTERs.
    render_as_batch=True,
    # Schema changes are part of our transaction on both; Alembic doubts it for SQLite, whose
    # driver used to commit before them (ecole/storage/database.py says BEGIN itself).
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
