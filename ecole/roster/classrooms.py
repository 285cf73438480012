"""The classes of the year as the head sees them: sizes, teachers, suggestions."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from ecole.accounts.staff import staff_of
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.pupil import Pupil
from ecole.models.teaching import Teaching
from ecole.roster.levels import by_level
from ecole.roster.onde.names import norm
from ecole.roster.onde.teachers import suggested_teacher
from ecole.storage.database import db, writing
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import gettext, ngettext
from ecole.web.words import today


def classrooms_of_year() -> list[Classroom]:
    return list(
        db.session.scalars(
            select(Classroom)
            .where(Classroom.school_year == school_year_of(today()))
            .order_by(Classroom.label)
        )
    )


def classroom_rows() -> list[dict[str, Any]]:
    """One row a class: name, levels, number of pupils, teachers, and whom its label names."""
    rooms = classrooms_of_year()
    levels, teachers = _levels(), teachers_of_classes()
    team = staff_of(current_school_id() or 0)
    return [
        {
            "id": room.id,
            "name": room.label,
            "levels": ", ".join(f"{level} ({levels[room.id][level]})"
                                for level in by_level(levels[room.id])),
            "pupils": pupils_in_words(sum(levels[room.id].values())),
            "teachers": [
                {"name": account.display_name,
                 "remove_url": url_for("roster.unassign", classroom_id=room.id,
                                       account_id=account.id)}
                for account in teachers.get(room.id, ())
            ],
            "suggested": suggested_teacher(room.label) or "",
            "choices": _choices(room, team, teachers.get(room.id, [])),
            "assign_url": url_for("roster.assign", classroom_id=room.id),
        }
        for room in rooms
    ]


def pupils_in_words(number: int) -> str:
    return ngettext("%(num)d\u00a0élève", "%(num)d\u00a0élèves", number)


def _choices(
    room: Classroom, team: list[tuple[Account, str]], already: list[Account]
) -> list[dict[str, Any]]:
    """The team, the person whose name the label holds first and chosen."""
    label = norm(room.label)
    held = {account.id for account in already}
    found = [
        {"id": str(account.id), "name": account.display_name,
         "is_suggested": _is_named(account.display_name, label)}
        for account, _ in team
        if account.id not in held
    ]
    return sorted(found, key=lambda choice: not choice["is_suggested"])


def _is_named(name: str, label: str) -> bool:
    """Whether a label names this person: « Mme Dupont » in « CE1-CE2 Mme DUPONT »."""
    words = [norm(word) for word in name.split()[1:]]
    return any(len(word) > 2 and word in label for word in words)


def _levels() -> dict[int, Counter[str]]:
    rows = db.session.execute(
        select(Pupil.classroom_id, Pupil.level, func.count(Pupil.id))
        .where(Pupil.left_on.is_(None), Pupil.classroom_id.is_not(None))
        .group_by(Pupil.classroom_id, Pupil.level)
    )
    found: dict[int, Counter[str]] = {room.id: Counter() for room in classrooms_of_year()}
    for room, level, count in rows:
        assert room is not None
        found.setdefault(room, Counter())[level or gettext("sans niveau")] += count
    return found


def teachers_of_classes() -> dict[int, list[Account]]:
    rows = db.session.execute(
        select(Teaching.classroom_id, Account)
        .join(Account, Account.id == Teaching.account_id)
        .order_by(Account.display_name)
    )
    found: dict[int, list[Account]] = {}
    for room, account in rows:
        found.setdefault(room, []).append(account)
    return found


def assign_teacher(classroom: Classroom, account_id: int, by: int | None) -> bool:
    """Give a class to someone of the school's team; False when they are not of it."""
    if account_id not in {account.id for account, _ in staff_of(classroom.school_id)}:
        return False
    classroom_id = classroom.id
    with writing() as rows:
        if _teaching(classroom_id, account_id) is None:
            rows.add(Teaching(classroom_id=classroom_id, account_id=account_id))
            rows.add(_audit("teacher assigned", by, classroom_id, account_id))
    return True


def unassign_teacher(classroom: Classroom, account_id: int, by: int | None) -> None:
    classroom_id = classroom.id
    with writing() as rows:
        row = _teaching(classroom_id, account_id)
        if row is not None:
            rows.delete(row)
            rows.add(_audit("teacher removed", by, classroom_id, account_id))


def _teaching(classroom_id: int, account_id: int) -> Teaching | None:
    return db.session.scalar(
        select(Teaching).where(Teaching.classroom_id == classroom_id,
                               Teaching.account_id == account_id)
    )


def _audit(act: str, by: int | None, classroom_id: int, account_id: int) -> AuditEvent:
    return AuditEvent(school_id=current_school_id(), account_id=by, act=act,
                      details={"classroom": classroom_id, "account": account_id})
