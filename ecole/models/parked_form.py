"""The text of a form sent after the session had ended, kept until its writer signs in again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Moment, utc_now
from ecole.storage.database import Model


class ParkedForm(Model):
    """Fields of one form, found by the SHA-256 of a token that only the browser holds."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(String(400))
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, index=True)
