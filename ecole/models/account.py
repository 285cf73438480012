"""Who can sign in, on the whole instance: a guardian may have children in two schools."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model


class Account(Model):
    """Staff have a name, an e-mail and a password; guardians only the cards they were given."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    display_name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    # How this person likes to read (ecole/accounts/preferences.py); "" is the instance's own way.
    language: Mapped[str] = mapped_column(String(8), default="", server_default="")
    comfort: Mapped[str] = mapped_column(String(40), default="", server_default="")
    # The technician of the town hall: the instance's figures, never what a class contains.
    is_town_hall: Mapped[bool] = mapped_column(default=False, server_default=false())
