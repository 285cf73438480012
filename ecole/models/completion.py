"""« Fait »: a pupil's family ticked an instruction as done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Completion(SchoolOwned, Model):
    """One pupil has done one instruction."""

    __owned_args__ = (
        owned_by("instruction_id", "instruction"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("instruction_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)
    done_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    instruction: Mapped[Instruction] = relationship(overlaps="school_id")
    pupil: Mapped[Pupil] = relationship(overlaps="school_id,instruction")
