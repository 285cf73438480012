"""An instruction: what a teacher asks a class to do, for a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.audience import ForSome, for_some
from ecole.models.classroom import Classroom
from ecole.models.files import files_by
from ecole.models.searchable import Searchable
from ecole.models.trash import DAYS_IN_TRASH, Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment
    from ecole.models.correction import Correction
    from ecole.models.dictation import Dictation
    from ecole.models.instruction_link import InstructionLink

TITLE_MAX = 120
BODY_MAX = 20_000
RETURNS_MAX = 120
SUBJECT_MAX = 40
DURATION_MAX = 600  # minutes
__all__ = ["DAYS_IN_TRASH", "Instruction"]


class Instruction(SchoolOwned, ForSome, Searchable, Trashable, Model):
    """A dated instruction; `body_html` is the safe rendering of `body`, made when it is written.
    `published_at` may be to come: nobody but the staff sees it before."""

    SEARCHED = ("title", "subject", "body_html")
    __owned_args__ = (owned_by("classroom_id", "classroom"), *for_some())

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    subject: Mapped[str] = mapped_column(String(SUBJECT_MAX), default="")
    day_on: Mapped[date] = mapped_column(index=True)
    duration_minutes: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0, server_default="0")  # in its day
    returns: Mapped[str] = mapped_column(String(RETURNS_MAX), default="")
    due_on: Mapped[date | None]  # the day by which it comes back
    is_optional: Mapped[bool] = mapped_column(default=False, server_default=false())
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    # Moves at each edit: two people editing at once are told, not overwritten.
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    classroom: Mapped[Classroom] = relationship(overlaps="school_id")
    author: Mapped[Account] = relationship()
    links: Mapped[list[InstructionLink]] = relationship(
        overlaps="school_id", order_by="InstructionLink.position",
        cascade="all, delete-orphan", back_populates="instruction",
    )
    attachments: Mapped[list[Attachment]] = files_by("instruction_id")
    correction: Mapped[Correction | None] = relationship(
        back_populates="instruction", overlaps="school_id", cascade="all, delete-orphan",
        passive_deletes=True,
    )
    dictation: Mapped[Dictation | None] = relationship(
        back_populates="instruction", overlaps="school_id", cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def is_visible(self) -> bool:
        """Whether those it is for may read it, now."""
        return (self.deleted_at is None and self.published_at is not None
                and self.published_at <= utc_now())
