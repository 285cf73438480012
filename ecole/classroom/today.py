"""The family's day: all its children, in all its schools, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ecole.classroom.instructions import IN_ORDER
from ecole.classroom.items import Item, item_of
from ecole.classroom.plan.moments import next_moment
from ecole.classroom.receipts import Pairs, unseen, write_receipts
from ecole.classroom.visibility import shown_to
from ecole.models.completion import Completion
from ecole.models.instruction import Instruction
from ecole.models.pupil_group import PupilGroupMember
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.languages import gettext
from ecole.web.words import estimate_in_all, today

DAYS_AHEAD, DAYS_BACK = 21, 60


@dataclass(frozen=True)
class ChildDay:
    """One child's day."""

    id: int
    first_name: str
    classroom_name: str
    level: str
    total: str
    items: tuple[Item, ...]
    done_count: int


def by_school(children: Iterable[Child]) -> list[tuple[int, list[Child]]]:
    ordered = sorted(children, key=lambda child: child.school_id)
    return [(school, list(group)) for school, group in groupby(ordered, lambda c: c.school_id)]


def each_once(children: Iterable[Child]) -> list[Child]:
    """The children of a family in its order. A roster that names one parent twice gives each child
    twice, once for each guardian: shown once, and both guardians have seen."""
    return list({child.id: child for child in children}.values())


def next_change(who: SignedIn) -> datetime | None:
    """When something of these children's classes will show, or hide, by itself."""
    moments = []
    for school_id, children in by_school(who.children):
        with in_school(school_id):
            moments.append(next_moment({c.classroom_id for c in children if c.classroom_id}))
    return min((at for at in moments if at is not None), default=None)


def work_by_day(who: SignedIn) -> Counter[date]:
    """How many things to do each day around today, over all the children."""
    counts: Counter[date] = Counter()
    for school_id, children in by_school(each_once(who.children)):
        with in_school(school_id):
            _count_work(children, counts)
    return counts


def _count_work(children: Sequence[Child], counts: Counter[date]) -> None:
    around = today() - timedelta(days=DAYS_BACK), today() + timedelta(days=DAYS_AHEAD)
    columns = (Instruction.day_on, Instruction.classroom_id, Instruction.level,
               Instruction.group_id, Instruction.pupil_id)
    rows = db.session.execute(
        select(*columns, func.count(Instruction.id))
        .where(*shown_to(children), Instruction.day_on.between(*around))
        .group_by(*columns)
    ).all()
    groups = _groups_of(children) if any(row.group_id for row in rows) else set()
    for day, classroom_id, level, group_id, pupil_id, count in rows:
        counts[day] += count * sum(
            child.classroom_id == classroom_id and level in ("", child.level)
            and pupil_id in (None, child.id)
            and (group_id is None or (group_id, child.id) in groups)
            for child in children
        )


def _groups_of(children: Sequence[Child]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        select(PupilGroupMember.group_id, PupilGroupMember.pupil_id)
        .where(PupilGroupMember.pupil_id.in_([child.id for child in children]))
    )
    return {(group, pupil) for group, pupil in rows}


def children_on(who: SignedIn, day: date) -> list[ChildDay]:
    """Each child's plan of a day, in the family's order; what is shown counts as seen."""
    found: dict[int, ChildDay] = {}
    uais = {school.id: school.uai for school in who.passes.values()}
    for school_id, children in by_school(who.children):
        with in_school(school_id):
            shown = shown_on(children, day)
            new = unseen(_pairs(children, shown))
            found |= _plans(children, shown, {instruction for instruction, _ in new}, uais)
            write_receipts(new)
    return [found[child.id] for child in each_once(who.children)]


def shown_on(children: Sequence[Child], day: date) -> Sequence[Instruction]:
    """What these children of one school have to do, in the order of their teachers; `is_for` says
    whose it is."""
    return db.session.scalars(
        select(Instruction)
        .where(*shown_to(children), Instruction.day_on == day)
        .options(selectinload(Instruction.links), selectinload(Instruction.attachments),
                 joinedload(Instruction.group))
        .order_by(*IN_ORDER)
    ).all()


def _pairs(children: Sequence[Child], shown: Sequence[Instruction]) -> Pairs:
    return {
        (instruction.id, child.guardian_id)
        for instruction in shown
        for child in children
        if instruction.is_for(child)
    }


def _plans(
    children: Sequence[Child], shown: Sequence[Instruction], new: set[int], uais: dict[int, str]
) -> dict[int, ChildDay]:
    done = done_among(children, shown)
    return {
        child.id: _plan(
            child,
            [
                item_of(i, uais[child.school_id], pupil_id=child.id,
                        is_done=(i.id, child.id) in done, is_new=i.id in new)
                for i in shown
                if i.is_for(child)
            ],
        )
        for child in children
    }


def _plan(child: Child, items: Sequence[Item]) -> ChildDay:
    minutes = sum(item.minutes for item in items if not item.is_optional)
    return ChildDay(
        id=child.id,
        first_name=child.first_name,
        classroom_name=child.classroom_label or gettext("Classe pas encore connue"),
        level=child.level,
        total=estimate_in_all(minutes),
        items=tuple(items),
        done_count=sum(item.is_done for item in items),
    )


def done_among(children: Sequence[Child], shown: Sequence[Instruction]) -> set[tuple[int, int]]:
    """(instruction, child) for each tick."""
    rows = db.session.execute(
        select(Completion.instruction_id, Completion.pupil_id).where(
            Completion.pupil_id.in_([child.id for child in children]),
            Completion.instruction_id.in_([i.id for i in shown]),
        )
    )
    return {(instruction, pupil) for instruction, pupil in rows}
