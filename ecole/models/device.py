"""A browser that is signed in: the session lives here, on the server, and can be ended here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model


class Device(Model):
    """One signed-in browser. Only the SHA-256 of its 256-bit token is kept."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(String(80))
    idle_seconds: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    # When another device came in with the same account, until somebody here says who it was.
    newcomer_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account] = relationship()
