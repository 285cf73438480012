"""Work that comes back (« rendu »): a few words that a family sends for an instruction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

TEXT_MAX = 2000


class HandIn(SchoolOwned, Model):
    """One thing sent for one pupil; it belongs to the adult who sent it and to the teachers."""

    __owned_args__ = (owned_by("instruction_id", "instruction"), owned_by("pupil_id", "pupil"))

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id, index=True)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)

    instruction: Mapped[Instruction] = relationship(overlaps="school_id")
    pupil: Mapped[Pupil] = relationship(overlaps="school_id,instruction")
    author: Mapped[Account] = relationship()
