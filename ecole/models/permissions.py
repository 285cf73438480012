"""Who may do what to which row: pure functions of the person asking and the row."""

from __future__ import annotations

from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.roster_import import RosterImport
from ecole.models.signed_in import SignedIn
from ecole.storage.job import Job


def _is_head(who: SignedIn, school_id: int) -> bool:
    return who.role_in(school_id) == Role.HEAD


def may_run_school(who: SignedIn, row: Guardian | Pupil | Classroom | RosterImport | Job) -> bool:
    """Rosters, cards, teachers of a class: the head's."""
    return _is_head(who, row.school_id)


def may_teach(who: SignedIn, classroom: Classroom) -> bool:
    """Its teachers, and the head, who stands in for them."""
    return classroom.id in who.taught or _is_head(who, classroom.school_id)


def may_edit_instruction(who: SignedIn, instruction: Instruction) -> bool:
    return instruction.classroom_id in who.taught or _is_head(who, instruction.school_id)


def may_read_instruction(who: SignedIn, instruction: Instruction) -> bool:
    """Families of the class once it is published and while it is not deleted."""
    if instruction.is_visible and who.has_child_in(instruction.classroom_id):
        return True
    return may_edit_instruction(who, instruction)


def may_read_attachment(who: SignedIn, attachment: Attachment) -> bool:
    return may_read_instruction(who, attachment.instruction)


def may_tick(who: SignedIn, instruction: Instruction) -> bool:
    """Only a family ticks, for its own child of the class."""
    return instruction.is_visible and who.has_child_in(instruction.classroom_id)


def may_answer(who: SignedIn, instruction: Instruction) -> bool:
    """Any family of the school gets this far: one that comes too late is told, and keeps its text
    (ecole/classroom/hand_ins.py)."""
    return any(child.school_id == instruction.school_id for child in who.children)


def may_own_hand_in(who: SignedIn, hand_in: HandIn) -> bool:
    """The adult who sent it, for a child who is still theirs."""
    is_theirs = any(child.id == hand_in.pupil_id for child in who.children)
    return is_theirs and hand_in.author_id == who.account_id
