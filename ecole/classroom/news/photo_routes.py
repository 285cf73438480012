"""Whose photos may be shown."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.news.photo_rights import note_rights, pupils_of
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("photo_rights", __name__, url_prefix="/e/<uai>")


@bp.route("/classes/<id:classroom_id>/droit-image", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    if request.method == "POST":
        note_rights(asking(), classroom, {
            int(name.removeprefix("eleve-")): value for name, value in request.form.items()
            if name.removeprefix("eleve-").isdecimal() and len(name) < 26})
        flash(gettext("C’est noté."))
        return redirect(url_for(".edit", classroom_id=classroom_id), 303)
    return render_template("classroom/photo_rights/edit.html", classroom=classroom,
                           pupils=pupils_of(classroom))
