"""Whose photo may be shown: what each family said, noted by the teacher, and who must not be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import select

from ecole.classroom.audience import is_present_in
from ecole.models.audit_event import AuditEvent
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db, writing
from ecole.web.words import alphabetical, joined, today

SAID: dict[str, bool | None] = {"oui": True, "non": False, "": None}


def pupils_of(classroom: Classroom) -> list[Pupil]:
    rows = db.session.scalars(select(Pupil).where(is_present_in(classroom.id)))
    return sorted(rows, key=lambda pupil: alphabetical(pupil.full_name))


def note_rights(by: SignedIn, classroom: Classroom, said: Mapping[int, str]) -> None:
    """« oui », « non » or nothing yet, by the id of the pupil; the others keep what they had."""
    with writing() as rows:
        changed = 0
        for pupil in pupils_of(classroom):
            answer = SAID.get(said.get(pupil.id, "?"), pupil.photo_allowed)
            changed += answer is not pupil.photo_allowed
            pupil.photo_allowed = answer
        if changed:
            rows.add(AuditEvent(
                school_id=classroom.school_id, account_id=by.account_id, act="photo rights noted",
                details={"classroom": classroom.id, "pupils": changed}))


def without_permission(classroom: Classroom | None) -> list[dict[str, Any]]:
    """The pupils of a class, or of every class of the year, who are not to be seen: one line for
    each class that has some."""
    here = (Classroom.school_year == school_year_of(today()) if classroom is None
            else Classroom.id == classroom.id)
    rows = db.session.execute(
        select(Classroom.id, Classroom.label, Pupil.first_name, Pupil.last_name, Pupil.usage_name,
               Pupil.photo_allowed)
        .join(Pupil, Pupil.classroom_id == Classroom.id)
        .where(here, Pupil.left_on.is_(None), Pupil.photo_allowed.is_not(True))
    ).all()
    in_order = sorted(rows, key=lambda row: (alphabetical(row.label), row.id,
                                             alphabetical(row.usage_name or row.last_name)))
    return [
        {"classroom": label,
         "names": joined([f"{row.first_name} {row.usage_name or row.last_name}" for row in group])}
        for (label, _), group in groupby(in_order, lambda row: (row.label, row.id))
    ]
