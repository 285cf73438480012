"""What waits for a teacher, one line each (« Ce qui vous attend »).

Asked for several classes at once, in a few statements whatever their number. To add something
that waits: a function of `Facts` that gives lines, named in `LINES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from ecole.classroom.fields import usual_day
from ecole.classroom.forum.queue import waiting_counts, waiting_sentences
from ecole.classroom.hand_ins.arriving import waiting_by_class
from ecole.classroom.instructions import IN_ORDER, is_out
from ecole.classroom.preparations import sentences_by_class
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.receipt import Receipt
from ecole.roster.households import Household, Tie, households_of, ties_of
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext
from ecole.web.words import long_day, today

# A draft that nobody published in the two weeks after its day waits for nothing any more.
DRAFTS_KEPT = timedelta(days=14)
AHEAD = timedelta(days=21)


@dataclass(frozen=True)
class Line:
    sentence: str
    url: str


@dataclass(frozen=True)
class Facts:
    """What the lines of one class are made of: its drafts, what it has today and next, its pupils
    and families; `seen`: guardians shown today's plan."""

    classroom_id: int
    given: list[Instruction]
    ties: list[Tie]
    households: list[Household]
    seen: set[int]
    talk: tuple[int, int] = (0, 0)  # messages of the forum to approve, and reported
    work: Sequence[tuple[int, int]] = ()  # instruction, pupils whose work waits
    files: Sequence[str] = ()  # what is said of those that are being prepared


def ties_in(rooms: Sequence[Classroom]) -> list[Tie]:
    """The pupils of these classes with their adults."""
    return ties_of(Pupil.classroom_id.in_([room.id for room in rooms]))


def waiting_in(rooms: Sequence[Classroom], ties: Sequence[Tie]) -> dict[int, list[Line]]:
    """The lines of each class, by its id."""
    ids = [room.id for room in rooms]
    given, seen = _given(ids), _seen_today(ids)
    talk, work, files = waiting_counts(ids), waiting_by_class(ids), sentences_by_class(ids)
    homes: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        homes[tie.classroom_id or 0].append(tie)
    return {
        each: _lines(Facts(each, given[each], homes[each], households_of(homes[each]), seen[each],
                          talk.get(each, (0, 0)), work[each], files[each]))
        for each in ids
    }


def _given(ids: Sequence[int]) -> dict[int, list[Instruction]]:
    rows = db.session.scalars(
        select(Instruction)
        .where(
            Instruction.classroom_id.in_(ids),
            Instruction.deleted_at.is_(None),
            Instruction.day_on.between(today(), today() + AHEAD)
            | (Instruction.published_at.is_(None)
               & (Instruction.day_on >= today() - DRAFTS_KEPT)),
        )
        .options(
            load_only(Instruction.classroom_id, Instruction.day_on, Instruction.published_at,
                      Instruction.level, Instruction.group_id, Instruction.pupil_id),
            joinedload(Instruction.group),
        )
        .order_by(Instruction.day_on, *IN_ORDER)
    )
    found: dict[int, list[Instruction]] = defaultdict(list)
    for row in rows:
        found[row.classroom_id].append(row)
    return found


def _seen_today(ids: Sequence[int]) -> dict[int, set[int]]:
    rows = db.session.execute(
        select(Instruction.classroom_id, Receipt.guardian_id)
        .join(Receipt, Receipt.instruction_id == Instruction.id)
        .where(Instruction.classroom_id.in_(ids), Instruction.day_on == today(),
               Instruction.published_at <= utc_now(), Instruction.deleted_at.is_(None))
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for classroom_id, guardian_id in rows:
        found[classroom_id].add(guardian_id)
    return found


def _lines(facts: Facts) -> list[Line]:
    return [line for make in LINES for line in make(facts)]


def _drafts(facts: Facts) -> list[Line]:
    drafts = [one for one in facts.given if one.published_at is None]
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
    """Families that have something today, and whose adults have all seen none of it."""
    plan = [one for one in facts.given if one.day_on == today() and is_out(one)]
    whom = {tie.pupil_id for tie in facts.ties if _reaches(plan, tie)}
    number = sum(bool(home.pupils & whom) and not home.guardians & facts.seen
                 for home in facts.households)
    if not number:
        return []
    sentence = ngettext("%(num)d\u00a0famille n’a pas encore vu le plan du jour",
                        "%(num)d\u00a0familles n’ont pas encore vu le plan du jour", number)
    return [Line(sentence, url_for("instructions.show", instruction_id=plan[0].id) + "#vu")]


def _for_nobody(facts: Facts) -> list[Line]:
    """A group that lost its last pupil, a child who left: what was for them is not lost silently.
    """
    lost = [one for one in facts.given
            if one.day_on >= today() and not any(_reaches([one], tie) for tie in facts.ties)]
    if not (lost and facts.ties):
        return []
    sentence = ngettext("%(num)d\u00a0consigne n’est plus pour personne\u00a0: changez pour qui "
                        "elle est", "%(num)d\u00a0consignes ne sont plus pour personne\u00a0: "
                        "changez pour qui elles sont", len(lost))
    return [Line(sentence, url_for("instructions.edit", instruction_id=lost[0].id))]


def _reaches(plan: Sequence[Instruction], tie: Tie) -> bool:
    return any(one.is_for_pupil(tie.pupil_id, tie.level) for one in plan)


def _never_entered(facts: Facts) -> list[Line]:
    number = sum(not home.has_entered for home in facts.households)
    if not number:
        return []
    sentence = ngettext("%(num)d\u00a0famille n’est jamais entrée",
                        "%(num)d\u00a0familles ne sont jamais entrées", number)
    return [Line(sentence, url_for("paper.roll", classroom_id=facts.classroom_id, entrees=1))]


def _talk(facts: Facts) -> list[Line]:
    return [Line(sentence, url_for("moderation.waiting", classroom_id=facts.classroom_id))
            for sentence in waiting_sentences(*facts.talk)]


def _work(facts: Facts) -> list[Line]:
    if not facts.work:
        return []
    number = sum(number for _, number in facts.work)
    sentence = ngettext("%(num)d\u00a0rendu à regarder", "%(num)d\u00a0rendus à regarder", number)
    return [Line(sentence, url_for("hand_ins.index", instruction_id=facts.work[0][0],
                                   voir="attente"))]


def _files(facts: Facts) -> list[Line]:
    return [Line(sentence, url_for("preparations.of_class", classroom_id=facts.classroom_id))
            for sentence in facts.files]


LINES = (_talk, _work, _for_nobody, _drafts, _next_day, _unseen, _never_entered, _files)
