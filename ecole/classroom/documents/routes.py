"""Documents of a class: listed, made, shown, changed, published, closed, deleted, printed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.documents import documents as actions
from ecole.classroom.documents.forms import DocumentForm, NewDocumentForm
from ecole.classroom.documents.pages import box_of, boxes_read_by, document_page, index_page
from ecole.classroom.documents.text_pages import answer_text_form, text_page
from ecole.classroom.trash import put_in_trash
from ecole.models.classroom import Classroom
from ecole.models.document import Document, DocumentKind
from ecole.models.permissions import may_edit_document, may_read_document, may_teach, may_visit
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, open_to
from ecole.web.hands import wait_for_its_writer
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("documents", __name__, url_prefix="/e/<uai>")


@bp.get("/classes/<id:classroom_id>/documents")
@open_to(GUARDIAN, PUPIL, *STAFF)
def index(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_visit)
    return render_template("classroom/documents/index.html", **index_page(asking(), classroom))


@bp.route("/classes/<id:classroom_id>/documents/nouveau", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = NewDocumentForm.opened()
    if form.validate_on_submit():
        document = actions.create_document(
            asking(), classroom, outline(form), form.kind.data,
            split=form.split.data, number=form.number.data or 12)
        flash(gettext("Document créé, en brouillon. Publiez-le quand il est prêt."))
        return redirect(url_for(".show", document_id=document.id), 303)
    return render_template("classroom/documents/new.html", classroom=classroom, form=form)


@bp.route("/documents/<id:document_id>", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
@once
def show(document_id: int) -> str | Response | tuple[str, int]:
    document = find(document_id, may_read_document if request.method == "GET" else may_come_late)
    if not may_read_document(asking(), document):
        return render_template("classroom/documents/gone.html",
                               text=request.form.get("text", "")), 409
    if document.kind == DocumentKind.BOXES:
        return render_template("classroom/documents/boxes.html",
                               **document_page(asking(), document))
    waiting = wait_for_its_writer()
    if waiting is not None:
        return waiting
    form, status = answer_text_form(asking(), document)
    if form is None:
        return redirect(url_for(".show", document_id=document_id), 303)
    return render_template("classroom/documents/text.html", **document_page(asking(), document),
                           **text_page(document, form)), status


@bp.route("/documents/<id:document_id>/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(document_id: int) -> str | Response:
    document = find(document_id, may_edit_document)
    form = DocumentForm.opened(obj=SimpleNamespace(
        title=document.title, body=document.body, revision=str(document.revision),
        families_may_write=document.families_may_write,
        pupils_may_write=document.pupils_may_write))
    other_version = None
    if form.validate_on_submit():
        given = form.revision.data or ""
        revision = int(given) if given.isdecimal() and len(given) < 10 else 0
        try:
            actions.edit_document(document, outline(form), revision)
        except actions.EditedMeanwhile:
            form.form_errors.append(gettext(
                "Quelqu’un d’autre a changé ce document pendant que vous écriviez. Votre texte "
                "est gardé ci-dessous. Relisez l’autre version, puis enregistrez de nouveau pour "
                "garder la vôtre."))
            form.revision.data = str(document.revision)
            other_version = document_page(asking(), document)
        else:
            flash(gettext("Document modifié."))
            return redirect(url_for(".show", document_id=document_id), 303)
    return render_template("classroom/documents/edit.html", document=document, form=form,
                           classroom=document.classroom, other_version=other_version)


@bp.post("/documents/<id:document_id>/publication")
@open_to(*STAFF)
def publish(document_id: int) -> Response:
    return _turn(document_id, gettext("Document publié. Les familles le voient."),
                 lambda row: actions.publish_document(row, published=True))


@bp.post("/documents/<id:document_id>/brouillon")
@open_to(*STAFF)
def withdraw(document_id: int) -> Response:
    return _turn(document_id, gettext("Document repris. Les familles ne le voient plus."),
                 lambda row: actions.publish_document(row, published=False))


@bp.post("/documents/<id:document_id>/fermeture")
@open_to(*STAFF)
def close(document_id: int) -> Response:
    return _turn(document_id, gettext("Document fermé. On peut le lire, plus y écrire."),
                 lambda row: actions.close_document(row, closed=True))


@bp.post("/documents/<id:document_id>/reouverture")
@open_to(*STAFF)
def reopen(document_id: int) -> Response:
    return _turn(document_id, gettext("Document rouvert. On peut de nouveau y écrire."),
                 lambda row: actions.close_document(row, closed=False))


@bp.route("/documents/<id:document_id>/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def delete(document_id: int) -> str | Response:
    document = find(document_id, may_edit_document)
    if request.method == "GET":
        return render_template("classroom/documents/delete.html", document=document)
    classroom_id = document.classroom_id
    put_in_trash(document, classroom_id)
    flash(gettext("Document mis à la corbeille. Vous pouvez le reprendre pendant 30 jours."))
    return redirect(url_for(".index", classroom_id=classroom_id), 303)


@bp.get("/documents/<id:document_id>/impression")
@open_to(GUARDIAN, *STAFF)
def paper(document_id: int) -> str:
    document = find(document_id, may_read_document)
    boxes = [box_of(asking(), box) for box in boxes_read_by(asking(), document)
             if box.hidden_at is None]
    return render_template("classroom/documents/paper.html", **document_page(asking(), document)
                           | {"boxes": [box for box in boxes if not box["is_empty"]]})


def may_come_late(who: SignedIn, document: Document) -> bool:
    """A family of the class may send a text that was taken away meanwhile: it is given back."""
    return may_read_document(who, document) or who.has_child_in(document.classroom_id)


def outline(form: DocumentForm) -> actions.Outline:
    return actions.Outline(
        title=form.title.data, body=form.body.data or "",
        pupils_may_write=form.pupils_may_write.data,
        families_may_write=form.families_may_write.data)


def find(document_id: int, may: Callable[[SignedIn, Document], bool]) -> Document:
    """What was announced as erased is not there any more, whenever the night comes."""
    document = fetch(Document, document_id, may)
    if document.is_past_restoring:
        abort(404)
    return document


def _turn(document_id: int, said: str, action: Callable[[Document], None]) -> Response:
    action(find(document_id, may_edit_document))
    flash(said)
    return redirect(url_for(".show", document_id=document_id), 303)
