"""The pages of a class for its teacher: its weeks, and what waits in the trash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import func, select

from ecole.classroom.class_days import reach_of, week_day
from ecole.classroom.days import StripDay, is_near
from ecole.classroom.instructions import instructions_of
from ecole.classroom.plan.desk import desks_of
from ecole.classroom.slips import school_here
from ecole.classroom.tabs import tabs_of
from ecole.classroom.waiting import ties_in, waiting_in
from ecole.media.space import level_of_class
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id, in_school
from ecole.web.languages import ngettext
from ecole.web.words import long_day, today


def first_page_of_teacher(who: SignedIn, school: SchoolPass) -> str:
    """The class of somebody who has only one this year, else the list of their classes."""
    with in_school(school.id):
        mine = [room for room in _of_year() if room.id in who.taught]
    if len(mine) == 1:
        return url_for("classes.show", uai=school.uai, classroom_id=mine[0].id)
    return url_for("classes.index", uai=school.uai)


def classes_of(who: SignedIn) -> list[dict[str, Any]]:
    """This year's classes of a teacher, with what waits in each; all of the school's for its head.
    """
    sizes, rooms = _sizes(), _of_year()
    is_head = who.role_in(current_school_id() or 0) == Role.HEAD
    mine = [room for room in rooms if room.id in who.taught]
    waiting = waiting_in(mine, ties_in(mine)) if mine else {}
    return [
        {
            "name": room.label,
            "url": url_for("classes.show", classroom_id=room.id),
            "pupils": _pupils(sizes[room.id]),
            "is_mine": room.id in who.taught,
            "waiting": waiting.get(room.id),
        }
        for room in rooms
        if is_head or room.id in who.taught
    ]


def _of_year() -> Sequence[Classroom]:
    return db.session.scalars(
        select(Classroom)
        .where(Classroom.school_year == school_year_of(today()))
        .order_by(Classroom.label)
    ).all()


def _pupils(number: int) -> str:
    return ngettext("%(num)d\u00a0élève", "%(num)d\u00a0élèves", number)


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
    ties = ties_in([classroom])
    reach = reach_of(classroom, rows, ties)
    desks = desks_of(classroom.id, school_here().uai, monday, sunday)
    days = []
    for day in (monday + timedelta(days=step) for step in range(7)):
        todays = [row for row in rows if row.day_on == day]
        if todays or desks[day] or day.weekday() < 5:
            days.append(week_day(classroom.id, day, todays, reach) | {"desk": desks[day]})
    level = level_of_class(classroom.id)
    return {
        "waiting": waiting_in([classroom], ties)[classroom.id],
        "nearly_full": level.words if level.is_nearly_full else "",
        "strip": _strip(days),
        "paper_url": url_for("paper.classroom_week", classroom_id=classroom.id,
                             day=monday.isoformat()),
        "roll_url": url_for("paper.roll", classroom_id=classroom.id),
        "groups_url": url_for("groups.index", classroom_id=classroom.id),
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=True),
        "monday": long_day(monday),
        # Today is what a teacher comes for: what is behind waits below.
        "days": [day for day in days if not day["is_past"]],
        "past_days": [day for day in days if day["is_past"]],
        "pupils": _pupils(len(reach.members.pupils)),
        "new_url": url_for("instructions.new", classroom_id=classroom.id),
        "copy_url": url_for("copies.new", classroom_id=classroom.id),
        "trash_url": url_for("classes.trash", classroom_id=classroom.id),
        "previous_url": _week(classroom, monday - timedelta(days=7)),
        "next_url": _week(classroom, monday + timedelta(days=7)),
    }


def _strip(days: Sequence[dict[str, Any]]) -> list[StripDay]:
    """The days of the week as tabs that lead down the page."""
    return [
        StripDay(label_short=day["short"], url=f"#{day['id']}", is_current=day["is_today"],
                 has_work=bool(day["instructions"]), count=len(day["instructions"]))
        for day in days
    ]


def _week(classroom: Classroom, monday: date) -> str:
    """The address of a week; none past the weeks that have a page."""
    if not is_near(monday):
        return ""
    return url_for("classes.show", classroom_id=classroom.id, semaine=monday.isoformat())
