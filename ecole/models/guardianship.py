"""The link between a guardian and a pupil."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.guardian import Guardian
from ecole.models.pupil import Pupil
from ecole.storage.columns import Id, Moment, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Guardianship(SchoolOwned, Model):
    """A guardian of a pupil. `ended_at`: removed by the head; `suspended_at`: a court order."""

    __owned_args__ = (
        owned_by("guardian_id", "guardian"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("guardian_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    guardian_id: Mapped[int] = mapped_column(Id)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    guardian: Mapped[Guardian] = relationship(overlaps="school_id")
    pupil: Mapped[Pupil] = relationship(overlaps="school_id,guardian")
