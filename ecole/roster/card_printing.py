"""Which families get a card, in which order, and the PDF that is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ecole.accounts.cards import DrawnCard, issue_cards
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.roster.card_sheets import CardText, draw_sheets
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import gettext
from ecole.web.words import alphabetical, joined

MISSING, UNUSED, ALL = "missing", "unused", "all"


@dataclass(frozen=True)
class Family:
    """A guardian to print a card for, placed with the youngest child (`classroom` "" = none)."""

    guardian_id: int
    guardian_name: str
    guardian_first_name: str
    classroom: str
    pupil_name: str
    children: tuple[str, ...]

    @property
    def place(self) -> str:
        return self.classroom or without_class()


def without_class() -> str:
    return gettext("Sans classe")


def choose_guardians(renew: str, classroom_id: int | None = None) -> list[Family]:
    """The families of the current school to print for, by class, then pupil, then guardian.

    `renew`: "missing" (no live card), "unused" (nor one ever used), "all". With a class, only
    the families placed there: those whose youngest child is in it.
    """
    kept = _holders(renew)
    return _in_order(f for f in _families(classroom_id) if f.guardian_id not in kept)


def families_of(guardian_ids: Collection[int]) -> list[Family]:
    """These guardians' families, in the order of the cards."""
    return _in_order(f for f in _families(None) if f.guardian_id in guardian_ids)


def _in_order(families: Iterable[Family]) -> list[Family]:
    return sorted(
        families,
        key=lambda f: (not f.classroom,
                       *alphabetical(f.classroom, f.pupil_name, f.guardian_name)),
    )


def _holders(renew: str) -> set[int]:
    """Guardians whose card stays as it is."""
    if renew == ALL:
        return set()
    cards = select(Card.guardian_id).where(Card.revoked_at.is_(None))
    if renew == UNUSED:
        cards = cards.where(Card.used_at.is_not(None))
    return set(db.session.scalars(cards))


def _families(classroom_id: int | None) -> list[Family]:
    rows = db.session.execute(
        select(Guardian, Pupil, Classroom.label)
        .select_from(Guardianship)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .outerjoin(Classroom, Classroom.id == Pupil.classroom_id)
        .where(Guardianship.ended_at.is_(None), Guardianship.suspended_at.is_(None),
               Pupil.left_on.is_(None))
        .order_by(Pupil.birth_on.desc(), Pupil.first_name)
    )
    children: dict[int, list[tuple[Guardian, Pupil, str]]] = {}
    for guardian, pupil, label in rows:
        children.setdefault(guardian.id, []).append((guardian, pupil, label or ""))
    return [
        _family(found)
        for found in children.values()
        if classroom_id is None or found[0][1].classroom_id == classroom_id
    ]


def _family(found: Sequence[tuple[Guardian, Pupil, str]]) -> Family:
    guardian, youngest, label = found[0]
    return Family(
        guardian_id=guardian.id,
        guardian_name=guardian.full_name,
        guardian_first_name=guardian.first_name,
        classroom=label,
        pupil_name=youngest.full_name,
        children=tuple(f"{pupil.first_name} ({room or without_class()})"
                       for _, pupil, room in found),
    )


def print_cards(
    families: Sequence[Family],
    address: str,
    *,
    by: int | None,
    progress: Callable[[int], None] = lambda done: None,
) -> bytes:
    """New cards for these families, as a PDF; their older cards stop working."""
    school = db.session.get(School, current_school_id())
    assert school is not None
    name = school.name
    drawn = issue_cards([family.guardian_id for family in families], by, progress)
    return draw_sheets(name, address, [_text(f, card) for f, card in zip(families, drawn,
                                                                         strict=True)])


def _text(family: Family, card: DrawnCard) -> CardText:
    return CardText(
        children=joined(list(family.children)),
        guardian_first_name=family.guardian_first_name,
        classroom=family.place,
        code=card.code,
        token=card.token,
        pupil_name=family.pupil_name,
        guardian_name=family.guardian_name,
    )
