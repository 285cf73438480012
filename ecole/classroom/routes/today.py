"""The family's today page."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, g, render_template, session

from ecole.classroom import today as plans
from ecole.classroom.pages_kept import KeptPages
from ecole.web.access import GUARDIAN, asking, open_to
from ecole.web.csrf import csrf_token
from ecole.web.words import today

bp = Blueprint("today", __name__)
kept = KeptPages()


@bp.get("/aujourdhui")
@open_to(GUARDIAN)
def show() -> str | Response:
    return _page(None)


@bp.get("/jour/<day>")
@open_to(GUARDIAN)
def day(day: str) -> str | Response:
    try:
        return _page(date.fromisoformat(day))
    except ValueError:
        abort(404)


def _page(asked: date | None) -> str | Response:
    who = asking()
    if session.get("_flashes"):
        return _build(asked)
    key = (asked, today(), who.account_id, who.children, tuple(who.passes), csrf_token())
    return Response(kept.get(key, lambda: _build(asked)), mimetype="text/html")


def _build(asked: date | None) -> str:
    who = asking()
    g.school = None
    counts = plans.work_by_day(who)
    shown = asked or plans.day_to_open(counts)
    children = plans.children_on(who, shown)
    return render_template(
        "classroom/today/show.html",
        day=plans.day_shown(shown, asked=asked is not None),
        days=plans.strip_around(shown, counts),
        children=children,
        has_work=any(child.items for child in children),
    )
