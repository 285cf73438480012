"""How the forum of one class works; without a row, as the defaults say."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class ForumSettings(SchoolOwned, Model):
    """Minutes of the day count from midnight in Paris; without them the forum never closes."""

    __owned_args__ = (owned_by("classroom_id", "classroom"), UniqueConstraint("classroom_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id)
    families_may_open: Mapped[bool] = mapped_column(default=False)
    approves_families: Mapped[bool] = mapped_column(default=False)
    approves_pupils: Mapped[bool] = mapped_column(default=True)
    slow_minutes: Mapped[int] = mapped_column(default=0)  # between two messages of one writer
    opens_minute: Mapped[int | None]
    closes_minute: Mapped[int | None]
