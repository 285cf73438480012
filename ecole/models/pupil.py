"""A pupil of the school."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.classroom import Classroom
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Pupil(SchoolOwned, Model):
    """A pupil; birth date and INE are kept to recognise the same child in the next roster."""

    __owned_args__ = (owned_by("classroom_id", "classroom"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    last_name: Mapped[str] = mapped_column(String(100))
    usage_name: Mapped[str] = mapped_column(String(100), default="")
    first_name: Mapped[str] = mapped_column(String(100))
    birth_on: Mapped[date | None]
    ine: Mapped[str | None] = mapped_column(String(11))
    level: Mapped[str | None] = mapped_column(String(20))
    classroom_id: Mapped[int | None] = mapped_column(Id, index=True)
    # Whether the family allows photos of the child to be shown; None until somebody says.
    photo_allowed: Mapped[bool | None]
    left_on: Mapped[date | None]
    # Moves with every tick, so that both parents' pages follow.
    version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    classroom: Mapped[Classroom | None] = relationship(overlaps="school_id")

    @property
    def full_name(self) -> str:
        """« BERNARD Lina », for staff only."""
        return f"{self.usage_name or self.last_name} {self.first_name}"
