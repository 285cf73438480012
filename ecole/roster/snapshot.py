"""The school as the database knows it, for an import to compare its files with."""

from __future__ import annotations

from sqlalchemy import select

from ecole.models.classroom import Classroom, school_year_of
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.pupil import Pupil
from ecole.roster.matching.known import (
    Base,
    KnownClassroom,
    KnownGuardian,
    KnownLink,
    KnownPupil,
)
from ecole.storage.database import db
from ecole.web.words import today


def school_base() -> Base:
    """The current school: this year's classes, every pupil and guardian, the links in force."""
    links = db.session.execute(
        select(Guardianship.guardian_id, Guardianship.pupil_id).where(
            Guardianship.ended_at.is_(None)
        )
    ).all()
    children: dict[int, set[int]] = {}
    for guardian_id, pupil_id in links:
        children.setdefault(guardian_id, set()).add(pupil_id)
    return Base(
        pupils=tuple(_pupil(row) for row in db.session.scalars(select(Pupil))),
        guardians=tuple(
            _guardian(row, children.get(row.id, set()))
            for row in db.session.scalars(select(Guardian))
        ),
        classrooms=tuple(
            KnownClassroom(row.id, row.onde_id, row.label)
            for row in db.session.scalars(
                select(Classroom).where(Classroom.school_year == school_year_of(today()))
            )
        ),
        links=tuple(KnownLink(guardian_id, pupil_id) for guardian_id, pupil_id in links),
    )


def _pupil(row: Pupil) -> KnownPupil:
    return KnownPupil(
        id=row.id,
        last_name=row.last_name,
        usage_name=row.usage_name,
        first_name=row.first_name,
        birth_on=row.birth_on,
        ine=row.ine,
        level=row.level,
        classroom_id=row.classroom_id,
        left_on=row.left_on,
    )


def _guardian(row: Guardian, children: set[int]) -> KnownGuardian:
    return KnownGuardian(
        id=row.id,
        civility=row.civility,
        last_name=row.last_name,
        usage_name=row.usage_name,
        first_name=row.first_name,
        email_onde=row.email_onde or None,
        mobile_onde=row.mobile_onde or None,
        pupil_ids=frozenset(children),
    )
