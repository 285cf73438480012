"""What a teacher finds beside the instructions of a day: its word, its live classes, and where to
write them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ecole.classroom.plan.live_cards import Live, live_of
from ecole.classroom.plan.on_the_day import Word, day_around, word_of_row
from ecole.models.day_word import DayWord
from ecole.models.live_class import LiveClass
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import PARIS, moment


@dataclass(frozen=True)
class DayDesk:
    """Of one day; `word_state`: nothing when it is out."""

    word: Word | None
    word_state: str
    word_url: str
    lives: tuple[tuple[Live, bool], ...]  # with whether it is announced
    live_url: str

    def __bool__(self) -> bool:
        return bool(self.word or self.lives)


def desks_of(classroom_id: int, uai: str, first: date, last: date) -> dict[date, DayDesk]:
    """Each day between two, both included; a few statements for all of them."""
    words = {row.day_on: row for row in db.session.scalars(
        select(DayWord)
        .where(DayWord.classroom_id == classroom_id, DayWord.day_on.between(first, last))
        .options(joinedload(DayWord.author), selectinload(DayWord.attachments)))}
    lives = _lives(classroom_id, first, last)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return {day: _desk(classroom_id, uai, day, words.get(day), lives[day]) for day in days}


def _lives(classroom_id: int, first: date, last: date) -> dict[date, list[LiveClass]]:
    found: dict[date, list[LiveClass]] = defaultdict(list)
    for row in db.session.scalars(
        select(LiveClass)
        .where(LiveClass.classroom_id == classroom_id, LiveClass.deleted_at.is_(None),
               LiveClass.starts_at >= day_around(first)[0],
               LiveClass.starts_at < day_around(last)[1])
        .order_by(LiveClass.starts_at, LiveClass.id)
    ):
        found[row.starts_at.astimezone(PARIS).date()].append(row)
    return found


def _desk(
    classroom_id: int, uai: str, day: date, word: DayWord | None, lives: list[LiveClass]
) -> DayDesk:
    return DayDesk(
        word=word_of_row(word, uai) if word else None,
        word_state=_state(word) if word else "",
        word_url=url_for("day_words.edit", classroom_id=classroom_id, day=day.isoformat()),
        lives=tuple((live_of(row), row.published_at is not None) for row in lives),
        live_url=url_for("live_classes.new", classroom_id=classroom_id, jour=day.isoformat()),
    )


def _state(word: DayWord) -> str:
    if word.published_at is None:
        return gettext("Brouillon")
    if word.published_at > utc_now():
        return gettext("Paraîtra %(moment)s", moment=moment(word.published_at))
    return ""


def word_on_paper(classroom_id: int, day: date, uai: str) -> Word | None:
    """On the day that is printed: what is out, or will be; a voice does not print."""
    row = db.session.scalar(
        select(DayWord)
        .where(DayWord.classroom_id == classroom_id, DayWord.day_on == day,
               DayWord.published_at.is_not(None), DayWord.body != "")
        .options(joinedload(DayWord.author)))
    return replace(word_of_row(row, uai), voice=None) if row else None
