"""The word on top of a day (« le bonjour du jour »)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.files import files_by
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment


class DayWord(SchoolOwned, Model):
    """A few words, or a voice, of the teacher for all the class; seen as soon as it is published.
    """

    __owned_args__ = (
        owned_by("classroom_id", "classroom"),
        UniqueConstraint("classroom_id", "day_on"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    day_on: Mapped[date] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    author: Mapped[Account] = relationship()
    attachments: Mapped[list[Attachment]] = files_by("day_word_id")
