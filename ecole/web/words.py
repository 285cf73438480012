"""Dates, durations and lists in words, in the language of the page, with their no-break spaces."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list

from ecole.web.languages import SOURCE, gettext, language, locale

PARIS = ZoneInfo("Europe/Paris")
NBSP = "\u00a0"


def today() -> date:
    """The school's day: in Paris, whatever the server's clock says."""
    return datetime.now(PARIS).date()


def long_day(day: date) -> str:
    """« lundi 23 novembre », with the year when it is not this school year's."""
    shape = "EEEE d MMMM" if abs((day - today()).days) < 200 else "EEEE d MMMM y"
    text = format_date(day, shape, locale=locale())
    return text.replace(f" {day.day} ", f" {_ordinal(day)}{NBSP}")


def short_day(day: date) -> str:
    """« lun. 23 », « mar. 1er »."""
    text = format_date(day, "EEE", locale=locale())
    return f"{text}{NBSP}{_ordinal(day)}"


def _ordinal(day: date) -> str:
    return "1er" if day.day == 1 and language() == SOURCE else str(day.day)


def moment(at: datetime) -> str:
    """« lundi 23 novembre à 8 h 05 »."""
    local = at.replace(tzinfo=at.tzinfo or UTC).astimezone(PARIS)
    return gettext("%(day)s à\u00a0%(hour)s", day=long_day(local.date()), hour=clock(local))


def clock(at: datetime) -> str:
    """« 8 h 05 », of a moment that is already the school's."""
    if language() == SOURCE:
        return f"{at.hour}{NBSP}h{NBSP}{at.minute:02d}"
    return format_time(at.time(), "short", locale=locale())


def duration(minutes: int) -> str:
    """« 20 min », « 1 h », « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def alphabetical(*names: str) -> tuple[str, ...]:
    """A key that sorts names as a French list does: Öztürk among the O, N’Guessan among the N."""
    return tuple(
        "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())
        for name in names
    )


def joined(words: list[str]) -> str:
    """« Lina, Hugo et Théo »."""
    return str(format_list(words, locale=locale())) if words else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """« 1 élève », « 3 élèves », « 0 élève »: French counts in the plural from two."""
    word = one if abs(number) < 2 else many or f"{one}s"
    return f"{number}{NBSP}{word}"
