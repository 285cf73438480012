"""A web address given with an instruction; our pages never load anything from it."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.instruction import Instruction
from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

ADDRESS_MAX = 1000
WHY_MAX = 200


class InstructionLink(SchoolOwned, Model):
    """A title, an http(s) address, and why one should go there."""

    __owned_args__ = (owned_by("instruction_id", "instruction"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id, index=True)
    title: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(ADDRESS_MAX))
    why: Mapped[str] = mapped_column(String(WHY_MAX), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0)

    instruction: Mapped[Instruction] = relationship(back_populates="links", overlaps="school_id")
