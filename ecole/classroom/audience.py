"""How far an instruction went: which of the class's adults have seen it, which children did it.

Only those whom it is for, and who are in the class now, are counted: a figure never passes its
total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from ecole.models.classroom import Classroom
from ecole.models.completion import Completion
from ecole.models.guardianship import Guardianship
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroupMember
from ecole.models.receipt import Receipt
from ecole.storage.database import db


def seen_counts(classroom: Classroom, shown: Sequence[Instruction]) -> Counter[int]:
    """How many adults have seen each instruction, by its id."""
    rows = db.session.execute(
        select(Receipt.instruction_id, func.count(func.distinct(Receipt.guardian_id)))
        .join(Guardianship, Guardianship.guardian_id == Receipt.guardian_id)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .join(Instruction, Instruction.id == Receipt.instruction_id)
        .outerjoin(PupilGroupMember, is_its_member())
        .where(
            is_for(),
            Receipt.instruction_id.in_([row.id for row in shown]),
            is_open_link(),
            is_present_in(classroom.id),
        )
        .group_by(Receipt.instruction_id)
    )
    return Counter({instruction: count for instruction, count in rows})  # noqa: C416


def done_counts(classroom: Classroom, shown: Sequence[Instruction]) -> Counter[int]:
    """How many children have done each instruction, by its id."""
    rows = db.session.execute(
        select(Completion.instruction_id, func.count(Completion.pupil_id))
        .join(Pupil, Pupil.id == Completion.pupil_id)
        .join(Instruction, Instruction.id == Completion.instruction_id)
        .outerjoin(PupilGroupMember, is_its_member())
        .where(
            is_for(),
            Completion.instruction_id.in_([row.id for row in shown]),
            is_present_in(classroom.id),
        )
        .group_by(Completion.instruction_id)
    )
    return Counter({instruction: count for instruction, count in rows})  # noqa: C416


def is_its_member() -> ColumnElement[bool]:
    """The outer join that `is_for` needs: the pupil's place in the group of the instruction."""
    return ((PupilGroupMember.group_id == Instruction.group_id)
            & (PupilGroupMember.pupil_id == Pupil.id))


def is_for() -> ColumnElement[bool]:
    """The pupils whom an instruction is for, both in the statement (`ForSome.is_for_pupil`)."""
    return (
        ((Instruction.level == "") | (Instruction.level == Pupil.level))
        & (Instruction.pupil_id.is_(None) | (Instruction.pupil_id == Pupil.id))
        & (Instruction.group_id.is_(None) | PupilGroupMember.id.is_not(None))
    )


def is_open_link() -> ColumnElement[bool]:
    """Neither removed by the head nor suspended."""
    return Guardianship.ended_at.is_(None) & Guardianship.suspended_at.is_(None)


def is_present_in(classroom_id: int) -> ColumnElement[bool]:
    return (Pupil.classroom_id == classroom_id) & Pupil.left_on.is_(None)
