"""Instructions, what is given with them, and their ticks."""

from __future__ import annotations

from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.dictation import Dictation
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.permissions.school import is_staff, teaches
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now


def may_edit_instruction(who: SignedIn, instruction: Instruction) -> bool:
    return teaches(who, instruction.classroom_id, instruction.school_id)


def may_copy_instruction(who: SignedIn, instruction: Instruction) -> bool:
    """Give it again: what one wrote is in one's library, even of a class one had in other years."""
    return (may_edit_instruction(who, instruction)
            or (is_staff(who, instruction.school_id)
                and instruction.author_id == who.account_id))


def may_read_instruction(who: SignedIn, instruction: Instruction) -> bool:
    """The families it is for, from its moment on and while it is not deleted."""
    return may_tick(who, instruction) or may_edit_instruction(who, instruction)


def may_tick(who: SignedIn, instruction: Instruction) -> bool:
    """Only a family ticks, for a child of its own that the instruction is for."""
    return instruction.is_visible and any(map(instruction.is_for, who.children))


def may_read_correction(who: SignedIn, correction: Correction) -> bool:
    """Families see nothing of it before its moment."""
    if may_edit_instruction(who, correction.instruction):
        return True
    return correction.is_open and may_read_instruction(who, correction.instruction)


def may_read_dictation(who: SignedIn, dictation: Dictation) -> bool:
    return may_read_instruction(who, dictation.instruction)


def may_read_day_word(who: SignedIn, word: DayWord) -> bool:
    is_out = word.published_at is not None and word.published_at <= utc_now()
    return (is_out and who.has_child_in(word.classroom_id)) or may_edit_day_word(who, word)


def may_edit_day_word(who: SignedIn, word: DayWord) -> bool:
    return teaches(who, word.classroom_id, word.school_id)


def may_read_live_class(who: SignedIn, live: LiveClass) -> bool:
    if live.is_visible and any(map(live.is_for, who.children)):
        return True
    return may_edit_live_class(who, live)


def may_edit_live_class(who: SignedIn, live: LiveClass) -> bool:
    return teaches(who, live.classroom_id, live.school_id)
