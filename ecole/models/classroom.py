"""A class of one school year, as the roster names it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned


def school_year_of(day: date) -> int:
    """The school year of a day, named by its first civil year: it turns on 1 August."""
    return day.year if day.month >= 8 else day.year - 1


class Classroom(SchoolOwned, Model):
    """A class. `version` moves with every change of what its families read."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    school_year: Mapped[int]
    onde_id: Mapped[str | None] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=0)
