"""The diary of a class."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from ecole.classroom.days import read_day
from ecole.classroom.diary.pages import diary_page, week_page
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_visit
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to

bp = Blueprint("diary", __name__, url_prefix="/e/<uai>/classes/<id:classroom_id>/journal")


@bp.get("")
@open_to(GUARDIAN, *STAFF)
def show(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_visit)
    return render_template("classroom/diary/show.html",
                           **diary_page(asking(), classroom, request.args))


@bp.get("/semaine/<day>")
@open_to(GUARDIAN, *STAFF)
def week(classroom_id: int, day: str) -> str:
    """To print."""
    classroom = fetch(Classroom, classroom_id, may_visit)
    return render_template("classroom/diary/week.html",
                           **week_page(asking(), classroom, read_day(day) or abort(404)))
