"""Search in a class."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from ecole.classroom.diary.search import search_page
from ecole.classroom.news.routes import page_asked
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_visit
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to

bp = Blueprint("search", __name__, url_prefix="/e/<uai>")


@bp.get("/classes/<id:classroom_id>/recherche")
@open_to(GUARDIAN, *STAFF)
def show(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_visit)
    query = request.args.get("mots", "").replace("\x00", "")
    return render_template("classroom/search/show.html",
                           **search_page(asking(), classroom, query, page_asked()))
