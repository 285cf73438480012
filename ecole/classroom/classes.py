"""The pages of a class for its teacher: its weeks, and what waits in the trash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from ecole.classroom.audience import audience_of, done_counts, seen_counts
from ecole.classroom.days import is_near
from ecole.classroom.instructions import instructions_of, trash_of
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.instruction import DAYS_IN_TRASH, Instruction
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.words import counted, duration, long_day, moment, today


def classes_of(who: SignedIn) -> list[dict[str, Any]]:
    """This year's classes of a teacher; all of the school's for its head."""
    sizes = _sizes()
    rows = db.session.scalars(
        select(Classroom)
        .where(Classroom.school_year == school_year_of(today()))
        .order_by(Classroom.label)
    )
    is_head = who.role_in(current_school_id() or 0) == Role.HEAD
    return [
        {
            "name": room.label,
            "url": url_for("classes.show", classroom_id=room.id),
            "pupils": counted(sizes[room.id], "élève"),
            "is_mine": room.id in who.taught,
        }
        for room in rows
        if is_head or room.id in who.taught
    ]


def _sizes() -> Counter[int]:
    rows = db.session.execute(
        select(Pupil.classroom_id, func.count(Pupil.id))
        .where(Pupil.left_on.is_(None), Pupil.classroom_id.is_not(None))
        .group_by(Pupil.classroom_id)
    )
    return Counter({room: count for room, count in rows if room})


def class_page(classroom: Classroom, monday: date) -> dict[str, Any]:
    """A week of a class: its days, each with its instructions and how far they went."""
    sunday = monday + timedelta(days=6)
    rows = instructions_of(classroom, monday, sunday)
    seen, done = seen_counts(classroom, rows), done_counts(classroom, rows)
    guardians, pupils = audience_of(classroom)
    days = []
    for day in (monday + timedelta(days=step) for step in range(7)):
        todays = [row for row in rows if row.day_on == day]
        if todays or day.weekday() < 5:
            days.append(_day(day, todays, seen, done, guardians, pupils))
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "week_title": f"Semaine du {long_day(monday)}",
        "days": days,
        "pupils": counted(pupils, "élève"),
        "new_url": url_for("instructions.new", classroom_id=classroom.id),
        "trash_url": url_for("classes.trash", classroom_id=classroom.id),
        "previous_url": _week(classroom, monday - timedelta(days=7)),
        "next_url": _week(classroom, monday + timedelta(days=7)),
    }


def _day(
    day: date, rows: Sequence[Instruction], seen: Counter[int], done: Counter[int],
    guardians: int, pupils: int,
) -> dict[str, Any]:
    minutes = sum(row.duration_minutes or 0 for row in rows if row.published_at)
    return {
        "title": long_day(day),
        "is_today": day == today(),
        "total": f"environ {duration(minutes)} en tout" if minutes else "",
        "instructions": [
            {
                "title": row.title,
                "subject": row.subject,
                "url": url_for("instructions.show", instruction_id=row.id),
                "duration": f"environ {duration(row.duration_minutes)}"
                if row.duration_minutes else "",
                "files": counted(len(row.attachments), "fichier") if row.attachments else "",
                "is_published": row.published_at is not None,
                "seen": f"Vu par {counted(seen[row.id], 'adulte')} sur {guardians}",
                "done": f"Fait par {counted(done[row.id], 'élève')} sur {pupils}",
            }
            for row in rows
        ],
    }


def _week(classroom: Classroom, monday: date) -> str:
    """The address of a week; none past the weeks that have a page."""
    if not is_near(monday):
        return ""
    return url_for("classes.show", classroom_id=classroom.id, semaine=monday.isoformat())


def trash_page(classroom: Classroom) -> dict[str, Any]:
    now = utc_now()
    rows = []
    for row in trash_of(classroom):
        assert row.deleted_at is not None
        left = DAYS_IN_TRASH - (now - row.deleted_at).days
        rows.append(
            {
                "title": row.title,
                "day": long_day(row.day_on),
                "deleted": moment(row.deleted_at),
                "days_left": counted(left, "jour"),
                "restore_url": url_for("instructions.restore", instruction_id=row.id),
            }
        )
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "instructions": rows,
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }
