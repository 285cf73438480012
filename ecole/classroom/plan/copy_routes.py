"""« Reprendre »: instructions given again, from another day, week or class, or from one's own
library."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.plan.copy_pages import (
    CopyForm,
    library_page,
    opened_form,
    target_of,
    week_page,
)
from ecole.classroom.plan.copying import Copied, copy_instructions
from ecole.classroom.plan.sources import chosen, my_rooms
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import ngettext
from ecole.web.submissions import once

bp = Blueprint("copies", __name__, url_prefix="/e/<uai>/classes/<id:classroom_id>/reprendre")


@bp.route("", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    rooms = my_rooms(asking())
    form = opened_form(classroom, rooms)
    return _copied(form, classroom, rooms) or render_template(
        "classroom/copies/new.html", **week_page(classroom, rooms, form, request.args))


@bp.route("/bibliotheque", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def library(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    rooms = my_rooms(asking())
    form = opened_form(classroom, rooms)
    return _copied(form, classroom, rooms) or render_template(
        "classroom/copies/library.html", **library_page(asking(), classroom, form, request.args))


def _copied(form: CopyForm, classroom: Classroom, rooms: Sequence[Classroom]) -> Response | None:
    """Where it leads once it is done; None while something is to be chosen or mended."""
    if not form.validate_on_submit():
        return None
    publish = request.form.get("action", "draft") == "publish"
    target = target_of(form, rooms, classroom, publish)
    rows = chosen(asking(), form.ids())
    if form.refuse(rows, target):
        return None
    room, week = target.classroom.id, min(target.day_for(row.day_on) for row in rows)
    _say(copy_instructions(asking(), rows, target), publish=publish)
    return redirect(url_for("classes.show", classroom_id=room, semaine=week.isoformat()), 303)


def _say(copied: Copied, *, publish: bool) -> None:
    given = copied.count - copied.drafts
    if not publish:
        flash(ngettext("%(num)d\u00a0consigne reprise en brouillon.",
                       "%(num)d\u00a0consignes reprises en brouillon.", given))
    elif given:
        flash(ngettext("%(num)d\u00a0consigne reprise et publiée.",
                       "%(num)d\u00a0consignes reprises et publiées.", given))
    if copied.drafts:
        flash(ngettext(
            "%(num)d\u00a0consigne n’était pas pour toute la classe\u00a0: elle reste en "
            "brouillon. Relisez pour qui elle est.",
            "%(num)d\u00a0consignes n’étaient pas pour toute la classe\u00a0: elles restent en "
            "brouillon. Relisez pour qui elles sont.", copied.drafts), "warning")
