"""The correction of an instruction (« corrigé »): it opens by itself, at its own moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.files import files_by
from ecole.models.instruction import Instruction
from ecole.models.searchable import Searchable
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment


class Correction(SchoolOwned, Searchable, Trashable, Model):
    """Families and pupils see nothing of it, nor of its files, before `opens_at`."""

    SEARCHED = ("body_html",)
    __owned_args__ = (
        owned_by("instruction_id", "instruction", ondelete="CASCADE"),
        UniqueConstraint("instruction_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id)
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    # Who may read it is asked of its instruction: read together.
    instruction: Mapped[Instruction] = relationship(
        back_populates="correction", overlaps="school_id", lazy="selectin")
    attachments: Mapped[list[Attachment]] = files_by("correction_id")

    @property
    def is_open(self) -> bool:
        """Whether those who may read the instruction may read it, now."""
        return self.deleted_at is None and self.opens_at <= utc_now()

    @property
    def title(self) -> str:
        """What the trash of the class calls it."""
        return self.instruction.title

    @property
    def classroom_id(self) -> int:
        return self.instruction.classroom_id
