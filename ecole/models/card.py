"""A family card: a paper code and a QR for one guardian of one school."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.guardian import Guardian
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Card(SchoolOwned, Model):
    """What is kept of a printed card: nothing that opens the account can be read back from it."""

    __owned_args__ = (owned_by("guardian_id", "guardian"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    guardian_id: Mapped[int] = mapped_column(Id, index=True)
    # HMAC of the first two trigrams, unique on the instance: finds the card of a typed code.
    selector: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    qr_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    guardian: Mapped[Guardian] = relationship(overlaps="school_id")
