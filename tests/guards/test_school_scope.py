"""One school per query: every way we know of reading across the wall is filtered or refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    column,
    exists,
    func,
    literal_column,
    select,
    table,
    text,
    union,
)
from sqlalchemy.orm import aliased, joinedload, selectinload

import ecole
from ecole.models import Classroom, Guardianship, Pupil, School
from ecole.storage.columns import new_id
from ecole.storage.database import NotWriting, db, writing
from ecole.storage.school_scope import (
    SchoolOwned,
    SchoolSession,
    ScopeError,
    all_schools,
    in_school,
)
from tests.world import World

ROOM = Path(ecole.__file__).parent
other = aliased(Pupil)


@pytest.fixture
def bourg(world: World, context: None) -> Iterator[int]:
    """Inside École du Bourg, which has three pupils; École Voisine has one, Inês."""
    with in_school(world.schools["bourg"]):
        yield world.schools["bourg"]


FILTERED: dict[str, Callable[[], Any]] = {
    "rows": lambda: select(Pupil.first_name),
    "entity": lambda: select(Pupil.first_name).select_from(Pupil),
    "alias": lambda: select(other.first_name),
    "join": lambda: select(Pupil.first_name).join(School, School.id == Pupil.school_id),
    "outer join": lambda: select(Pupil.first_name).select_from(School).outerjoin(
        Pupil, Pupil.school_id == School.id),
    "relationship join": lambda: select(Pupil.first_name).join(Pupil.classroom),
    "sub-query": lambda: select(select(Pupil.first_name).subquery()),
    "cte": lambda: select(select(Pupil.first_name).cte()),
    "in sub-query": lambda: select(School.name).where(
        School.id.in_(select(Pupil.school_id).where(Pupil.first_name == "Inês"))),
    "scalar sub-query": lambda: select(
        select(Pupil.first_name).where(Pupil.first_name == "Inês").scalar_subquery()),
    "exists": lambda: select(School.name).where(
        exists(select(Pupil.id).where(Pupil.first_name == "Inês"))),
}


@pytest.mark.parametrize("name", FILTERED)
def test_it_filters(bourg: int, name: str) -> None:
    found = set(db.session.scalars(FILTERED[name]()))
    assert "Inês" not in found
    assert "École Voisine" not in found


def test_it_counts_one_school(bourg: int) -> None:
    assert db.session.scalar(select(func.count()).select_from(Pupil)) == 3
    assert db.session.scalar(select(func.count(Pupil.id))) == 3
    assert db.session.scalar(select(func.count()).select_from(select(Pupil.id).subquery())) == 3


def test_it_filters_eager_and_lazy_loads(bourg: int) -> None:
    for option in (joinedload(Pupil.classroom), selectinload(Pupil.classroom)):
        rows = db.session.scalars(select(Pupil).options(option)).all()
        assert {row.classroom.school_id for row in rows if row.classroom} == {bourg}


REFUSED: dict[str, Callable[[], Any]] = {
    "text": lambda: text("SELECT first_name FROM pupil"),
    "text columns": lambda: select(text("first_name")).select_from(text("pupil")),
    "literal": lambda: select(literal_column("(SELECT count(*) FROM pupil)")),
    "light table": lambda: select(column("first_name")).select_from(table("pupil")),
    "core": lambda: select(Pupil.__table__.c.first_name),
    "core alias": lambda: select(Pupil.__table__.alias("p").c.first_name),
    "core beside an entity": lambda: select(School.name, Pupil.__table__.c.first_name),
    "core from": lambda: select(School.name).select_from(Pupil.__table__),
    "core sub-query": lambda: select(School.name).where(
        School.id.in_(select(Pupil.__table__.c.school_id))),
    "has": lambda: select(Pupil.first_name).where(Pupil.classroom.has(Classroom.label != "")),
    "bare exists": lambda: select(exists().where(Pupil.first_name == "Inês")),
    "union": lambda: union(select(Pupil.first_name), select(Pupil.usage_name)),
    "union inside": lambda: select(
        union(select(Pupil.first_name), select(Pupil.usage_name)).subquery()),
    "from statement": lambda: select(Pupil).from_statement(text("SELECT * FROM pupil")),
    "bulk update": lambda: db.update(Pupil).values(level="CP"),
    "bulk delete": lambda: db.delete(Guardianship),
    "bulk insert": lambda: db.insert(Pupil).values(last_name="X", first_name="Y"),
    "update through a sub-query": lambda: db.update(School).values(
        name=select(Pupil.__table__.c.first_name).limit(1).scalar_subquery()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses(bourg: int, name: str) -> None:
    with pytest.raises(ScopeError):
        db.session.execute(REFUSED[name]())


@pytest.mark.parametrize("name", [*FILTERED, "text", "core", "bulk update"])
def test_it_refuses_outside_a_school(context: None, name: str) -> None:
    with pytest.raises(ScopeError):
        db.session.execute((FILTERED | REFUSED)[name]())


def test_it_hides_a_row_already_in_memory(world: World, bourg: int) -> None:
    with all_schools("tests"):
        assert db.session.get(Pupil, world.pupils["ines"]) is not None
    assert db.session.get(Pupil, world.pupils["ines"]) is None


def test_it_refuses_a_get_outside_a_school(world: World, context: None) -> None:
    with pytest.raises(ScopeError):
        db.session.get(Pupil, world.pupils["lina"])


@pytest.mark.parametrize(
    "name", ["bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"]
)
def test_it_refuses_bulk_methods(bourg: int, name: str) -> None:
    with pytest.raises(ScopeError):
        getattr(db.session(), name)(Pupil, [])


def test_it_stamps_a_new_row(bourg: int) -> None:
    with writing() as rows:
        pupil = Pupil(last_name="NEUF", first_name="Tom")
        rows.add(pupil)
    assert pupil.school_id == bourg


def test_it_refuses_to_write_another_school(world: World, bourg: int) -> None:
    with pytest.raises(ScopeError), writing() as rows:
        rows.add(Pupil(last_name="X", first_name="Y", school_id=world.schools["voisine"]))


def test_it_refuses_to_change_a_row_of_another_school(world: World, bourg: int) -> None:
    with all_schools("tests"):
        ines = db.session.get(Pupil, world.pupils["ines"])
    with pytest.raises(ScopeError), writing():
        ines.first_name = "Autre"


def test_it_refuses_a_parent_of_another_school(world: World, bourg: int) -> None:
    """A relationship copies its parent's school after the flush began: still caught."""
    with all_schools("tests"):
        room = db.session.get(Classroom, world.classrooms["unique"])
        assert room is not None
    with pytest.raises(ScopeError), writing() as rows:
        rows.add(Pupil(last_name="X", first_name="Y", classroom=room))


