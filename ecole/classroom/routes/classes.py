"""The classes of a teacher, and a class with its days."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from ecole.classroom.classes import class_page, classes_of, trash_page
from ecole.classroom.days import read_day
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.web.access import STAFF, asking, fetch, open_to
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


@bp.get("/<id:classroom_id>/corbeille")
@open_to(*STAFF)
def trash(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/instructions/trash.html", **trash_page(classroom))


def _monday() -> date:
    """The Monday of the week asked for, else of the next school day's week."""
    day = read_day(request.args.get("semaine", ""))
    if day is None:
        day = today() + timedelta(days=2 if today().weekday() >= 5 else 0)
    return day - timedelta(days=day.weekday())
