"""French words for dates, durations and lists."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ecole.web import words
from ecole.web.words import (
    NBSP,
    duration,
    estimate,
    estimate_in_all,
    joined,
    long_day,
    moment,
    month,
    sentence,
    short_day,
)


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "today", lambda: date(2026, 11, 20))


def plain(text: str) -> str:
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(("day", "text"), [
    (date(2026, 11, 23), "lundi 23~novembre"),
    (date(2026, 12, 1), "mardi 1er~décembre"),
    (date(2026, 11, 11), "mercredi 11~novembre"),
    (date(2026, 12, 31), "jeudi 31~décembre"),
    (date(2027, 1, 1), "vendredi 1er~janvier"),
    (date(2025, 3, 1), "samedi 1er~mars 2025"),
    (date(2028, 2, 29), "mardi 29~février 2028"),
    (date(2001, 1, 1), "lundi 1er~janvier 2001"),
])
def test_it_writes_a_day(day: date, text: str) -> None:
    assert plain(long_day(day)) == text


@pytest.mark.parametrize(("day", "text"), [
    (date(2026, 11, 23), "lun.~23"), (date(2026, 12, 1), "mar.~1er"),
    (date(2027, 8, 1), "dim.~1er"),
])
def test_it_writes_a_short_day(day: date, text: str) -> None:
    assert plain(short_day(day)) == text


@pytest.mark.parametrize(("at", "text"), [
    (datetime(2026, 11, 23, 7, 5, tzinfo=UTC), "lundi 23~novembre à~8~h~05"),
    (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "mardi 1er~décembre à~0~h~30"),
    (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "jeudi 2~juillet à~0~h~00"),
    (datetime(2026, 11, 23, 7, 5), "lundi 23~novembre à~8~h~05"),  # noqa: DTZ001
])
def test_it_writes_a_moment_of_paris(at: datetime, text: str) -> None:
    assert plain(moment(at)) == text


@pytest.mark.parametrize(("minutes", "text"), [
    (0, "0~min"), (1, "1~min"), (20, "20~min"), (59, "59~min"), (60, "1~h"), (65, "1~h~05"),
    (120, "2~h"), (150, "2~h~30"), (1439, "23~h~59"),
])
def test_it_writes_a_duration(minutes: int, text: str) -> None:
    assert plain(duration(minutes)) == text


def test_it_says_how_long_when_somebody_said() -> None:
    assert plain(estimate(65)) == "environ 1~h~05"
    assert plain(estimate_in_all(20)) == "environ 20~min en tout"
    assert (estimate(None), estimate(0), estimate_in_all(0)) == ("", "", "")


def test_a_day_opens_a_line() -> None:
    """The others keep their size: in English, months have a capital."""
    assert sentence("lundi 23 novembre") == "Lundi 23 novembre"
    assert sentence("Monday 23 November") == "Monday 23 November"
    assert sentence("") == ""


@pytest.mark.parametrize(("names", "text"), [
    ([], ""), (["Lina"], "Lina"), (["Lina", "Hugo"], "Lina et Hugo"),
    (["Lina", "Hugo", "Théo"], "Lina, Hugo et Théo"),
])
def test_it_joins(names: list[str], text: str) -> None:
    assert joined(names) == text


def test_the_day_is_the_schools(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 23:30 in Greenwich it is already tomorrow in Paris."""
    monkeypatch.undo()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2026, 11, 23, 23, 30, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(words, "datetime", Clock)
    assert words.today() == date(2026, 11, 24)


def test_a_month() -> None:
    assert plain(month(date(2026, 11, 23))) == "novembre 2026"
