"""What a teacher does with work that came back: say something, turn a photo, give it back, note
that the sheet was handed in on paper."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from ecole.classroom.attaching import attach
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.attachment import Attachment
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing

COMMENTS_MAX = 20  # of one try, with those that were removed
QUARTER = {"gauche": -90, "droite": 90}


class TooManyComments(ValueError):
    """Nothing more can be said of this try."""


def comment(
    who: SignedIn, hand_in: HandIn, text: str, files: Iterable[Received], *, give: bool
) -> None:
    """Say something of it, unless there is nothing to say; and give it back, if asked."""
    hand_in_id, files = hand_in.id, list(files)
    with writing() as rows:
        row = rows.get_one(HandIn, hand_in_id)
        if text or files:
            if len(row.comments) >= COMMENTS_MAX:
                raise TooManyComments
            said = HandInComment(hand_in_id=row.id, author_id=who.account_id, text=text)
            rows.add(said)
            rows.flush()
            attach(rows, said, files, who.account_id)
            row.seen_back_at = None  # given back before: there is something new in it
        if give:
            _give_back(row)
        touch(row.instruction.classroom_id)


def _give_back(row: HandIn) -> None:
    """With what the same person sent before it: one try is looked at, and the others with it."""
    earlier = db.session.scalars(
        select(HandIn).where(
            HandIn.instruction_id == row.instruction_id, HandIn.pupil_id == row.pupil_id,
            HandIn.author_id == row.author_id, HandIn.is_by_pupil.is_(row.is_by_pupil),
            HandIn.given_back_at.is_(None), HandIn.sent_at <= row.sent_at))
    for one in {row, *earlier}:
        if one.given_back_at is None:
            one.given_back_at = utc_now()
            one.seen_back_at = None


def take_back(hand_in: HandIn) -> None:
    """Given back too early: the family does not see what is said of it any more."""
    with writing():
        hand_in.given_back_at = hand_in.seen_back_at = None
        touch(hand_in.instruction.classroom_id)


def remove_comment(said: HandInComment, *, removed: bool) -> None:
    """Out of sight at once, or put back."""
    with writing():
        if removed and said.deleted_at is None:
            said.deleted_at = utc_now()
        elif not removed and not said.is_past_restoring:
            said.deleted_at = None
        touch(said.hand_in.instruction.classroom_id)


def turn_photo(photo: Attachment, way: str) -> None:
    """A quarter of a turn, for everybody who sees it."""
    with writing():
        photo.rotation = (photo.rotation + QUARTER.get(way, 0)) % 360
        assert photo.hand_in is not None
        touch(photo.hand_in.instruction.classroom_id)


def note_paper(who: SignedIn, instruction: Instruction, pupil: Pupil) -> None:
    """The sheet was handed in; noted twice, it is there once."""
    instruction_id, pupil_id = instruction.id, pupil.id
    with writing() as rows:
        if not _on_paper(instruction_id, pupil_id):
            rows.add(HandIn(instruction_id=instruction_id, pupil_id=pupil_id, text="",
                            author_id=who.account_id, is_on_paper=True))
            touch(instruction.classroom_id)


def forget_paper(instruction: Instruction, pupil: Pupil) -> None:
    """It was noted by mistake."""
    instruction_id, pupil_id = instruction.id, pupil.id
    with writing():
        for row in _on_paper(instruction_id, pupil_id):
            row.deleted_at = utc_now()
        touch(instruction.classroom_id)


def _on_paper(instruction_id: int, pupil_id: int) -> list[HandIn]:
    return list(db.session.scalars(
        select(HandIn).where(HandIn.instruction_id == instruction_id, HandIn.pupil_id == pupil_id,
                             HandIn.is_on_paper, HandIn.deleted_at.is_(None))))
