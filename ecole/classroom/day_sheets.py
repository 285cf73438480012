"""One day of a class on paper, whole texts included: what a family without internet takes home."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import selectinload

from ecole.classroom.class_days import day_url
from ecole.classroom.days import is_near
from ecole.classroom.instructions import instructions_of
from ecole.classroom.items import item_of
from ecole.classroom.plan.desk import word_on_paper
from ecole.classroom.plan.recipients import Members, members_of
from ecole.classroom.plan.totals import total_of
from ecole.classroom.sheets import Sheet, choices_of, left_out, sheets_of
from ecole.classroom.slips import school_here
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.web.words import long_day, sentence


def class_day(classroom: Classroom, day: date, asked: str) -> dict[str, Any]:
    rows = instructions_of(classroom, day, day, selectinload(Instruction.links))
    members = members_of(classroom.id)

    def address(other: date, level: str = asked) -> str:
        return url_for("paper.classroom_day", classroom_id=classroom.id, day=other.isoformat(),
                       niveau=level or None) if is_near(other) else ""

    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "title": sentence(long_day(day)),
        "word": word_on_paper(classroom.id, day, school_here().uai),
        "choices": choices_of(members, asked, lambda level: address(day, level)),
        "sheets": [_sheet(one, members) for one in sheets_of(rows, members, asked)],
        "left_out": " ".join(left_out(rows)),
        "back_url": day_url(classroom.id, day),
        "previous_url": address(day - timedelta(days=1)),
        "next_url": address(day + timedelta(days=1)),
    }


def _sheet(sheet: Sheet, members: Members) -> dict[str, Any]:
    uai = school_here().uai
    pupils = {one.id for one in members.pupils if sheet.level in ("", one.level)}
    parts = [(row.duration_minutes or 0, {one.id for one in members.reached(row)} & pupils)
             for row in sheet.rows if not row.is_optional]
    return {
        "level": sheet.level,
        "total": total_of(parts, pupils),
        "tasks": [
            {
                "item": (item := item_of(row, uai)),
                "whom": members.label_of(row) if row.level != sheet.level or not sheet.level
                else "",
                "files": [file.name for file in item.files],
            }
            for row in sheet.rows
        ],
    }
