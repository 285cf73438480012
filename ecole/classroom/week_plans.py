"""The plan of a week on one sheet of paper, for a family or for a class; boxes to tick by pen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ecole.classroom.days import is_near
from ecole.classroom.instructions import IN_ORDER, instructions_of
from ecole.classroom.items import asked_back
from ecole.classroom.plan.recipients import Members, members_of
from ecole.classroom.sheets import Sheet, choices_of, left_out, sheets_of
from ecole.classroom.today import by_school, done_among, each_once
from ecole.classroom.visibility import shown_to
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.languages import gettext
from ecole.web.words import estimate, long_day, sentence

NOBODYS: Mapping[int, str] = {}


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
        .where(*shown_to(children), Instruction.day_on.between(monday, _sunday(monday)))
        .options(joinedload(Instruction.group))
        .order_by(Instruction.day_on, *IN_ORDER)
    ).all()
    done = done_among(children, given)
    return {
        child.id: _days(
            monday,
            ((one, (one.id, child.id) in done)
             for one in given if one.is_for(child)),
        )
        for child in children
    }


def class_week(classroom: Classroom, monday: date, asked: str) -> dict[str, Any]:
    """What the class takes home: what is published, for all or by level."""
    rows = instructions_of(classroom, monday, _sunday(monday))
    members = members_of(classroom.id)

    def address(level: str) -> str:
        return url_for("paper.classroom_week", classroom_id=classroom.id, day=monday.isoformat(),
                       niveau=level or None)

    return _shared(monday, "paper.classroom_week", classroom_id=classroom.id,
                   niveau=asked or None) | {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "choices": choices_of(members, asked, address),
        "sheets": [_sheet(one, monday, members) for one in sheets_of(rows, members, asked)],
        "left_out": " ".join(left_out(rows)),
        "back_url": url_for("classes.show", classroom_id=classroom.id, semaine=monday.isoformat()),
    }


def _sheet(sheet: Sheet, monday: date, members: Members) -> dict[str, Any]:
    labels = {row.id: members.label_of(row) for row in sheet.rows
              if row.group_id or (row.level and not sheet.level)}
    return {
        "levels": sheet.level or ", ".join(members.levels),
        "days": _days(monday, ((row, False) for row in sheet.rows), labels),
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


def _days(
    monday: date, given: Iterable[tuple[Instruction, bool]], labels: Mapping[int, str] = NOBODYS
) -> tuple[PaperDay, ...]:
    """Monday to Friday, and a day of the week-end that has something to do; `labels` say for
    whom."""
    by_day: dict[date, list[PaperTask]] = {
        monday + timedelta(days=step): [] for step in range(5)
    }
    for instruction, is_done in given:
        by_day.setdefault(instruction.day_on, []).append(
            _task(instruction, labels.get(instruction.id, ""), is_done=is_done))
    return tuple(
        PaperDay(sentence(long_day(day)), tuple(tasks)) for day, tasks in sorted(by_day.items())
    )


def _task(instruction: Instruction, label: str, *, is_done: bool) -> PaperTask:
    due = long_day(instruction.due_on) if instruction.due_on else ""
    said = [
        label,
        instruction.subject,
        estimate(instruction.duration_minutes),
        gettext("facultatif") if instruction.is_optional else "",
        asked_back(instruction.returns, due),
    ]
    return PaperTask(instruction.title, " · ".join(filter(None, said)), is_done)


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)
