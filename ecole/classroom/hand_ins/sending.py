"""« Rendu »: a try of one child for an instruction. It belongs to who sent it, the adult or the
child in its space, and to the teachers: the other parent never sees an adult's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from ecole.classroom.attaching import attach
from ecole.media.reception import Received
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SignedIn
from ecole.models.trash import oldest_kept
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import gettext

TRIES_MAX = 20  # of one adult, or of the child, for one child and one instruction


class NotTaken(ValueError):
    """The work did not leave; the message says why, and all of it is still in its form."""


def hand_in(
    who: SignedIn, instruction: Instruction, pupil_id: int, text: str,
    files: Iterable[Received] = (), *, by_pupil: bool = False,
) -> int:
    """Send one try to the teachers, if they still wait for it; returns its id."""
    instruction_id = instruction.id
    with writing() as rows:
        fresh, pupil = rows.get(Instruction, instruction_id), rows.get(Pupil, pupil_id)
        assert pupil is not None
        reason = _reason_not_to_take(who, fresh, pupil, by_pupil=by_pupil)
        if reason:
            raise NotTaken(gettext("%(reason)s La réponse n’est pas partie. Elle est gardée "
                                   "ci-dessous.", reason=reason))
        row = HandIn(instruction_id=instruction_id, pupil_id=pupil_id, author_id=who.account_id,
                     text=text, is_by_pupil=by_pupil)
        rows.add(row)
        rows.flush()
        attach(rows, row, files, who.account_id)
        return row.id


def _reason_not_to_take(
    who: SignedIn, instruction: Instruction | None, pupil: Pupil, *, by_pupil: bool
) -> str:
    if instruction is None or not instruction.is_visible:
        return gettext("Cette consigne n’est plus là.")
    if pupil.classroom_id != instruction.classroom_id:
        return gettext("%(name)s n’est plus dans cette classe.", name=pupil.first_name)
    if not instruction.is_for_pupil(pupil.id, pupil.level or ""):
        return gettext("Cette consigne n’est plus pour %(name)s.", name=pupil.first_name)
    if not instruction.returns:
        return gettext("L’école n’attend plus de réponse ici.")
    if _count(who, instruction.id, pupil.id, by_pupil=by_pupil) >= TRIES_MAX:
        return gettext("Il y a déjà %(count)s réponses, avec celles que vous avez enlevées.",
                       count=TRIES_MAX)
    return ""


def _count(who: SignedIn, instruction_id: int, pupil_id: int, *, by_pupil: bool) -> int:
    mine = HandIn.is_by_pupil if by_pupil else _of_adult(who)
    return db.session.scalar(
        select(func.count(HandIn.id)).where(
            HandIn.instruction_id == instruction_id, HandIn.pupil_id == pupil_id, mine)
    ) or 0


def _of_adult(who: SignedIn) -> ColumnElement[bool]:
    return and_(HandIn.author_id == who.account_id, HandIn.is_by_pupil.is_(False),
                HandIn.is_on_paper.is_(False))


def readable_by(who: SignedIn) -> ColumnElement[bool]:
    """What this adult or, in its space, this child may read, for children who are theirs: the
    same as `may_read_hand_in` says of one row."""
    on_paper = and_(HandIn.is_on_paper, HandIn.deleted_at.is_(None))
    sent_here = HandIn.author_id == who.account_id
    if who.pupil is not None:
        given_back = and_(sent_here, HandIn.given_back_at.is_not(None),
                          HandIn.deleted_at.is_(None))
        return or_(HandIn.is_by_pupil, given_back, on_paper)
    return or_(and_(sent_here, HandIn.is_on_paper.is_(False)), on_paper)


def remove_hand_in(row: HandIn) -> None:
    """Take one's work back: the teachers do not see it any more; it can be undone 30 days."""
    with writing():
        if row.deleted_at is None:
            row.deleted_at = utc_now()


def restore_hand_in(row: HandIn) -> None:
    with writing():
        if not row.is_past_restoring:
            row.deleted_at = None


def sent_by(who: SignedIn, instruction: Instruction, pupil_id: int) -> Sequence[HandIn]:
    """What this person may see of what came back for this child, the last first, with what was
    taken back."""
    return db.session.scalars(
        select(HandIn)
        .where(
            HandIn.instruction_id == instruction.id, HandIn.pupil_id == pupil_id, readable_by(who),
            HandIn.deleted_at.is_(None) | (HandIn.deleted_at > oldest_kept()),
        )
        .options(*WITH_ALL)
        .order_by(HandIn.sent_at.desc(), HandIn.id)
    ).all()


WITH_ALL = (
    selectinload(HandIn.attachments),
    selectinload(HandIn.comments).selectinload(HandInComment.attachments),
    selectinload(HandIn.comments).selectinload(HandInComment.author),
)
