"""« Classe en direct »: an appointment on the video service of the academy, never hosted here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.audience import ForSome, for_some
from ecole.models.classroom import Classroom
from ecole.models.searchable import Searchable
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

# The door is shown a little before the hour: nobody is late because of a clock.
EARLY = timedelta(minutes=15)


class LiveClass(SchoolOwned, ForSome, Searchable, Trashable, Model):
    """A dated appointment; its address is shown from a quarter of an hour before until its end."""

    SEARCHED = ("title", "note")
    __owned_args__ = (owned_by("classroom_id", "classroom"), *for_some())

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(1000))
    starts_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    classroom: Mapped[Classroom] = relationship(viewonly=True)
    author: Mapped[Account] = relationship()

    @property
    def is_visible(self) -> bool:
        """Whether those it is for may know of it."""
        return (self.deleted_at is None and self.published_at is not None
                and self.published_at <= utc_now())

    @property
    def is_on(self) -> bool:
        """Whether its door is shown now."""
        return self.starts_at - EARLY <= utc_now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return self.ends_at <= utc_now()
