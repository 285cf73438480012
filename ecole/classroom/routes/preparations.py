"""What is being made of the files, and what could not be: for the head and those who teach."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ecole.classroom.making import forget_failed, retry_failed
from ecole.classroom.owners import classroom_id_of
from ecole.classroom.preparations import preparations_page
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.membership import Role
from ecole.models.permissions import may_prepare_attachment, may_teach
from ecole.web.access import HEAD, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext

bp = Blueprint("preparations", __name__, url_prefix="/e/<uai>")


@bp.get("/preparation")
@open_to(HEAD)
def index() -> str:
    return render_template("classroom/preparations.html", **preparations_page())


@bp.get("/classes/<id:classroom_id>/preparation")
@open_to(*STAFF)
def of_class(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/preparations.html", **preparations_page(classroom))


@bp.post("/fichiers/<id:attachment_id>/preparation/reprise")
@open_to(*STAFF)
def retry(attachment_id: int) -> Response:
    attachment = fetch(Attachment, attachment_id, may_prepare_attachment)
    way_back = _way_back(attachment)
    retry_failed(attachment_id, asking().account_id)
    flash(gettext("La préparation reprend. Revenez voir dans quelques minutes."))
    return way_back


@bp.post("/fichiers/<id:attachment_id>/preparation/suppression")
@open_to(*STAFF)
def delete(attachment_id: int) -> Response:
    """The demand, not the file."""
    attachment = fetch(Attachment, attachment_id, may_prepare_attachment)
    way_back = _way_back(attachment)
    forget_failed(attachment_id)
    flash(gettext("Demande supprimée. Le fichier reste comme il a été envoyé."))
    return way_back


def _way_back(attachment: Attachment) -> Response:
    """A head looks after the whole school, a teacher after the class."""
    room, who = classroom_id_of(attachment), asking()
    if room is None or who.role_in(attachment.school_id) == Role.HEAD:
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".of_class", classroom_id=room), 303)
