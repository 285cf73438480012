"""Boxes: read, written by their owners, arranged by the staff."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.documents import boxes as actions
from ecole.classroom.documents.box_pages import (
    arrangement_page,
    box_page,
    box_versions_page,
    document_page_of,
    owners_form,
)
from ecole.classroom.documents.box_writing import BoxWriting
from ecole.classroom.documents.routes import find
from ecole.models.box import Box
from ecole.models.document import Document
from ecole.models.permissions import may_edit_document, may_read_box, may_send_to_box, may_write_box
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, in_pupil_space, open_to
from ecole.web.hands import wait_for_its_writer
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("boxes", __name__, url_prefix="/e/<uai>")


def may_edit_box(who: SignedIn, box: Box) -> bool:
    return may_edit_document(who, box.document)


@bp.get("/cases/<id:box_id>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(box_id: int) -> str:
    box = fetch(Box, box_id, may_read_box)
    return render_template("classroom/documents/box.html", **box_page(asking(), box))


@bp.route("/cases/<id:box_id>/texte", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
@once
def edit(box_id: int) -> str | Response | tuple[str, int]:
    box = fetch(Box, box_id, may_write_box if request.method == "GET" else may_send_to_box)
    waiting = wait_for_its_writer()
    if waiting is not None:
        return waiting
    writing = BoxWriting(asking(), box)
    if writing.is_done():
        if not in_pupil_space():
            flash(gettext("C’est enregistré."))
        return redirect(url_for(".show", box_id=box_id), 303)
    status = 409 if writing.is_refused else 200
    return render_template("classroom/documents/box_edit.html", **document_page_of(asking(), box),
                           box_url=url_for(".show", box_id=box_id), **writing.context()), status


@bp.route("/documents/<id:document_id>/cases", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def arrange(document_id: int) -> str | Response:
    document = find(document_id, may_edit_document)
    if request.method == "GET":
        return render_template("classroom/documents/arrange.html",
                               **arrangement_page(asking(), document))
    for name, step in (("up", -1), ("down", 1)):
        if name in request.form:
            actions.move_box(_box_of(document, name), step)
    for name in ("hide", "show"):
        if name in request.form:
            actions.hide_box(_box_of(document, name), hidden=name == "hide")
    if "add" in request.form and not actions.add_empty_box(document):
        flash(gettext("Il y a déjà assez de cases."), "warning")
    return redirect(url_for(".arrange", document_id=document_id), 303)


@bp.route("/cases/<id:box_id>/enfants", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def give(box_id: int) -> str | Response:
    box = fetch(Box, box_id, may_edit_box)
    document_id, form = box.document_id, owners_form(box)
    if form.validate_on_submit():
        actions.give_box(box, form.label.data or "", form.owners.data or [])
        flash(gettext("C’est enregistré."))
        return redirect(url_for(".arrange", document_id=document_id), 303)
    return render_template("classroom/documents/owners.html", form=form,
                           **document_page_of(asking(), box))


@bp.route("/cases/<id:box_id>/versions", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def versions(box_id: int) -> str | Response:
    box = fetch(Box, box_id, may_edit_box)
    if request.method == "POST":
        done = actions.restore_box(asking(), box, request.form.get("revision", 0, type=int))
        flash(gettext("Version reprise. Celle d’avant reste dans la liste.") if done
              else gettext("Cette version n’est plus là."))
        return redirect(url_for(".versions", box_id=box_id), 303)
    return render_template("classroom/documents/box_versions.html",
                           **box_versions_page(asking(), box))


def _box_of(document: Document, name: str) -> Box:
    """The box that a button named; it must be of this document."""
    number = request.form[name]
    found = [box for box in document.boxes if str(box.id) == number]
    return found[0] if found else abort(404)
