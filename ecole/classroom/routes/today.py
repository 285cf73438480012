"""The family's today page."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from flask import Blueprint, abort, render_template, request, session
from werkzeug.wrappers import Response

from ecole.classroom import days as calendar
from ecole.classroom import today as plans
from ecole.classroom.pages_kept import KeptPages
from ecole.classroom.plan.on_the_day import on_day_of
from ecole.web.access import GUARDIAN, asking, open_to
from ecole.web.compression import Packed, answer_with, pack
from ecole.web.csrf import csrf_token
from ecole.web.keeping import shelf_of
from ecole.web.words import moment, today

bp = Blueprint("today", __name__)
kept = KeptPages()


@bp.get("/aujourdhui")
@open_to(GUARDIAN)
def show() -> Response:
    return _page(None)


@bp.get("/jour/<day>")
@open_to(GUARDIAN)
def day(day: str) -> Response:
    return _page(calendar.read_day(day) or abort(404))


def _page(asked: date | None) -> Response:
    if session.get("_flashes"):
        return answer_with(_build(asked)[0])
    key = _key(asked)
    page = kept.find(key)
    if page is None:
        # Asked for before the page is made: a moment that passes meanwhile ends it at once.
        until = plans.next_change(asking())
        page, is_lasting = _build(asked)
        if is_lasting:
            kept.keep(key, page, until)
    return answer_with(page)


def _key(asked: date | None) -> Hashable:
    """All that a page is made of: whoever adds something to the page adds it here."""
    who = asking()
    return (asked, today(), who.account_id, who.display_name, who.children,
            tuple(who.passes.values()), who.newcomer_at, who.language, who.comfort, csrf_token(),
            shelf_of(who))


def _build(asked: date | None) -> tuple[Packed, bool]:
    """The page, and whether the next one will be the same: « Nouveau » is said once."""
    who = asking()
    counts = plans.work_by_day(who)
    shown = asked or calendar.day_to_open(counts)
    children = plans.children_on(who, shown)
    page = render_template(
        "classroom/today/show.html",
        day=calendar.day_shown(shown, asked=asked is not None),
        days=calendar.strip_around(shown, counts),
        children=children,
        on_day=on_day_of(who, shown),
        has_work=any(child.items for child in children),
        newcomer=moment(who.newcomer_at) if who.newcomer_at else "",
        # Nothing of the question is in a page that is kept for others to ask.
        here=request.path,
    )
    has_new = any(item.is_new for child in children for item in child.items)
    return pack(page.encode()), not has_new