def test_the_database_refuses_too(world: World, context: None) -> None:
    """Composite foreign keys: even with the filter off, a link cannot cross two schools."""
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), all_schools("tests"), writing() as rows:
        rows.add(Guardianship(id=new_id(), school_id=world.schools["bourg"],
                              guardian_id=world.guardians["claire"],
                              pupil_id=world.pupils["ines"]))


def test_it_refuses_a_flush_outside_writing(bourg: int) -> None:
    db.session.add(Pupil(last_name="X", first_name="Y"))
    with pytest.raises(NotWriting):
        db.session.flush()
    db.session.rollback()


def test_foreign_keys_between_schools_rows_are_composite() -> None:
    owned = {model.__table__ for model in SchoolOwned.__subclasses__()}  # type: ignore[attr-defined]
    assert len(owned) >= 12
    for each in owned:
        for constraint in each.foreign_key_constraints:
            if constraint.referred_table in owned:
                assert "school_id" in constraint.column_keys, f"{each.name}: {constraint.name}"


WAYS_OUT = {
    "accounts/cards.py": 4,
    "accounts/other_cards.py": 4,
    "classroom/making.py": 1,
    "operations/nightly.py": 1,
    "roster/card_pages.py": 1,
    "roster/undo.py": 1,
    "storage/claims.py": 1,
    "storage/school_scope.py": 1,  # its docstring
    "townhall/files_named.py": 1,
    "townhall/figures.py": 2,
}
PAST_THE_SESSION = {
    "accounts/devices.py": "reading: who asks, before a school is known",
    "townhall/checks.py": "read_rows: the checks of the database itself",
    "__init__.py": "read_rows: the health check",
    "storage/database.py": "defines it",
    "storage/migrate.py": "Alembic's own connection",
}


def test_the_ways_out_are_listed() -> None:
    found = {}
    for path in sorted(ROOM.rglob("*.py")):
        count = len(re.findall(r"\ball_schools\(\"", path.read_text()))
        if count:
            found[path.relative_to(ROOM).as_posix()] = count
    assert found == WAYS_OUT


NAMES = ("connect", "connection", "read_rows", "reading")


def test_nobody_else_goes_past_the_session() -> None:
    found = set()
    for path in ROOM.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "attr", "") or getattr(
                getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in NAMES:
                found.add(path.relative_to(ROOM).as_posix())
    assert found == set(PAST_THE_SESSION)


def test_the_application_uses_this_session(context: None) -> None:
    assert isinstance(db.session(), SchoolSession)
