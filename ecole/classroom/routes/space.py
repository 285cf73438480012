"""Who uses what room: the school's page for its head, a class's for its teachers."""

from __future__ import annotations

from flask import Blueprint, render_template

from ecole.classroom.space_pages import class_space, school_space
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.web.access import HEAD, STAFF, fetch, open_to

bp = Blueprint("space", __name__, url_prefix="/e/<uai>")


@bp.get("/place")
@open_to(HEAD)
def school() -> str:
    return render_template("classroom/space.html", **school_space())


@bp.get("/classes/<id:classroom_id>/place")
@open_to(*STAFF)
def classroom(classroom_id: int) -> str:
    return render_template("classroom/space.html",
                           **class_space(fetch(Classroom, classroom_id, may_teach)))
