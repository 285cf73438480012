"""The classes of a teacher, and a class with its days."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.class_days import day_page
from ecole.classroom.classes import class_page, classes_of
from ecole.classroom.days import read_day
from ecole.classroom.trash import find_deleted, take_out_of_trash, trash_page
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.words import today

bp = Blueprint("classes", __name__, url_prefix="/e/<uai>/classes")


@bp.get("")
@open_to(*STAFF)
def index() -> str:
    return render_template("classroom/classes/index.html", classes=classes_of(asking()))


@bp.get("/<id:classroom_id>")
@open_to(*STAFF)
def show(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/classes/show.html", **class_page(classroom, _monday()))


@bp.get("/<id:classroom_id>/jour/<day>")
@open_to(*STAFF)
def day(classroom_id: int, day: str) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/classes/day.html",
                           **day_page(classroom, read_day(day) or abort(404)))


@bp.get("/<id:classroom_id>/corbeille")
@open_to(*STAFF)
def trash(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/classes/trash.html", **trash_page(asking(), classroom))


@bp.post("/<id:classroom_id>/corbeille/<kind>/<id:row_id>/restauration")
@open_to(*STAFF)
def restore(classroom_id: int, kind: str, row_id: int) -> Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    row = find_deleted(kind, row_id, classroom) or abort(404)
    take_out_of_trash(row, classroom_id)
    flash(gettext("Repris de la corbeille\u00a0: %(title)s", title=row.title))
    return redirect(url_for(".trash", classroom_id=classroom_id), 303)


def _monday() -> date:
    """The Monday of the week asked for, else of the next school day's week."""
    day = read_day(request.args.get("semaine", ""))
    if day is None:
        day = today() + timedelta(days=2 if today().weekday() >= 5 else 0)
    return day - timedelta(days=day.weekday())
