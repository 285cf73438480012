"""« Rendu »: a few words that come back for an instruction. They belong to the adult who sent them
and to the teachers: the other parent never sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SignedIn
from ecole.models.trash import oldest_kept
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import gettext

ANSWERS_MAX = 20  # of one adult, for one child and one instruction


class NotTaken(ValueError):
    """The answer did not leave; the message says why, and the text is still in its form."""


def hand_in(who: SignedIn, instruction: Instruction, pupil_id: int, text: str) -> None:
    """Send a few words to the teachers, if they still wait for them."""
    instruction_id = instruction.id
    with writing() as rows:
        fresh, pupil = rows.get(Instruction, instruction_id), rows.get(Pupil, pupil_id)
        assert pupil is not None
        reason = _reason_not_to_take(who, fresh, pupil)
        if reason:
            raise NotTaken(
                gettext("%(reason)s La réponse n’est pas partie. Le texte est gardé ci-dessous.",
                        reason=reason))
        rows.add(HandIn(instruction_id=instruction_id, pupil_id=pupil_id,
                        author_id=who.account_id, text=text))


def _reason_not_to_take(who: SignedIn, instruction: Instruction | None, pupil: Pupil) -> str:
    if instruction is None or not instruction.is_visible:
        return gettext("Cette consigne n’est plus là.")
    if pupil.classroom_id != instruction.classroom_id:
        return gettext("%(name)s n’est plus dans cette classe.", name=pupil.first_name)
    if not instruction.returns:
        return gettext("L’école n’attend plus de réponse ici.")
    if _count(who, instruction.id, pupil.id) >= ANSWERS_MAX:
        return gettext("Il y a déjà %(count)s réponses, avec celles que vous avez enlevées.",
                       count=ANSWERS_MAX)
    return ""


def _count(who: SignedIn, instruction_id: int, pupil_id: int) -> int:
    return db.session.scalar(
        select(func.count(HandIn.id)).where(
            HandIn.instruction_id == instruction_id, HandIn.pupil_id == pupil_id,
            HandIn.author_id == who.account_id,
        )
    ) or 0


def remove_hand_in(row: HandIn) -> None:
    """Take one's words back: the teachers do not see them any more; it can be undone 30 days."""
    with writing():
        if row.deleted_at is None:
            row.deleted_at = utc_now()


def restore_hand_in(row: HandIn) -> None:
    with writing():
        if not row.is_past_restoring:
            row.deleted_at = None


def sent_by(who: SignedIn, instruction: Instruction, pupil_id: int) -> Sequence[HandIn]:
    """What this adult sent for this child, the last first, with what was taken back."""
    return db.session.scalars(
        select(HandIn)
        .where(
            HandIn.instruction_id == instruction.id, HandIn.pupil_id == pupil_id,
            HandIn.author_id == who.account_id,
            HandIn.deleted_at.is_(None) | (HandIn.deleted_at > oldest_kept()),
        )
        .order_by(HandIn.sent_at.desc(), HandIn.id)
    ).all()


def received(instruction: Instruction) -> Sequence[tuple[HandIn, Pupil]]:
    """What came back for an instruction, for its teachers; children who left included."""
    rows = db.session.execute(
        select(HandIn, Pupil)
        .join(Pupil, Pupil.id == HandIn.pupil_id)
        .where(HandIn.instruction_id == instruction.id, HandIn.deleted_at.is_(None))
        .order_by(HandIn.sent_at, HandIn.id)
    )
    return [(row, pupil) for row, pupil in rows]


def received_counts(shown: Sequence[Instruction]) -> Counter[int]:
    """How many answers came back for each instruction, by its id."""
    rows = db.session.execute(
        select(HandIn.instruction_id, func.count(HandIn.id))
        .where(HandIn.instruction_id.in_([row.id for row in shown]), HandIn.deleted_at.is_(None))
        .group_by(HandIn.instruction_id)
    )
    return Counter({instruction: count for instruction, count in rows})  # noqa: C416
