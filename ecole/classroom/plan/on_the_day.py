"""What stands on top of a day: the word of each class and its live classes, a few statements for
all the children of a family in one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ecole.classroom.items import File, file_of
from ecole.classroom.plan.live_cards import Live, live_of
from ecole.classroom.today import by_school, each_once
from ecole.classroom.visibility import shown_to
from ecole.models.day_word import DayWord
from ecole.models.live_class import LiveClass
from ecole.models.searchable import words_of_html
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.words import PARIS, joined


@dataclass(frozen=True)
class Word:
    """The word of a class for a day."""

    by: str
    first_names: str  # of the children it is for, when the family has several classes
    body_html: str
    voice: File | None

    @property
    def text(self) -> str:
        """The same without any tag, for paper."""
        return words_of_html(self.body_html).strip()


@dataclass(frozen=True)
class OnTheDay:
    words: tuple[Word, ...] = ()
    lives: tuple[Live, ...] = ()

    def __add__(self, other: OnTheDay) -> OnTheDay:
        """With what another school gives the same family."""
        return OnTheDay(self.words + other.words, self.lives + other.lives)

    def __bool__(self) -> bool:
        return bool(self.words or self.lives)


def on_the_day(children: Sequence[Child], day: date, uai: str, *, names: bool = True) -> OnTheDay:
    """For children of one school, which is entered: what may be shown now. `names`: say for which
    of them."""
    here = [child for child in children if child.classroom_id]
    if not here:
        return OnTheDay()
    return OnTheDay(tuple(_words(here, day, uai, names)), tuple(_lives(here, day, uai, names)))


def _words(children: Sequence[Child], day: date, uai: str, names: bool) -> list[Word]:
    siblings: dict[int | None, list[str]] = {}
    for child in children:
        siblings.setdefault(child.classroom_id, []).append(child.first_name)
    rows = db.session.scalars(
        select(DayWord)
        .where(DayWord.classroom_id.in_(siblings), DayWord.day_on == day,
               DayWord.published_at <= utc_now())
        .options(joinedload(DayWord.author), selectinload(DayWord.attachments))
    ).all()
    found = {row.classroom_id: row for row in rows}
    return [
        word_of_row(found[room], uai, joined(first_names) if names else "")
        for room, first_names in siblings.items() if room in found
    ]


def word_of_row(row: DayWord, uai: str, first_names: str = "") -> Word:
    voice = row.attachments[0] if row.attachments else None
    return Word(
        by=row.author.display_name,
        first_names=first_names,
        body_html=row.body_html,
        voice=file_of(voice, uai) if voice else None,
    )


def _lives(children: Sequence[Child], day: date, uai: str, names: bool) -> list[Live]:
    start, end = day_around(day)
    rows = db.session.scalars(
        select(LiveClass)
        .where(*shown_to(children, LiveClass), LiveClass.starts_at >= start,
               LiveClass.starts_at < end)
        .options(selectinload(LiveClass.group))
        .order_by(LiveClass.starts_at, LiveClass.id)
    ).all()
    once = {child.id: child for child in children}
    return [
        live_of(row, uai, joined([child.first_name for child in once.values() if row.is_for(child)])
                if names and len(once) > 1 else "")
        for row in rows
    ]


def day_around(day: date) -> tuple[datetime, datetime]:
    """The moments between which a day of the school is."""
    return (datetime.combine(day, time(), PARIS),
            datetime.combine(day + timedelta(days=1), time(), PARIS))


def on_day_of(who: SignedIn, day: date) -> OnTheDay:
    """For a family, or for the child who has the screen: over all their schools."""
    children = each_once(who.children)
    uais = {school.id: school.uai for school in who.passes.values()}
    found = OnTheDay()
    for school_id, siblings in by_school(children):
        with in_school(school_id):
            found += on_the_day(siblings, day, uais[school_id], names=len(children) > 1)
    return found
