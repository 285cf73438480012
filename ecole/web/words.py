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


def month(day: date) -> str:
    """« novembre 2026 »."""
    return str(format_date(day, "MMMM y", locale=locale()))


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
    """« 20 min », « 1 h », « 1 h 05 »; in English « 1 h 5 min »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{smaller(rest, 'min')}" if rest else "")


def smaller(rest: int, unit: str) -> str:
    """The « 05 » of « 1 h 05 »: only French drops the unit."""
    return f"{rest:02d}" if language() == SOURCE else f"{rest}{NBSP}{unit}"


def estimate(minutes: int | None) -> str:
    """« environ 20 min »; nothing when nobody said."""
    return gettext("environ %(duration)s", duration=duration(minutes)) if minutes else ""


def estimate_in_all(minutes: int) -> str:
    """« environ 1 h 05 en tout »."""
    return gettext("environ %(duration)s en tout", duration=duration(minutes)) if minutes else ""


def sentence(text: str) -> str:
    """A day at the start of a line: its first letter big, the others as they are."""
    return text[:1].upper() + text[1:]


def alphabetical(*names: str) -> tuple[str, ...]:
    """A key that sorts names as a French list does: Öztürk among the O, N’Guessan among the N."""
    return tuple(
        "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())
        for name in names
    )


def joined(words: list[str]) -> str:
    """« Lina, Hugo et Théo »."""
    return str(format_list(words, locale=locale())) if words else ""


def initials(name: str) -> str:
    """« L » of Lina, « MP » of Mme Petit: at most two letters, for an avatar."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
