"""The list of a class on paper: its names in order, with empty columns to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from ecole.classroom.audience import is_present_in
from ecole.models.classroom import Classroom
from ecole.models.pupil import Pupil
from ecole.roster.households import households_of, ties_of
from ecole.roster.levels import by_level
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext
from ecole.web.words import alphabetical

COLUMNS, COLUMNS_MAX, HEADING_MAX = 4, 6, 24


def roll_page(classroom: Classroom, asked: MultiDict[str, str]) -> dict[str, Any]:
    """The pupils of a class, and the columns asked for in the address."""
    pupils = db.session.scalars(select(Pupil).where(is_present_in(classroom.id))).all()
    levels = {pupil.level for pupil in pupils if pupil.level}
    marks = asked.get("entrees") == "1"
    absent = _never_entered(classroom) if marks else set()
    return {
        "classroom": {"id": classroom.id, "name": classroom.label,
                      "levels": ", ".join(by_level(levels))},
        "pupils_text": ngettext("%(num)d\u00a0élève", "%(num)d\u00a0élèves", len(pupils)),
        "rows": [
            {"name": pupil.full_name, "level": pupil.level if len(levels) > 1 else "",
             "mark": gettext("jamais") if pupil.id in absent else ""}
            for pupil in sorted(pupils, key=lambda one: alphabetical(one.full_name))
        ],
        "marks": marks,
        "columns": headings(asked),
        "headings": _all_headings(asked),
        "choices": range(COLUMNS_MAX + 1),
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }


def headings(asked: MultiDict[str, str]) -> Sequence[str]:
    """What stands above each empty column, perhaps nothing."""
    text = asked.get("colonnes", "")
    count = min(int(text), COLUMNS_MAX) if text.isdecimal() and len(text) < 3 else COLUMNS
    return _all_headings(asked)[:count]


def _all_headings(asked: MultiDict[str, str]) -> list[str]:
    typed = [" ".join(text.split())[:HEADING_MAX] for text in asked.getlist("titre")]
    return (typed + [""] * COLUMNS_MAX)[:COLUMNS_MAX]


def _never_entered(classroom: Classroom) -> set[int]:
    ties = ties_of(is_present_in(classroom.id))
    entered = {pupil for home in households_of(ties) if home.has_entered for pupil in home.pupils}
    return {tie.pupil_id for tie in ties} - entered
