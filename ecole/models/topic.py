"""A topic of a class's forum (« sujet »)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.models.searchable import Searchable
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.message import Message

TOPIC_TITLE_MAX = 120


class Topic(SchoolOwned, Searchable, Trashable, Model):
    """A titled thread; its first message says what it is about. Not seen before `published_at`."""

    SEARCHED = ("title",)
    __owned_args__ = (owned_by("classroom_id", "classroom"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(TOPIC_TITLE_MAX))
    is_pinned: Mapped[bool] = mapped_column(default=False)
    pupils_may_write: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    last_message_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    classroom: Mapped[Classroom] = relationship(viewonly=True)
    author: Mapped[Account] = relationship()
    messages: Mapped[list[Message]] = relationship(
        overlaps="school_id", order_by="Message.created_at, Message.id",
        cascade="all, delete-orphan", passive_deletes=True, back_populates="topic",
    )

    @property
    def is_visible(self) -> bool:
        """Whether the families of the class may read it."""
        return (self.deleted_at is None and self.published_at is not None
                and self.published_at <= utc_now())
