"""A failed try at a code or a password: limits are counted here, so they survive a restart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model


class Attempt(Model):
    """One failure in one bucket (an HMAC of a selector, an account or an address)."""

    __table_args__ = (Index("ix_attempt_bucket_tried_at", "bucket", "tried_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    bucket: Mapped[str] = mapped_column(String(80))
    tried_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
