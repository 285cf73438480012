"""The days of a family's pages: the one to open, the strip above the plan, before and after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from ecole.web.languages import gettext
from ecole.web.words import long_day, short_day, today

STRIP = 6
# Two school years each way: past them there is nothing to read, and no end of addresses to ask.
FURTHEST = timedelta(days=800)


@dataclass(frozen=True)
class StripDay:
    """One day of the strip above the plan."""

    label_short: str
    url: str
    is_current: bool
    has_work: bool
    count: int


@dataclass(frozen=True)
class Day:
    title: str
    is_today: bool
    previous_url: str
    next_url: str
    note: str
    week_url: str


def read_day(text: str) -> date | None:
    """The day of an address (`2026-11-23`), if it is one that has a page."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_near(day) else None


def is_near(day: date) -> bool:
    return abs(day - today()) <= FURTHEST


def day_to_open(counts: Counter[date]) -> date:
    """Today when it has work, else the next day that has some, else today."""
    here = today()
    return min((day for day in counts if day >= here and counts[day]), default=here)


def strip_around(day: date, counts: Counter[date]) -> list[StripDay]:
    """School days around the one shown: one before, the next ones, and any other with work."""
    days: list[date] = []
    step = _school_day(day, -1)
    while len(days) < STRIP:
        if step.weekday() < 5 or counts[step] or step in (day, today()):
            days.append(step)
        step += timedelta(days=1)
    return [
        StripDay(
            label_short=short_day(each),
            url=address_of(each),
            is_current=each == day,
            has_work=bool(counts[each]),
            count=counts[each],
        )
        for each in days
        if is_near(each)
    ]


def day_shown(day: date, *, asked: bool) -> Day:
    is_today = day == today()
    before, after = _school_day(day, -1), _school_day(day, 1)
    return Day(
        title=long_day(day),
        is_today=is_today,
        previous_url=address_of(before) if is_near(before) else "",
        next_url=address_of(after) if is_near(after) else "",
        note="" if asked or is_today else gettext("Rien à faire aujourd’hui. Voici la suite."),
        week_url=url_for("paper.family_week", day=day.isoformat()),
    )


def address_of(day: date) -> str:
    """The page of a day. Today has one of its own: `/aujourdhui` may open on the next days."""
    return url_for("today.day", day=day.isoformat())


def _school_day(day: date, way: int) -> date:
    day += timedelta(days=way)
    while day.weekday() >= 5:
        day += timedelta(days=way)
    return day
