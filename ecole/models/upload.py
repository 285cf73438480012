"""A heavy file on its way, sent in pieces that may be days apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Upload(SchoolOwned, Model):
    """What was announced of it. How much has come is the size of its part on the disk, never a
    column: a cut, even of the power, then leaves nothing to repair.

    `page` is the address of the form it is for, where it is offered again after a closed tab.
    `received` holds the facts of the kept file (ecole/media/reception.py) once it is whole.
    """

    __owned_args__ = (owned_by("classroom_id", "classroom", ondelete="CASCADE"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"), index=True)
    # The child who has the screen, 0 for the adult: what one sends is not offered to the other.
    pupil_id: Mapped[int] = mapped_column(Id, default=0)
    classroom_id: Mapped[int | None] = mapped_column(Id, index=True)
    page: Mapped[str] = mapped_column(String(400), default="")
    name: Mapped[str] = mapped_column(String(300))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    received: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, index=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
