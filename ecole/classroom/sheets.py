"""What a class takes home on paper: one sheet for all, one for each level, or one level's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ecole.classroom.plan.recipients import Members
from ecole.models.instruction import Instruction
from ecole.web.languages import gettext, ngettext

EACH = "chacun"


@dataclass(frozen=True)
class Sheet:
    """The instructions of one sheet; `level` is "" on the one for all."""

    level: str
    rows: Sequence[Instruction]


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    is_current: bool


def sheets_of(rows: Sequence[Instruction], members: Members, asked: str) -> list[Sheet]:
    """A sheet goes to many homes: what is a draft, or for one pupil, is on none."""
    given = [row for row in rows if row.published_at and row.pupil_id is None]
    if asked in members.levels:
        return [_of_level(given, members, asked)]
    if asked == EACH and members.levels:
        return [_of_level(given, members, level) for level in members.levels]
    return [Sheet("", given)]


def _of_level(rows: Sequence[Instruction], members: Members, level: str) -> Sheet:
    return Sheet(level, [row for row in rows
                         if any(one.level == level for one in members.reached(row))])


def choices_of(members: Members, asked: str, address: Callable[[str], str]) -> list[Choice]:
    """The sheets to choose from; nothing to choose in a class of one level."""
    levels = members.levels
    if len(levels) < 2:
        return []
    options = [("", gettext("Une feuille pour tous")), (EACH, gettext("Une feuille par niveau")),
               *((level, level) for level in levels)]
    current = asked if asked in (EACH, *levels) else ""
    return [Choice(label, address(name), name == current) for name, label in options]


def left_out(rows: Sequence[Instruction]) -> list[str]:
    """What is not printed, in sentences."""
    drafts = sum(row.published_at is None for row in rows)
    alone = sum(row.published_at is not None and row.pupil_id is not None for row in rows)
    said = []
    if drafts:
        said.append(ngettext("%(num)d\u00a0brouillon n’est pas imprimé.",
                             "%(num)d\u00a0brouillons ne sont pas imprimés.", drafts))
    if alone:
        said.append(ngettext("%(num)d\u00a0consigne pour un seul élève n’est pas imprimée.",
                             "%(num)d\u00a0consignes pour un seul élève ne sont pas imprimées.",
                             alone))
    return said
