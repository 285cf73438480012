"""A form that was taken: sent twice, it is stored once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Moment, utc_now
from ecole.storage.database import Model


class Submission(Model):
    """The random key of a form, written in the same transaction as what the form did."""

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    location: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, index=True)
