"""What comes back to the child: work given back with what the teacher says, until it was seen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from ecole.classroom.hand_ins.sending import readable_by
from ecole.classroom.visibility import shown_to
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing

log = logging.getLogger("ecole.hand_in")
SHOWN_MAX = 5


@dataclass(frozen=True)
class Answered:
    """« On t’a répondu »: the way to what the teacher said."""

    title: str
    url: str


def answered_to(who: SignedIn) -> list[Answered]:
    """What was given back to the child that has the screen, and not looked at yet."""
    assert who.pupil is not None
    rows = db.session.execute(
        select(Instruction.id, Instruction.title)
        .join(HandIn, HandIn.instruction_id == Instruction.id)
        .where(*shown_to([who.pupil]), HandIn.pupil_id == who.pupil.id, readable_by(who),
               HandIn.deleted_at.is_(None), HandIn.given_back_at.is_not(None),
               HandIn.seen_back_at.is_(None))
        .group_by(Instruction.id, Instruction.title, Instruction.day_on)
        .order_by(Instruction.day_on, Instruction.id)
        .limit(SHOWN_MAX)
    )
    return [Answered(title, url_for("pupil.task", instruction_id=instruction_id))
            for instruction_id, title in rows]


def note_seen(who: SignedIn, shown: Sequence[HandIn]) -> None:
    """The family has what was said before its eyes: noted the first time. What the child sent by
    itself waits for the child."""
    new = [row.id for row in shown if row.given_back_at is not None and row.seen_back_at is None
           and row.deleted_at is None and (who.pupil is not None or not row.is_by_pupil)]
    if not new:
        return
    try:
        with writing() as rows:
            for row in rows.scalars(select(HandIn).where(HandIn.id.in_(new))):
                if row.given_back_at is not None and row.seen_back_at is None:
                    row.seen_back_at = utc_now()
    except DBAPIError as error:
        # Reading is never refused because of it: the next opening writes it.
        log.warning("seen not written: %s", type(error.orig).__name__)
