"""The next moment when a class shows something else by itself: what is published for later, a
correction that opens, a door of a live class."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, func, select

from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.instruction import Instruction
from ecole.models.live_class import EARLY, LiveClass
from ecole.storage.columns import utc_now
from ecole.storage.database import db


def next_moment(classroom_ids: Collection[int]) -> datetime | None:
    """The earliest moment to come for these classes, all of the school entered; three statements.
    """
    if not classroom_ids:
        return None
    coming = [*_given(classroom_ids), _said(classroom_ids), *_live(classroom_ids)]
    return min((at for at in coming if at is not None), default=None)


def _given(classroom_ids: Collection[int]) -> list[datetime | None]:
    """An instruction that comes out, a correction that opens."""
    now = utc_now()
    opens = (Correction.opens_at > now) & Correction.deleted_at.is_(None)
    row = db.session.execute(
        select(func.min(case((Instruction.published_at > now, Instruction.published_at))),
               func.min(case((opens, Correction.opens_at))))
        .select_from(Instruction)
        .outerjoin(Correction, Correction.instruction_id == Instruction.id)
        .where(Instruction.classroom_id.in_(classroom_ids), Instruction.deleted_at.is_(None),
               (Instruction.published_at > now) | opens)
    ).one()
    return list(row)


def _said(classroom_ids: Collection[int]) -> datetime | None:
    return db.session.scalar(
        select(func.min(DayWord.published_at)).where(
            DayWord.classroom_id.in_(classroom_ids), DayWord.published_at > utc_now()))


def _live(classroom_ids: Collection[int]) -> list[datetime | None]:
    """Known of, be it late; then its door shown, then its end."""
    now = utc_now()
    rows = db.session.execute(
        select(LiveClass.published_at, LiveClass.starts_at, LiveClass.ends_at).where(
            LiveClass.classroom_id.in_(classroom_ids), LiveClass.deleted_at.is_(None),
            LiveClass.published_at.is_not(None),
            (LiveClass.ends_at > now) | (LiveClass.published_at > now)))
    return [at for published_at, starts_at, ends_at in rows
            for at in (published_at, starts_at - EARLY, ends_at) if at and at > now]
