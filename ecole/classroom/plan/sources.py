"""Where instructions are taken from to be given again: a day or a week of one's classes, or one's
own library, all that one wrote in this school whatever the year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.instructions import IN_ORDER
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.instruction import Instruction
from ecole.models.membership import Role
from ecole.models.permissions import may_copy_instruction
from ecole.models.searchable import fold
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.words import today

AT_ONCE = 60  # as many lines as a page bears
A_PAGE = 20
WORDS_MAX = 6


@dataclass(frozen=True)
class Shelf:
    """What was found, and whether there is more on the next page."""

    rows: Sequence[Instruction]
    has_more: bool


def my_rooms(who: SignedIn) -> list[Classroom]:
    """The classes one may take from: those one has or had; all of them for a head."""
    rooms = db.session.scalars(
        select(Classroom).order_by(Classroom.school_year.desc(), Classroom.label)).all()
    is_head = who.role_in(current_school_id() or 0) == Role.HEAD
    return [room for room in rooms if is_head or room.id in who.taught]


def of_this_year(rooms: Sequence[Classroom]) -> list[Classroom]:
    """The classes one may give to."""
    return [room for room in rooms if room.school_year == school_year_of(today())]


def in_days(classroom: Classroom, first: date, last: date) -> Shelf:
    rows = db.session.scalars(
        select(Instruction)
        .where(Instruction.classroom_id == classroom.id, Instruction.deleted_at.is_(None),
               Instruction.day_on.between(first, last))
        .options(*ALL_OF_IT)
        .order_by(Instruction.day_on, *IN_ORDER)
        .limit(AT_ONCE + 1)
    ).all()
    return Shelf(rows[:AT_ONCE], len(rows) > AT_ONCE)


def in_library(who: SignedIn, words: str, subject: str, page: int) -> Shelf:
    """The latest first."""
    found = select(Instruction).where(Instruction.author_id == who.account_id,
                                      Instruction.deleted_at.is_(None))
    for word in fold(words).split()[:WORDS_MAX]:
        found = found.where(Instruction.folded.contains(word, autoescape=True))
    if subject:
        found = found.where(Instruction.subject == subject)
    rows = db.session.scalars(
        found.options(*ALL_OF_IT, selectinload(Instruction.classroom))
        .order_by(Instruction.day_on.desc(), Instruction.created_at.desc(), Instruction.id)
        .limit(A_PAGE + 1).offset((page - 1) * A_PAGE)
    ).all()
    return Shelf(rows[:A_PAGE], len(rows) > A_PAGE)


def subjects_of(who: SignedIn) -> list[str]:
    return sorted(db.session.scalars(
        select(Instruction.subject)
        .where(Instruction.author_id == who.account_id, Instruction.deleted_at.is_(None),
               Instruction.subject != "")
        .distinct()
    ), key=fold)


def chosen(who: SignedIn, ids: Collection[int]) -> list[Instruction]:
    """Those of the ids of a form that this person may give again, in their order."""
    rows = db.session.scalars(
        select(Instruction)
        .where(Instruction.id.in_(ids), Instruction.deleted_at.is_(None))
        .order_by(Instruction.day_on, *IN_ORDER)
    ).all()
    return [row for row in rows if may_copy_instruction(who, row)]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


ALL_OF_IT = (selectinload(Instruction.attachments), selectinload(Instruction.correction),
             selectinload(Instruction.dictation), selectinload(Instruction.group))
