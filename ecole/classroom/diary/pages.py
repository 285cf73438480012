"""The pages of the diary: one day of a class, and one week on paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.days import StripDay
from ecole.classroom.diary.entries import OF_A_SUBJECT, SOURCES, Entry, Source
from ecole.classroom.diary.readers import Reader, reader_of
from ecole.classroom.tabs import tabs_of
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import alphabetical, long_day, month, sentence, short_day, today


@dataclass(frozen=True)
class Choice:
    """What the form above the diary asks for; each empty for everything."""

    kind: str = ""
    subject: str = ""

    @property
    def sources(self) -> dict[str, Source]:
        return {
            kind: source for kind, source in SOURCES.items()
            if self.kind in ("", kind) and (not self.subject or kind in OF_A_SUBJECT)
        }

    @property
    def in_address(self) -> dict[str, str]:
        asked = {"nature": self.kind, "matiere": self.subject}
        return {name: value for name, value in asked.items() if value}


def choice_in(asked: Mapping[str, str]) -> Choice:
    kind = asked.get("nature", "")
    return Choice(kind if kind in SOURCES else "", asked.get("matiere", "")[:100])


def diary_page(who: SignedIn, classroom: Classroom, asked: Mapping[str, str]) -> dict[str, Any]:
    """The day asked for, or the last one that has something; one tap from those around it."""
    reader, choice = reader_of(who, classroom), choice_in(asked)
    first, last = year_of(classroom)
    counts = count_days(reader, choice, first, last)
    day = _day_to_open(asked, counts, first, last)
    before = max((each for each in counts if each < day), default=None)
    after = min((each for each in counts if each > day), default=None)

    def address(to: date | None) -> str:
        return url_for("diary.show", classroom_id=classroom.id, jour=to.isoformat(),
                       **choice.in_address) if to else ""  # type: ignore[arg-type]

    return _shared(classroom, reader) | {
        "day": {"title": sentence(long_day(day)), "value": day.isoformat(),
                "is_today": day == today()},
        "entries": entries_by_day(reader, choice, day, day)[day],
        "strip": [StripDay(short_day(each), address(each), each == day, bool(counts[each]),
                           counts[each]) for each in _week_around(day, counts)],
        "previous": {"label": long_day(before), "url": address(before)} if before else None,
        "next": {"label": long_day(after), "url": address(after)} if after else None,
        "months": [{"value": f"{each:%Y-%m}", "label": month(each),
                    "is_current": (each.year, each.month) == (day.year, day.month)}
                   for each in _months(counts, day)],
        "kinds": [{"value": kind, "label": gettext(source.label), "is_current": kind == choice.kind}
                  for kind, source in SOURCES.items()],
        "subjects": _subjects(reader, choice.subject),
        "is_filtered": bool(choice.in_address),
        "all_url": url_for("diary.show", classroom_id=classroom.id, jour=day.isoformat()),
        "paper_url": url_for("diary.week", classroom_id=classroom.id, day=day.isoformat()),
    }


def week_page(who: SignedIn, classroom: Classroom, day: date) -> dict[str, Any]:
    """The week that holds a day, one line for each thing."""
    reader = reader_of(who, classroom)
    monday = day - timedelta(days=day.weekday())
    found = entries_by_day(reader, Choice(), monday, monday + timedelta(days=6))
    first, last = year_of(classroom)

    def address(to: date) -> str:
        is_of_year = first <= to + timedelta(days=6) and to <= last
        return url_for("diary.week", classroom_id=classroom.id,
                       day=to.isoformat()) if is_of_year else ""

    return _shared(classroom, reader) | {
        "week": gettext("du %(first)s au %(last)s", first=long_day(monday),
                        last=long_day(monday + timedelta(days=4))),
        "days": [{"title": sentence(long_day(each)), "entries": found[each]}
                 for each in sorted(found)],
        "back_url": url_for("diary.show", classroom_id=classroom.id, jour=day.isoformat()),
        "previous_url": address(monday - timedelta(days=7)),
        "next_url": address(monday + timedelta(days=7)),
    }


def _shared(classroom: Classroom, reader: Reader) -> dict[str, Any]:
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=reader.teaches),
        "labels": {kind: gettext(source.label) for kind, source in SOURCES.items()},
    }


def year_of(classroom: Classroom) -> tuple[date, date]:
    """The first and the last day of its school year."""
    return date(classroom.school_year, 8, 1), date(classroom.school_year + 1, 7, 31)


def count_days(reader: Reader, choice: Choice, first: date, last: date) -> Counter[date]:
    """How many things each day has; one statement for each kind."""
    counts: Counter[date] = Counter()
    for source in choice.sources.values():
        dates = source.rows(source.when, reader, choice.subject)
        counts.update(map(source.day_of,
                          db.session.scalars(source.between(dates, first, last))))
    return counts


def entries_by_day(
    reader: Reader, choice: Choice, first: date, last: date
) -> defaultdict[date, list[Entry]]:
    """What stands under each day, in the order of the kinds; one statement for each of them."""
    found: defaultdict[date, list[Entry]] = defaultdict(list)
    for source in choice.sources.values():
        rows = source.rows(source.model, reader, choice.subject)
        in_order = source.between(rows, first, last).order_by(
            *(source.order or (source.when, source.model.id)))
        for row in db.session.scalars(in_order):
            found[source.day_of(getattr(row, source.when.key))].append(source.entry(row))
    return found


def _day_to_open(asked: Mapping[str, str], counts: Counter[date], first: date, last: date) -> date:
    day, asked_month = _read(asked.get("jour", "")), asked.get("mois", "")
    day = day if day and first <= day <= last else None
    if asked_month and not (day and f"{day:%Y-%m}" == asked_month):
        of_month = min((each for each in counts if f"{each:%Y-%m}" == asked_month), default=None)
        day = of_month or day
    here = min(max(today(), first), last)
    return (day or max((each for each in counts if each <= here), default=None)
            or min(counts, default=here))


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _week_around(day: date, counts: Counter[date]) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=step) for step in range(7)]
    return [each for each in week if each.weekday() < 5 or counts[each] or each == day]


def _months(counts: Counter[date], day: date) -> list[date]:
    return sorted({each.replace(day=1) for each in [*counts, day]})


def _subjects(reader: Reader, chosen: str) -> list[dict[str, Any]]:
    found = set(db.session.scalars(
        select(Instruction.subject).where(
            *reader.instructions(), Instruction.published_at.is_not(None),
            Instruction.subject != "").distinct()))
    return [{"value": each, "is_current": each == chosen}
            for each in sorted(found, key=alphabetical)]
