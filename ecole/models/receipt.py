"""Who has seen an instruction: one adult, not a couple."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.guardian import Guardian
from ecole.models.instruction import Instruction
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Receipt(SchoolOwned, Model):
    """The first time a guardian opened an instruction. Seen by the teacher, never by the other
    parent."""

    __owned_args__ = (
        owned_by("instruction_id", "instruction"),
        owned_by("guardian_id", "guardian"),
        UniqueConstraint("instruction_id", "guardian_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id)
    guardian_id: Mapped[int] = mapped_column(Id, index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    instruction: Mapped[Instruction] = relationship(overlaps="school_id")
    guardian: Mapped[Guardian] = relationship(overlaps="school_id,instruction")
