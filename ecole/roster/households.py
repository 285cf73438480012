"""Families as they live: children who share an adult, and all their adults (« famille »)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select

from ecole.models.card import Card
from ecole.models.guardianship import Guardianship
from ecole.models.pupil import Pupil
from ecole.storage.database import db


@dataclass(frozen=True)
class Tie:
    """A pupil of the school and one of its adults, or nobody; a line for each card."""

    pupil_id: int
    classroom_id: int | None
    level: str
    guardian_id: int | None
    has_entered: bool
    has_card: bool


@dataclass
class Household:
    """It has come in when one of its adults has: the news of the class has reached the home."""

    pupils: set[int] = field(default_factory=set)
    guardians: set[int] = field(default_factory=set)
    has_entered: bool = False


def ties_of(*conditions: ColumnElement[bool]) -> list[Tie]:
    """The present pupils of the current school, with their adults, in one statement."""
    rows = db.session.execute(
        select(Pupil.id, Pupil.classroom_id, Pupil.level, Guardianship.guardian_id,
               Card.id.label("card_id"), Card.used_at, Card.revoked_at)
        .select_from(Pupil)
        .outerjoin(Guardianship, (Guardianship.pupil_id == Pupil.id)
                   & Guardianship.ended_at.is_(None) & Guardianship.suspended_at.is_(None))
        .outerjoin(Card, Card.guardian_id == Guardianship.guardian_id)
        .where(Pupil.left_on.is_(None), *conditions)
    )
    return [
        Tie(row.id, row.classroom_id, row.level or "", row.guardian_id,
            has_entered=row.used_at is not None,
            has_card=row.card_id is not None and row.revoked_at is None)
        for row in rows
    ]


def households_of(ties: Iterable[Tie]) -> list[Household]:
    """The families among these ties; a child without any adult is in none."""
    found: dict[int, Household] = {}  # by pupil and by guardian: their keys never meet
    for tie in ties:
        if tie.guardian_id is None:
            continue
        one = found.get(tie.pupil_id) or found.get(tie.guardian_id) or Household()
        other = found.get(tie.guardian_id, one)
        if other is not one:
            one.pupils |= other.pupils
            one.guardians |= other.guardians
            one.has_entered |= other.has_entered
        one.pupils.add(tie.pupil_id)
        one.guardians.add(tie.guardian_id)
        one.has_entered |= tie.has_entered
        for key in one.pupils | one.guardians:
            found[key] = one
    return list({id(household): household for household in found.values()}.values())
