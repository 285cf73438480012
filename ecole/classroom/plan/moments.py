"""The next moment when a class shows something else by itself: what is published for later, a
correction that opens, a door of a live class."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.instruction import Instruction
from ecole.models.live_class import EARLY, LiveClass
from ecole.storage.columns import utc_now
from ecole.storage.database import db


def next_moment(classroom_ids: Collection[int]) -> datetime | None:
    """The earliest moment to come for these classes, all of the school entered; four statements."""
    if not classroom_ids:
        return None
    coming = [*_published(classroom_ids), *_opened(classroom_ids), *_live(classroom_ids)]
    return min((at for at in coming if at is not None), default=None)


def _published(classroom_ids: Collection[int]) -> list[datetime | None]:
    now = utc_now()
    return [
        db.session.scalar(
            select(func.min(Instruction.published_at)).where(
                Instruction.classroom_id.in_(classroom_ids),
                Instruction.deleted_at.is_(None), Instruction.published_at > now)),
        db.session.scalar(
            select(func.min(DayWord.published_at)).where(
                DayWord.classroom_id.in_(classroom_ids), DayWord.published_at > now)),
    ]


def _opened(classroom_ids: Collection[int]) -> list[datetime | None]:
    return [db.session.scalar(
        select(func.min(Correction.opens_at))
        .join(Instruction, Instruction.id == Correction.instruction_id)
        .where(Instruction.classroom_id.in_(classroom_ids), Instruction.deleted_at.is_(None),
               Correction.opens_at > utc_now()))]


def _live(classroom_ids: Collection[int]) -> list[datetime]:
    """Known of, then its door shown, then its end; one that is over does not move any more."""
    now = utc_now()
    rows = db.session.execute(
        select(LiveClass.published_at, LiveClass.starts_at, LiveClass.ends_at).where(
            LiveClass.classroom_id.in_(classroom_ids), LiveClass.deleted_at.is_(None),
            LiveClass.published_at.is_not(None), LiveClass.ends_at > now))
    return [at for published_at, starts_at, ends_at in rows
            for at in (published_at, starts_at - EARLY, ends_at) if at > now]
