"""A dictation (« dictée »): phrases recorded one by one; its text opens with the correction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.files import files_by
from ecole.models.instruction import Instruction
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment


class Dictation(SchoolOwned, Model):
    """The voice of a dictation is its attachments, a phrase each, in their order."""

    __owned_args__ = (
        owned_by("instruction_id", "instruction", ondelete="CASCADE"),
        UniqueConstraint("instruction_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    instruction: Mapped[Instruction] = relationship(
        back_populates="dictation", overlaps="school_id")
    attachments: Mapped[list[Attachment]] = files_by("dictation_id")
