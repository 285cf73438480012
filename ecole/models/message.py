"""A message of a topic; who wrote it is always known to the staff."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.files import files_by
from ecole.models.pupil import Pupil
from ecole.models.searchable import Searchable
from ecole.models.topic import Topic
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment

MESSAGE_MAX = 5000
REASON_MAX = 300


class Message(SchoolOwned, Searchable, Trashable, Model):
    """Written by an adult, or by a pupil on a family's device (`pupil_id`, under the account of the
    adult who gave the screen). Until `published_at`, only its writer and the staff see it."""

    SEARCHED = ("text",)
    __owned_args__ = (
        owned_by("topic_id", "topic", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    topic_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    pupil_id: Mapped[int | None] = mapped_column(Id)
    # The message answered; no foreign key of the school: it goes with its topic.
    reply_to_id: Mapped[int | None] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("account.id"))

    topic: Mapped[Topic] = relationship(back_populates="messages", overlaps="school_id")
    pupil: Mapped[Pupil | None] = relationship(viewonly=True)
    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    reports: Mapped[list[MessageReport]] = relationship(
        overlaps="school_id", cascade="all, delete-orphan", passive_deletes=True)
    attachments: Mapped[list[Attachment]] = files_by("message_id")

    @property
    def is_visible(self) -> bool:
        """Whether everyone of the class may read it, its topic being visible."""
        return (self.deleted_at is None and self.hidden_at is None
                and self.published_at is not None and self.published_at <= utc_now())


class MessageReport(SchoolOwned, Model):
    """Somebody asks the teacher to look at a message (« signaler »)."""

    __owned_args__: tuple[ForeignKeyConstraint | UniqueConstraint, ...] = (
        owned_by("message_id", "message", ondelete="CASCADE"),
        UniqueConstraint("message_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    message_id: Mapped[int] = mapped_column(Id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(String(REASON_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account] = relationship()
