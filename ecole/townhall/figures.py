"""The figures of the instance, school by school: counts only, in a few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from ecole.media.failures import QUIET
from ecole.media.space import MEGABYTE, used, used_by
from ecole.models.attachment import Attachment
from ecole.models.card import Card
from ecole.models.guardianship import Guardianship
from ecole.models.membership import Membership, Role
from ecole.models.pupil import Pupil
from ecole.models.rendition import Rendition
from ecole.models.roster_import import RosterImport
from ecole.models.school import School
from ecole.storage.database import db
from ecole.storage.job import Job
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.words import alphabetical


@dataclass(frozen=True)
class SchoolFigures:
    """`entered`: the pupils one of whose adults has come in; `size`: bytes of files, with what was
    made from them; `room`: bytes that they may take."""

    name: str
    uai: str
    has_head: bool
    pupils: int
    entered: int
    imported_at: datetime | None
    size: int
    room: int


@dataclass(frozen=True)
class JobFigures:
    """`unprepared`: what could not be made of the files of all schools."""

    waiting: int
    failed: int
    unprepared: int


def figures_by_school() -> list[SchoolFigures]:
    """One line a school, by name."""
    schools = db.session.execute(
        select(School.id, School.name, School.uai, School.quota_mb).order_by(School.uai)
    ).all()
    heads = set(db.session.scalars(
        select(Membership.school_id).where(Membership.role == Role.HEAD)
    ))
    with all_schools("town hall: figures of each school, never a name"):
        pupils, imports = _by_school(_PUPILS), _by_school(_IMPORTS)
        sizes = _sizes()
    found = [
        SchoolFigures(
            row.name, row.uai, row.id in heads,
            pupils=pupils[row.id][0] if row.id in pupils else 0,
            entered=pupils[row.id][1] if row.id in pupils else 0,
            imported_at=imports[row.id][0] if row.id in imports else None,
            size=sizes[row.id], room=row.quota_mb * MEGABYTE,
        )
        for row in schools
    ]
    return sorted(found, key=lambda school: alphabetical(school.name))


def figures_of_jobs() -> JobFigures:
    with all_schools("town hall: how much work waits"):
        waiting, failed, unprepared = db.session.execute(
            select(
                func.count(case((Job.finished_at.is_(None) & Job.failed_at.is_(None), Job.id))),
                func.count(Job.failed_at),
                select(func.count(func.distinct(Rendition.source_key)))
                .where(Rendition.failure.not_in(("", *QUIET))).scalar_subquery(),
            )
        ).one()
    return JobFigures(waiting, failed, unprepared)


def size_of(school: School) -> int:
    """Bytes that the files of one school take."""
    with in_school(school.id):
        return used()


def _sizes() -> Counter[int]:
    """The same for each school."""
    return used_by(Attachment.school_id)


_PUPILS = (
    select(
        Pupil.school_id,
        func.count(func.distinct(Pupil.id)),
        func.count(func.distinct(case((Card.used_at.is_not(None), Pupil.id)))),
    )
    .select_from(Pupil)
    .outerjoin(Guardianship, (Guardianship.pupil_id == Pupil.id)
               & Guardianship.ended_at.is_(None) & Guardianship.suspended_at.is_(None))
    .outerjoin(Card, Card.guardian_id == Guardianship.guardian_id)
    .where(Pupil.left_on.is_(None))
    .group_by(Pupil.school_id)
)
_IMPORTS = (
    select(RosterImport.school_id, func.max(RosterImport.applied_at))
    .where(RosterImport.applied_at.is_not(None), RosterImport.undone_at.is_(None))
    .group_by(RosterImport.school_id)
)


def _by_school(statement: Select[*tuple[Any, ...]]) -> Mapping[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in db.session.execute(statement)}
