"""What a teacher says of work that came back: words, a voice, a picture drawn over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.files import files_by
from ecole.models.hand_in import HandIn
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment

COMMENT_MAX = 2000


class HandInComment(SchoolOwned, Trashable, Model):
    """One comment of a teacher; the family and the child see it once the work is given back."""

    __owned_args__ = (owned_by("hand_in_id", "hand_in", ondelete="CASCADE"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    hand_in_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    hand_in: Mapped[HandIn] = relationship(back_populates="comments", overlaps="school_id")
    author: Mapped[Account] = relationship()
    attachments: Mapped[list[Attachment]] = files_by("comment_id")
