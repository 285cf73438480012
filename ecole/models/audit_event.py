"""What was done with rights that matter: imports, cards printed, passwords, removals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model


class AuditEvent(Model):
    """One act, by keys and counts only: no name, no code, no text."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    school_id: Mapped[int | None] = mapped_column(Id, index=True)
    account_id: Mapped[int | None] = mapped_column(Id)
    act: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    happened_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, index=True)
