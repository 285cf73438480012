"""Work that comes back (« rendu »): words, photos, a voice, a drawing, or paper in a schoolbag."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.files import files_by
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment
    from ecole.models.hand_in_comment import HandInComment

TEXT_MAX = 2000


class HandIn(SchoolOwned, Trashable, Model):
    """One try of one pupil. It belongs to the adult who sent it and to the teachers; sent from the
    pupil's space (`is_by_pupil`), to the child wherever it has the screen. `is_on_paper`: noted by
    a teacher (its author) who has the sheet in hand."""

    __owned_args__ = (owned_by("instruction_id", "instruction"), owned_by("pupil_id", "pupil"))

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int] = mapped_column(Id, index=True)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    is_by_pupil: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_on_paper: Mapped[bool] = mapped_column(default=False, server_default=false())
    sent_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    given_back_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_back_at: Mapped[datetime | None] = mapped_column(Moment)  # by the child or its adult

    instruction: Mapped[Instruction] = relationship(overlaps="school_id")
    pupil: Mapped[Pupil] = relationship(overlaps="school_id,instruction")
    author: Mapped[Account] = relationship()
    comments: Mapped[list[HandInComment]] = relationship(
        overlaps="school_id", order_by="HandInComment.created_at, HandInComment.id",
        cascade="all, delete-orphan", passive_deletes=True, back_populates="hand_in",
    )
    attachments: Mapped[list[Attachment]] = files_by("hand_in_id")
