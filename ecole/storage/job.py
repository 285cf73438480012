"""Work done after the request that asked for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned


class Job(SchoolOwned, Model):
    """One piece of work, resumed from the start when its process was killed."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    task: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # A conversion of a film takes minutes: small work never waits behind it.
    is_heavy: Mapped[bool] = mapped_column(default=False, server_default=false())
    # « host:pid:start:draw » of the process that does it: one that died is known at once, and one
    # that was overtaken finds another draw.
    claimed_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    tries_count: Mapped[int] = mapped_column(default=0)  # since it last advanced
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    resumes_at: Mapped[datetime | None] = mapped_column(Moment)  # after a failure, not before
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
