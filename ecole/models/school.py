"""A school: the wall between two schools runs along its `id`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model

NAME_MAX = 120


class School(Model):
    """A school of the commune, known by its UAI (seven digits and a letter)."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    uai: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    # Headers of an unknown roster, mapped once by the head: {signature: {column: field}}.
    roster_mappings: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    # Moves at each applied or undone import: a preview made on an older base is refused.
    roster_version: Mapped[int] = mapped_column(default=0)
    # Megabytes (of a million bytes): one film of a phone, a year of a class, the whole school.
    file_limit_mb: Mapped[int] = mapped_column(default=500, server_default="500")
    class_quota_mb: Mapped[int] = mapped_column(default=5_000, server_default="5000")
    quota_mb: Mapped[int] = mapped_column(default=20_000, server_default="20000")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
