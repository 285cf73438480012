"""One school per query: the session adds the filter itself and refuses what it cannot filter.

Tables of a school inherit `SchoolOwned`. Inside `in_school(id)` every ORM select is filtered,
sub-queries, aliases and lazy loads included; raw, Core, compound and bulk statements are refused.
Outside, a statement that touches such a table is refused. `all_schools("reason")` is the only
way out, and `tests/guards/test_school_scope.py` lists its uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import (
    Alias,
    ColumnClause,
    ForeignKey,
    ForeignKeyConstraint,
    Join,
    Table,
    TableClause,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import (
    FromStatement,
    Mapped,
    ORMExecuteState,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql import Select, visitors
from sqlalchemy.sql.expression import CompoundSelect, TextClause

from ecole.storage.columns import Id

ALL = -1
_scope: ContextVar[int | None] = ContextVar("school", default=None)


class ScopeError(RuntimeError):
    """A statement or a row that would cross the wall between two schools."""


class SchoolOwned:
    """A row that belongs to one school; foreign keys between such rows carry the school too."""

    @declared_attr
    def school_id(cls) -> Mapped[int]:
        return mapped_column(Id, ForeignKey("school.id"), index=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("school_id", "id"), *getattr(cls, "__owned_args__", ()))


def owned_by(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key to a row of the same school, which the database checks too."""
    return ForeignKeyConstraint(
        ["school_id", column], [f"{table}.school_id", f"{table}.id"], **options
    )


def current_school_id() -> int | None:
    scope = _scope.get()
    return None if scope == ALL else scope


@contextmanager
def in_school(school_id: int) -> Iterator[None]:
    """Everything inside reads and writes this school only."""
    mark = _scope.set(school_id)
    try:
        yield
    finally:
        _scope.reset(mark)


@contextmanager
def all_schools(reason: str) -> Iterator[None]:
    """No filter inside: `reason` says why to the reader; the list of uses is tested."""
    mark = _scope.set(ALL)
    try:
        yield
    finally:
        _scope.reset(mark)


class SchoolSession(Session):
    """The session of Flask-SQLAlchemy behind the wall between schools."""

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        row = super().get(entity, ident, **options)
        if isinstance(row, SchoolOwned) and _scope.get() != ALL:
            if _scope.get() is None:
                raise ScopeError(f"{type(row).__name__} read outside a school")
            # A row may already sit in the identity map, where no statement was filtered.
            if row.school_id != _scope.get():
                return None
        return row

    def _refuse_bulk(self, *args: Any, **options: Any) -> None:
        raise ScopeError("bulk operations pass by the flush, where schools are checked")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _refuse_bulk


def _owned_tables() -> set[Table]:
    return {cls.__table__ for cls in SchoolOwned.__subclasses__()}  # type: ignore[attr-defined]


def _touches_school(statement: Any) -> bool:
    owned = _owned_tables()
    return any(
        getattr(part, "table", part) in owned
        for part in visitors.iterate(statement)
        if isinstance(part, Table | ColumnClause)
    )


def _cannot_filter(part: Any, owned: set[Table]) -> bool:
    """Whether a part of a statement is of a kind that the school filter does not reach."""
    if isinstance(part, TextClause | CompoundSelect | FromStatement):
        return True
    if isinstance(part, ColumnClause) and part.is_literal and part.name not in ("*", "1"):
        return True
    if isinstance(part, TableClause) and not isinstance(part, Table):
        return True
    return isinstance(part, Select) and not _sources(part, owned) <= _entities(part)


def _sources(select: Select[Any], owned: set[Table]) -> set[Table]:
    """The schools' tables a select reads from, eager loads left out: the mapper writes those."""
    bare = select._clone()
    bare._with_options = ()
    return {
        leaf for source in bare.get_final_froms() for leaf in _leaves(source) if leaf in owned
    }


def _entities(select: Select[Any]) -> set[Any]:
    """The tables that stand in a select as mapped classes: those the filter is hung on."""
    named = [*select._raw_columns, *select._from_obj, *map(_join_target, select._setup_joins)]
    return {
        leaf
        for name in named
        for part in (name, *visitors.iterate(name))
        if "parententity" in getattr(part, "_annotations", ())
        for leaf in _leaves(getattr(part, "table", part))
    }


def _join_target(join: Any) -> Any:
    relationship = getattr(join[0], "property", None)
    return relationship.mapper.__clause_element__() if relationship is not None else join[0]


def _leaves(source: Any) -> Iterator[Any]:
    """The tables of a FROM clause, through joins and aliases."""
    if isinstance(source, Join):
        yield from _leaves(source.left)
        yield from _leaves(source.right)
    elif isinstance(source, Alias):
        yield from _leaves(source.element)
    elif isinstance(source, Table):
        yield source


def _is_refused(state: ORMExecuteState) -> bool:
    statement: Any = state.statement
    if state.is_column_load or state.is_relationship_load:
        return False  # written by the mapper itself, and filtered like the rest
    is_filtered = isinstance(statement, Select) and state.is_orm_statement
    if not is_filtered and _touches_school(statement):
        return True
    owned = _owned_tables()
    return any(_cannot_filter(part, owned) for part in visitors.iterate(statement))


@event.listens_for(SchoolSession, "do_orm_execute")
def _filter_by_school(state: ORMExecuteState) -> None:
    scope = _scope.get()
    if scope == ALL:
        return
    if scope is None:
        if isinstance(state.statement, TextClause) or _touches_school(state.statement):
            raise ScopeError("a statement on a school's table outside a school")
        return
    if _is_refused(state):
        raise ScopeError("a raw, Core, compound or bulk statement inside a school")
    state.statement = state.statement.options(
        with_loader_criteria(
            SchoolOwned, lambda cls: cls.school_id == scope, include_aliases=True
        )
    )


@event.listens_for(SchoolSession, "before_flush")
def _check_rows(session: SchoolSession, context: Any, instances: Any) -> None:
    scope = _scope.get()
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, SchoolOwned):
            continue
        if scope is None:
            raise ScopeError(f"{type(row).__name__} written outside a school")
        if scope == ALL:
            continue
        if row in session.new and row.school_id is None:
            row.school_id = scope
        if row.school_id != scope:
            raise ScopeError(f"{type(row).__name__} of another school")


@event.listens_for(SchoolOwned, "before_insert", propagate=True)
@event.listens_for(SchoolOwned, "before_update", propagate=True)
def _check_copied_school(mapper: Any, connection: Any, row: SchoolOwned) -> None:
    # By now a relationship has copied its parent's school: a parent of another school shows here.
    if _scope.get() not in (ALL, row.school_id):
        raise ScopeError(f"{type(row).__name__} hung under a row of another school")
