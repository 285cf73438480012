"""The plan of a week on one sheet of paper, for a family or for a class; boxes to tick by pen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.days import is_near
from ecole.classroom.today import by_school, done_among, each_once, visible_to
from ecole.classroom.waiting import ties_in
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import Child, SignedIn
from ecole.roster.levels import by_level
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.languages import gettext, ngettext
from ecole.web.words import estimate, long_day, sentence


@dataclass(frozen=True)
class PaperTask:
    """A line with its box: what to do, and in one breath its subject, its time, what returns."""

    title: str
    facts: str
    is_done: bool


@dataclass(frozen=True)
class PaperDay:
    title: str
    tasks: tuple[PaperTask, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def family_week(who: SignedIn, monday: date) -> dict[str, Any]:
    """Each child with its days. Only titles are printed, so nothing counts as seen."""
    children = each_once(who.children)
    days: dict[int, tuple[PaperDay, ...]] = {}
    for school_id, siblings in by_school(children):
        with in_school(school_id):
            days |= _weeks_of(siblings, monday)
    return _shared(monday, "paper.family_week") | {
        "children": [
            {"first_name": child.first_name, "level": child.level,
             "classroom": child.classroom_label, "days": days[child.id]}
            for child in children
        ],
        "back_url": url_for("today.show"),
    }


def _weeks_of(children: Sequence[Child], monday: date) -> dict[int, tuple[PaperDay, ...]]:
    given = db.session.scalars(
        select(Instruction)
        .where(*visible_to(children), Instruction.day_on.between(monday, _sunday(monday)))
        .order_by(Instruction.day_on, Instruction.created_at, Instruction.id)
    ).all()
    done = done_among(children, given)
    return {
        child.id: _days(
            monday,
            ((one, (one.id, child.id) in done)
             for one in given if one.classroom_id == child.classroom_id),
        )
        for child in children
    }


def class_week(classroom: Classroom, monday: date) -> dict[str, Any]:
    """The sheet that the whole class takes home: what is published, whatever the level."""
    rows = db.session.scalars(
        select(Instruction)
        .where(Instruction.classroom_id == classroom.id, Instruction.deleted_at.is_(None),
               Instruction.day_on.between(monday, _sunday(monday)))
        .order_by(Instruction.day_on, Instruction.created_at, Instruction.id)
    ).all()
    drafts = sum(row.published_at is None for row in rows)
    levels = by_level({tie.level for tie in ties_in([classroom]) if tie.level})
    return _shared(monday, "paper.classroom_week", classroom_id=classroom.id) | {
        "classroom": {"id": classroom.id, "name": classroom.label, "levels": ", ".join(levels)},
        "days": _days(monday, ((row, False) for row in rows if row.published_at)),
        "drafts": ngettext("%(num)d\u00a0brouillon n’est pas imprimé.",
                           "%(num)d\u00a0brouillons ne sont pas imprimés.", drafts)
        if drafts else "",
        "back_url": url_for("classes.show", classroom_id=classroom.id, semaine=monday.isoformat()),
    }


def _shared(monday: date, endpoint: str, **values: Any) -> dict[str, Any]:
    def address(day: date) -> str:
        return url_for(endpoint, day=day.isoformat(), **values) if is_near(day) else ""

    return {
        "week": gettext("du %(first)s au %(last)s", first=long_day(monday),
                        last=long_day(monday + timedelta(days=4))),
        "previous_url": address(monday - timedelta(days=7)),
        "next_url": address(monday + timedelta(days=7)),
    }


def _days(monday: date, given: Iterable[tuple[Instruction, bool]]) -> tuple[PaperDay, ...]:
    """Monday to Friday, and a day of the week-end that has something to do."""
    by_day: dict[date, list[PaperTask]] = {
        monday + timedelta(days=step): [] for step in range(5)
    }
    for instruction, is_done in given:
        by_day.setdefault(instruction.day_on, []).append(_task(instruction, is_done=is_done))
    return tuple(
        PaperDay(sentence(long_day(day)), tuple(tasks)) for day, tasks in sorted(by_day.items())
    )


def _task(instruction: Instruction, *, is_done: bool) -> PaperTask:
    returns = instruction.returns
    said = [
        instruction.subject,
        estimate(instruction.duration_minutes),
        gettext("à rendre\u00a0: %(what)s", what=returns) if returns else "",
    ]
    return PaperTask(instruction.title, " · ".join(filter(None, said)), is_done)


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)
