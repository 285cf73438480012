"""What waits for a teacher, one line each (« Ce qui vous attend »).

Asked for several classes at once, in three statements whatever their number. To add something
that waits: a function of `Facts` that gives lines, named in `LINES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select

from ecole.classroom.forms import usual_day
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.receipt import Receipt
from ecole.roster.households import Household, Tie, households_of, ties_of
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext
from ecole.web.words import long_day, today

# A draft that nobody published in the two weeks after its day waits for nothing any more.
DRAFTS_KEPT = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    sentence: str
    url: str


@dataclass(frozen=True)
class Given:
    """What is said here of an instruction that is a draft, for today, or for the next day."""

    id: int
    title: str
    day_on: date
    is_published: bool


@dataclass(frozen=True)
class Facts:
    """What the lines of one class are made of; `seen`: guardians shown today's plan."""

    classroom_id: int
    given: list[Given]
    households: list[Household]
    seen: set[int]


def ties_in(rooms: Sequence[Classroom]) -> list[Tie]:
    """The pupils of these classes with their adults."""
    return ties_of(Pupil.classroom_id.in_([room.id for room in rooms]))


def waiting_in(rooms: Sequence[Classroom], ties: Sequence[Tie]) -> dict[int, list[Line]]:
    """The lines of each class, by its id."""
    ids = [room.id for room in rooms]
    given, seen = _given(ids), _seen_today(ids)
    homes: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        homes[tie.classroom_id or 0].append(tie)
    return {
        each: _lines(Facts(each, given[each], households_of(homes[each]), seen[each]))
        for each in ids
    }


def _given(ids: Sequence[int]) -> dict[int, list[Given]]:
    rows = db.session.execute(
        select(Instruction.classroom_id, Instruction.id, Instruction.title, Instruction.day_on,
               Instruction.published_at)
        .where(
            Instruction.classroom_id.in_(ids),
            Instruction.deleted_at.is_(None),
            Instruction.day_on.in_([today(), usual_day()])
            | (Instruction.published_at.is_(None)
               & (Instruction.day_on >= today() - DRAFTS_KEPT)),
        )
        .order_by(Instruction.day_on, Instruction.created_at, Instruction.id)
    )
    found: dict[int, list[Given]] = defaultdict(list)
    for classroom_id, row_id, title, day, published_at in rows:
        found[classroom_id].append(Given(row_id, title, day, published_at is not None))
    return found


def _seen_today(ids: Sequence[int]) -> dict[int, set[int]]:
    rows = db.session.execute(
        select(Instruction.classroom_id, Receipt.guardian_id)
        .join(Receipt, Receipt.instruction_id == Instruction.id)
        .where(Instruction.classroom_id.in_(ids), Instruction.day_on == today(),
               Instruction.published_at.is_not(None), Instruction.deleted_at.is_(None))
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for classroom_id, guardian_id in rows:
        found[classroom_id].add(guardian_id)
    return found


def _lines(facts: Facts) -> list[Line]:
    return [line for make in LINES for line in make(facts)]


def _drafts(facts: Facts) -> list[Line]:
    drafts = [one for one in facts.given if not one.is_published]
    if not drafts:
        return []
    first = drafts[0]
    # The day is said, not the title: it is a teacher's text, and may be long.
    sentence = ngettext("%(num)d\u00a0brouillon à publier, pour %(day)s",
                        "%(num)d\u00a0brouillons à publier, le premier pour %(day)s",
                        len(drafts), day=long_day(first.day_on))
    return [Line(sentence, url_for("instructions.show", instruction_id=first.id))]


def _next_day(facts: Facts) -> list[Line]:
    day = usual_day()
    if any(one.day_on == day for one in facts.given):
        return []
    return [Line(gettext("Préparer %(day)s", day=long_day(day)),
                 url_for("instructions.new", classroom_id=facts.classroom_id,
                         jour=day.isoformat()))]


def _unseen(facts: Facts) -> list[Line]:
    plan = [one for one in facts.given if one.is_published and one.day_on == today()]
    number = sum(not home.guardians & facts.seen for home in facts.households)
    if not plan or not number:
        return []
    sentence = ngettext("%(num)d\u00a0famille n’a pas encore vu le plan du jour",
                        "%(num)d\u00a0familles n’ont pas encore vu le plan du jour", number)
    return [Line(sentence, url_for("instructions.show", instruction_id=plan[0].id) + "#vu")]


def _never_entered(facts: Facts) -> list[Line]:
    number = sum(not home.has_entered for home in facts.households)
    if not number:
        return []
    sentence = ngettext("%(num)d\u00a0famille n’est jamais entrée",
                        "%(num)d\u00a0familles ne sont jamais entrées", number)
    return [Line(sentence, url_for("paper.roll", classroom_id=facts.classroom_id, entrees=1))]


LINES = (_drafts, _next_day, _unseen, _never_entered)
