"""Work that comes back, and what is said of it."""

from __future__ import annotations

from ecole.models.attachment import Attachment
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.permissions.instructions import may_edit_instruction
from ecole.models.permissions.school import is_family
from ecole.models.signed_in import SignedIn


def may_answer(who: SignedIn, instruction: Instruction) -> bool:
    """Any family of the school gets this far: one that comes too late is told, and keeps its text
    (ecole/classroom/hand_ins)."""
    return is_family(who, instruction.school_id)


def may_own_hand_in(who: SignedIn, hand_in: HandIn) -> bool:
    """The adult who sent it, for a child who is still theirs; and the child, for what it sent."""
    is_theirs = any(child.id == hand_in.pupil_id for child in who.children)
    if who.pupil is not None:
        return is_theirs and hand_in.is_by_pupil
    return is_theirs and hand_in.author_id == who.account_id and not hand_in.is_on_paper


def may_mark_hand_in(who: SignedIn, hand_in: HandIn) -> bool:
    """Comment it, turn its photos, give it back; not what its sender took back."""
    return hand_in.deleted_at is None and may_edit_instruction(who, hand_in.instruction)


def may_read_hand_in(who: SignedIn, hand_in: HandIn) -> bool:
    """Its teachers and its sender; a sheet given in class, by all of its pupil's family."""
    if may_mark_hand_in(who, hand_in):
        return True
    if may_own_hand_in(who, hand_in):
        return not hand_in.is_past_restoring
    is_theirs = any(child.id == hand_in.pupil_id for child in who.children)
    is_shared = hand_in.is_on_paper or _comes_back_to_child(who, hand_in)
    return is_theirs and is_shared and hand_in.deleted_at is None


def _comes_back_to_child(who: SignedIn, hand_in: HandIn) -> bool:
    """Its adult sent a photo of the notebook: given back, it is for the child too, on the screen
    that sent it and on no other."""
    is_here = who.pupil is not None and hand_in.author_id == who.account_id
    return is_here and hand_in.given_back_at is not None


def may_read_comment(who: SignedIn, comment: HandInComment) -> bool:
    """Its family once the work is given back."""
    if may_mark_hand_in(who, comment.hand_in):
        return True
    is_out = comment.deleted_at is None and comment.hand_in.given_back_at is not None
    return is_out and may_read_hand_in(who, comment.hand_in)


def may_remove_comment(who: SignedIn, comment: HandInComment) -> bool:
    """Whoever teaches the class, and put it back."""
    return may_mark_hand_in(who, comment.hand_in)


def may_turn_photo(who: SignedIn, photo: Attachment) -> bool:
    """A photo of work that came back, by those who look at it."""
    return photo.hand_in is not None and may_mark_hand_in(who, photo.hand_in)
