"""« Fait »: ticked and unticked by a family, for one child."""

from __future__ import annotations

from sqlalchemy import select

from ecole.models.completion import Completion
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.storage.database import db, writing


def tick(instruction: Instruction, pupil_id: int, *, done: bool) -> None:
    """Note that a child has done an instruction, or not; twice is once."""
    instruction_id = instruction.id
    with writing() as rows:
        row = _completion(instruction_id, pupil_id)
        if (row is not None) == done:
            return
        if row is not None:
            rows.delete(row)
        else:
            rows.add(Completion(instruction_id=instruction_id, pupil_id=pupil_id))
        pupil = rows.get(Pupil, pupil_id)
        assert pupil is not None
        pupil.version = Pupil.version + 1


def _completion(instruction_id: int, pupil_id: int) -> Completion | None:
    return db.session.scalar(
        select(Completion).where(Completion.instruction_id == instruction_id,
                                 Completion.pupil_id == pupil_id)
    )
