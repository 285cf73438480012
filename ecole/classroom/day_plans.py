"""One day of a class, for its teacher: while an instruction of it is written, and to put in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from ecole.classroom.instructions import IN_ORDER
from ecole.classroom.plan.recipients import Members, Recipients
from ecole.classroom.plan.totals import Part, spread, total_of
from ecole.models.instruction import Instruction
from ecole.storage.database import db
from ecole.web.languages import ngettext
from ecole.web.words import duration, estimate, long_day


@dataclass(frozen=True)
class Sketch:
    """An instruction being written: what it adds to its day."""

    instruction_id: int | None  # of one that is changed
    minutes: int
    recipients: Recipients


def day_plan(
    classroom_id: int, day: date | None, members: Members, sketch: Sketch
) -> dict[str, Any] | None:
    """What the day holds already, and how long it is with the one being written."""
    if day is None:
        return None
    rows = [row for row in _rows(classroom_id, day) if row.id != sketch.instruction_id]
    return {
        "address": url_for("instructions.day_plan", classroom_id=classroom_id,
                           instead_of=sketch.instruction_id),
        "title": long_day(day),
        "rows": [
            " · ".join(filter(None, (row.title, estimate(row.duration_minutes),
                                     members.label_of(row))))
            for row in rows
        ],
        "total": _said(rows, members, sketch),
    }


def parts_of(rows: Sequence[Instruction], members: Members) -> list[Part]:
    """What the pupils have to do, not what they may."""
    return [(row.duration_minutes or 0, {one.id for one in members.reached(row)})
            for row in rows if not row.is_optional]


def _said(rows: Sequence[Instruction], members: Members, sketch: Sketch) -> str:
    count = len(rows) + 1
    parts = [*parts_of(rows, members), (sketch.minutes, members.of(sketch.recipients))]
    pupils = {one.id for one in members.pupils}
    if not any(minutes for minutes, _ in parts):
        return ngettext("%(num)d\u00a0consigne avec celle-ci", "%(num)d\u00a0consignes avec "
                        "celle-ci", count)
    least, most = spread(parts, pupils)
    if least != most:
        return ngettext("%(num)d\u00a0consigne avec celle-ci, %(total)s",
                        "%(num)d\u00a0consignes avec celle-ci, %(total)s", count,
                        total=total_of(parts, pupils))
    return ngettext("%(num)d\u00a0consigne, environ %(total)s avec celle-ci",
                    "%(num)d\u00a0consignes, environ %(total)s avec celle-ci", count,
                    total=duration(most))


def _rows(classroom_id: int, day: date) -> Sequence[Instruction]:
    """Without their texts: a day of other people's words is not read to count it."""
    return db.session.scalars(
        select(Instruction)
        .where(Instruction.classroom_id == classroom_id, Instruction.day_on == day,
               Instruction.deleted_at.is_(None))
        .options(
            load_only(Instruction.title, Instruction.duration_minutes, Instruction.is_optional,
                      Instruction.level, Instruction.group_id, Instruction.pupil_id),
            joinedload(Instruction.group),
        )
        .order_by(*IN_ORDER)
    ).all()
