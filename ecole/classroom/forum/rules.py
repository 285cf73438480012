"""How the forum of a class works: who opens topics, what is approved first, when one writes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from ecole.models.forum_settings import ForumSettings
from ecole.storage.database import db, writing
from ecole.web.words import PARIS


@dataclass(frozen=True)
class Rules:
    """As `ForumSettings`, which a class has once its teacher chose; minutes count from midnight."""

    families_may_open: bool = False
    approves_families: bool = False
    approves_pupils: bool = True
    slow_minutes: int = 0
    opens_minute: int | None = None
    closes_minute: int | None = None

    @property
    def has_hours(self) -> bool:
        return self.opens_minute is not None and self.closes_minute is not None

    def opens_again(self, now: datetime) -> datetime | None:
        """When one may write again, for families; None when they may now."""
        if self.opens_minute is None or self.closes_minute is None:
            return None
        minute = now.hour * 60 + now.minute
        if self.opens_minute < self.closes_minute:
            is_open = self.opens_minute <= minute < self.closes_minute
        else:  # over midnight
            is_open = minute >= self.opens_minute or minute < self.closes_minute
        if is_open:
            return None
        day = now.date() if minute < self.opens_minute else now.date() + timedelta(days=1)
        return datetime.combine(day, hour_of(self.opens_minute), PARIS)


def hour_of(minute: int) -> time:
    return time(*divmod(minute, 60))


def rules_of(classroom_id: int) -> Rules:
    row = _row(classroom_id)
    if row is None:
        return Rules()
    return Rules(**{name: getattr(row, name) for name in asdict(Rules())})


def save_rules(classroom_id: int, rules: Rules) -> None:
    with writing() as rows:
        row = _row(classroom_id)
        if row is None:
            row = ForumSettings(classroom_id=classroom_id)
            rows.add(row)
        for name, value in asdict(rules).items():
            setattr(row, name, value)


def _row(classroom_id: int) -> ForumSettings | None:
    return db.session.scalar(
        select(ForumSettings).where(ForumSettings.classroom_id == classroom_id))
