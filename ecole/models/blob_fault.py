"""A stored file that the nightly verification found missing or damaged."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Moment, utc_now
from ecole.storage.database import Model


class BlobFault(Model):
    """Of the instance, not of a school: the same bytes may serve several. Gone once mended."""

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    problem: Mapped[str] = mapped_column(String(10))  # « missing » or « damaged »
    found_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
