"""A live class as its readers see it: its hour in words, and its door while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from ecole.classroom.days import address_of
from ecole.classroom.plan.forms import secure_host
from ecole.classroom.plan.live_classes import is_commercial
from ecole.classroom.plan.recipients import members_of
from ecole.models.live_class import EARLY, LiveClass
from ecole.web.languages import gettext
from ecole.web.words import PARIS, clock, long_day


@dataclass(frozen=True)
class Live:
    """An appointment; `door` is its address, from a quarter of an hour before until its end, and
    nothing the rest of the time."""

    title: str
    when: str
    day: str
    door: str
    door_at: str
    is_over: bool
    note: str
    url: str
    first_names: str = ""


def live_of(row: LiveClass, uai: str = "", first_names: str = "") -> Live:
    """`uai`: the school, on a page whose address does not say it."""
    school: dict[str, Any] = {"uai": uai} if uai else {}
    starts, ends = row.starts_at.astimezone(PARIS), row.ends_at.astimezone(PARIS)
    return Live(
        title=row.title,
        when=gettext("de\u00a0%(start)s à\u00a0%(end)s", start=clock(starts), end=clock(ends)),
        day=long_day(starts.date()),
        door=row.address if row.is_on else "",
        door_at=clock(starts - EARLY),
        is_over=row.is_over,
        note=row.note,
        url=url_for("live_classes.show", live_id=row.id, **school),
        first_names=first_names,
    )


def reader_page(row: LiveClass) -> dict[str, Any]:
    """For a family: its address is not in the page before its moment."""
    return {
        "live": live_of(row),
        "classroom": row.classroom,
        "may_edit": False,
        "back_url": address_of(row.starts_at.astimezone(PARIS).date()),
    }


def teacher_page(row: LiveClass) -> dict[str, Any]:
    day = row.starts_at.astimezone(PARIS).date()
    return {
        "live": live_of(row),
        "live_id": row.id,
        "classroom": row.classroom,
        "may_edit": True,
        "audience": members_of(row.classroom_id).label_of(row),
        "address": row.address,
        "is_commercial": is_commercial(secure_host(row.address)),
        "is_published": row.published_at is not None,
        "is_deleted": row.deleted_at is not None,
        "restore_url": url_for("classes.restore", classroom_id=row.classroom_id, kind="direct",
                               row_id=row.id),
        "back_url": url_for("classes.show", classroom_id=row.classroom_id,
                            semaine=day.isoformat()),
    }


def in_one_line(row: LiveClass) -> str:
    """The other version, beside one's own."""
    live = live_of(row)
    return " · ".join(filter(None, (live.title, live.day, live.when, row.address, row.note)))
