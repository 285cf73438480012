"""An import of the school's roster: previewed, applied, perhaps undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned


class RosterImport(SchoolOwned, Model):
    """`rows`: the allow-listed cells, kept from the preview to the application, then emptied.
    `undo`: what the rows were before, kept until the next import. The file itself is never kept.
    """

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int | None] = mapped_column(Id, ForeignKey("account.id"))
    base_version: Mapped[int]
    file_hashes: Mapped[list[str]] = mapped_column(JSON, default=list)
    rows: Mapped[list[Any] | None] = mapped_column(JSON)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
