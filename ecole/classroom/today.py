"""The family's day: all its children, in all its schools, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import url_for
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from ecole.classroom.items import Item, item_of
from ecole.classroom.receipts import note_seen
from ecole.models.completion import Completion
from ecole.models.instruction import Instruction
from ecole.models.receipt import Receipt
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.words import duration, long_day, short_day, today

DAYS_AHEAD, DAYS_BACK = 21, 60
STRIP = 6


@dataclass(frozen=True)
class ChildDay:
    """One child's day."""

    first_name: str
    classroom_name: str
    level: str
    total: str
    items: tuple[Item, ...]
    done_count: int


@dataclass(frozen=True)
class StripDay:
    """One day of the strip above the plan."""

    label_short: str
    url: str
    is_current: bool
    has_work: bool
    count: int


@dataclass(frozen=True)
class Day:
    title: str
    is_today: bool
    previous_url: str
    next_url: str
    note: str


def by_school(children: Iterable[Child]) -> list[tuple[int, list[Child]]]:
    ordered = sorted(children, key=lambda child: child.school_id)
    return [(school, list(group)) for school, group in groupby(ordered, lambda c: c.school_id)]


def work_by_day(who: SignedIn) -> Counter[date]:
    """How many things to do each day around today, over all the children."""
    counts: Counter[date] = Counter()
    for school_id, children in by_school(who.children):
        per_class = Counter(child.classroom_id for child in children)
        with in_school(school_id):
            rows = db.session.execute(
                select(Instruction.day_on, Instruction.classroom_id, func.count(Instruction.id))
                .where(
                    *visible_to(children),
                    Instruction.day_on.between(
                        today() - timedelta(days=DAYS_BACK), today() + timedelta(days=DAYS_AHEAD)
                    ),
                )
                .group_by(Instruction.day_on, Instruction.classroom_id)
            )
            for day, classroom_id, count in rows:
                counts[day] += count * per_class[classroom_id]
    return counts


def visible_to(children: Sequence[Child]) -> tuple[ColumnElement[bool], ...]:
    """What families may read of the classes of these children (of one school)."""
    classes = {child.classroom_id for child in children if child.classroom_id}
    return (
        Instruction.classroom_id.in_(classes),
        Instruction.published_at.is_not(None),
        Instruction.deleted_at.is_(None),
    )


def day_to_open(counts: Counter[date]) -> date:
    """Today when it has work, else the next day that has some, else today."""
    here = today()
    ahead = sorted(day for day in counts if day >= here and counts[day])
    return ahead[0] if ahead else here


def children_on(who: SignedIn, day: date) -> list[ChildDay]:
    """Each child's plan of a day, in the family's order; what is shown counts as seen."""
    found: dict[int, ChildDay] = {}
    uais = {school.id: school.uai for school in who.passes.values()}
    for school_id, children in by_school(who.children):
        with in_school(school_id):
            found |= _plans(children, day, uais[school_id])
        _note_shown(school_id, children, found)
    return [found[child.id] for child in who.children]


def _plans(children: Sequence[Child], day: date, uai: str) -> dict[int, ChildDay]:
    instructions = db.session.scalars(
        select(Instruction)
        .where(*visible_to(children), Instruction.day_on == day)
        .options(selectinload(Instruction.links), selectinload(Instruction.attachments))
        .order_by(Instruction.created_at, Instruction.id)
    ).all()
    done = _done(children, instructions)
    seen = _seen(children, instructions)
    return {
        child.id: _plan(
            child,
            [
                item_of(i, uai, pupil_id=child.id, is_done=(i.id, child.id) in done,
                        is_new=i.id not in seen)
                for i in instructions
                if i.classroom_id == child.classroom_id
            ],
        )
        for child in children
    }


def _plan(child: Child, items: Sequence[Item]) -> ChildDay:
    minutes = sum(item.minutes for item in items)
    return ChildDay(
        first_name=child.first_name,
        classroom_name=child.classroom_label or "Classe pas encore connue",
        level=child.level,
        total=f"environ {duration(minutes)} en tout" if minutes else "",
        items=tuple(items),
        done_count=sum(item.is_done for item in items),
    )


def _done(children: Sequence[Child], shown: Sequence[Instruction]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        select(Completion.instruction_id, Completion.pupil_id).where(
            Completion.pupil_id.in_([child.id for child in children]),
            Completion.instruction_id.in_([i.id for i in shown]),
        )
    )
    return {(instruction, pupil) for instruction, pupil in rows}


def _seen(children: Sequence[Child], shown: Sequence[Instruction]) -> set[int]:
    return set(
        db.session.scalars(
            select(Receipt.instruction_id).where(
                Receipt.guardian_id.in_({child.guardian_id for child in children}),
                Receipt.instruction_id.in_([i.id for i in shown]),
            )
        )
    )


def _note_shown(school_id: int, children: Sequence[Child], found: dict[int, ChildDay]) -> None:
    for guardian_id in {child.guardian_id for child in children}:
        shown = {
            item.id
            for child in children
            if child.guardian_id == guardian_id
            for item in found[child.id].items
            if item.is_new
        }
        if shown:
            note_seen(school_id, guardian_id, shown)


def strip_around(day: date, counts: Counter[date]) -> list[StripDay]:
    """School days around the one shown: one before, four after, and any other day with work."""
    first = _school_day(day, -1)
    days: list[date] = []
    step = first
    while len(days) < STRIP or step <= day:
        if step.weekday() < 5 or counts[step] or step in (day, today()):
            days.append(step)
        step += timedelta(days=1)
    return [
        StripDay(
            label_short=short_day(each),
            url=address_of(each),
            is_current=each == day,
            has_work=bool(counts[each]),
            count=counts[each],
        )
        for each in days
    ]


def day_shown(day: date, *, asked: bool) -> Day:
    is_today = day == today()
    return Day(
        title=long_day(day),
        is_today=is_today,
        previous_url=address_of(_school_day(day, -1)),
        next_url=address_of(_school_day(day, 1)),
        note="" if asked or is_today else "Rien à faire aujourd’hui. Voici la suite.",
    )


def address_of(day: date) -> str:
    return url_for("today.show") if day == today() else url_for("today.day", day=day.isoformat())


def _school_day(day: date, way: int) -> date:
    day += timedelta(days=way)
    while day.weekday() >= 5:
        day += timedelta(days=way)
    return day
