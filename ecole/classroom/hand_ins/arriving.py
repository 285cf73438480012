"""What came back, for those who teach: counted, listed, and what still waits to be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import selectinload

from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.storage.columns import utc_now
from ecole.storage.database import db

# A class that never gives work back is not told of it for ever.
WAITING_KEPT = timedelta(days=30)


def to_look_at() -> ColumnElement[bool]:
    """Sent, still there, and not given back: what a teacher has to open."""
    return and_(HandIn.deleted_at.is_(None), HandIn.given_back_at.is_(None),
                HandIn.is_on_paper.is_(False))


def received_counts(shown: Sequence[Instruction]) -> Counter[int]:
    """For how many pupils something came back for each instruction, by its id."""
    return _counts(shown, HandIn.deleted_at.is_(None))


def unseen_counts(shown: Sequence[Instruction]) -> Counter[int]:
    """Of how many pupils something waits to be looked at, by the id of the instruction."""
    return _counts(shown, to_look_at())


def _counts(shown: Sequence[Instruction], which: ColumnElement[bool]) -> Counter[int]:
    rows = db.session.execute(
        select(HandIn.instruction_id, func.count(func.distinct(HandIn.pupil_id)))
        .where(HandIn.instruction_id.in_([row.id for row in shown]), which)
        .group_by(HandIn.instruction_id)
    )
    return Counter({instruction: count for instruction, count in rows})  # noqa: C416


def received(instruction: Instruction) -> Sequence[HandIn]:
    """Every try for an instruction, the first sent first; children who left included."""
    return db.session.scalars(
        select(HandIn)
        .where(HandIn.instruction_id == instruction.id, HandIn.deleted_at.is_(None))
        .options(selectinload(HandIn.attachments), selectinload(HandIn.pupil))
        .order_by(HandIn.sent_at, HandIn.id)
    ).all()


def waiting_by_class(ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """(instruction, pupils whose work waits) of each class, the oldest day first."""
    rows = db.session.execute(
        select(Instruction.classroom_id, Instruction.id, func.count(func.distinct(HandIn.pupil_id)))
        .join(HandIn, HandIn.instruction_id == Instruction.id)
        .join(Pupil, Pupil.id == HandIn.pupil_id)
        .where(Instruction.classroom_id.in_(ids), Instruction.deleted_at.is_(None), to_look_at(),
               HandIn.sent_at > utc_now() - WAITING_KEPT)
        .group_by(Instruction.classroom_id, Instruction.id, Instruction.day_on)
        .order_by(Instruction.day_on, Instruction.id)
    )
    found: dict[int, list[tuple[int, int]]] = {each: [] for each in ids}
    for classroom_id, instruction_id, number in rows:
        found[classroom_id].append((instruction_id, number))
    return found
