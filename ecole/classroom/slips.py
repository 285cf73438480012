"""An instruction on slips of paper (« petits mots »): four on a sheet, to cut and stick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.audience import is_present_in
from ecole.classroom.items import item_of
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.roster.households import households_of, ties_of
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import ngettext
from ecole.web.words import alphabetical, long_day, sentence

ON_A_SHEET = 4
# A page stays light: with names, a long class is printed in two or three times.
ELEMENTS_MAX, ELEMENTS_OF_A_SLIP = 200, 9
LONG_TEXT = 1800  # signs; past that a slip takes the width of the sheet


def slips_page(instruction: Instruction, asked: Mapping[str, str]) -> dict[str, Any]:
    """The slips asked for: for whom, with a name on each or all alike, which part of them."""
    never, named = asked.get("pour") == "jamais", asked.get("prenoms") == "1"
    names = _names(instruction, only_never=never)
    item = item_of(instruction, school_here().uai)
    size = _batch(str(item.body_html)) if named else ON_A_SHEET
    batch = _number(asked.get("partie", ""), (len(names) - 1) // size)
    shown = names[batch * size:(batch + 1) * size] if named else [""] * ON_A_SHEET
    sheets = -(-len(names) // ON_A_SHEET)
    return {
        "item": item,
        "instruction_id": instruction.id,
        "classroom": {"id": instruction.classroom_id, "name": instruction.classroom.label},
        "day_title": sentence(long_day(instruction.day_on)),
        "file_names": [file.name for file in item.files],
        "never": never,
        "named": named,
        "count": len(names),
        "copies": ngettext("Imprimez %(num)d\u00a0fois cette feuille.",
                           "Imprimez %(num)d\u00a0fois cette feuille.", sheets)
        if sheets > 1 and not named else "",
        "slips_text": ngettext("%(num)d\u00a0petit mot", "%(num)d\u00a0petits mots", len(names)),
        "sheets_text": ngettext("%(num)d\u00a0feuille", "%(num)d\u00a0feuilles", sheets),
        "pairs": [shown[place:place + 2] for place in range(0, len(shown), 2)],
        "is_long": len(re.sub(r"<[^>]+>", "", str(item.body_html))) > LONG_TEXT,
        "previous_url": _part(instruction, asked, batch - 1) if batch else "",
        "next_url": _part(instruction, asked, batch + 1)
        if named and (batch + 1) * size < len(names) else "",
    }


def _names(instruction: Instruction, *, only_never: bool) -> list[str]:
    """The children whom it is for, or those of the families that never came in: first names."""
    in_class = is_present_in(instruction.classroom_id)
    pupils = [pupil for pupil in db.session.scalars(select(Pupil).where(in_class))
              if instruction.is_for_pupil(pupil.id, pupil.level or "")]
    if only_never:
        ties = ties_of(in_class)
        entered = {pupil for home in households_of(ties) if home.has_entered
                   for pupil in home.pupils}
        pupils = [pupil for pupil in pupils if pupil.id not in entered]
    ordered = sorted(pupils, key=lambda pupil: alphabetical(pupil.full_name))
    return _told_apart(ordered)


def _told_apart(pupils: Sequence[Pupil]) -> list[str]:
    """First names; the beginning of the surname too where two children share theirs."""
    first = [pupil.first_name for pupil in pupils]
    return [
        f"{pupil.first_name} {(pupil.usage_name or pupil.last_name)[:1]}."
        if first.count(pupil.first_name) > 1 else pupil.first_name
        for pupil in pupils
    ]


def _batch(html: str) -> int:
    """How many slips a page can hold, whole sheets of them."""
    elements = ELEMENTS_OF_A_SLIP + len(re.findall(r"<[a-z]", html))
    return max(ON_A_SHEET, ELEMENTS_MAX // elements // ON_A_SHEET * ON_A_SHEET)


def _number(text: str, most: int) -> int:
    return min(int(text), max(0, most)) if text.isdecimal() and len(text) < 4 else 0


def _part(instruction: Instruction, asked: Mapping[str, str], batch: int) -> str:
    kept: dict[str, Any] = {name: asked[name] for name in ("pour", "prenoms") if name in asked}
    return url_for("paper.slips", instruction_id=instruction.id, partie=batch, **kept)


def school_here() -> School:
    school = db.session.get(School, current_school_id())
    assert school is not None
    return school
