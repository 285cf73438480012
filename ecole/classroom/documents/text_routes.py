"""The common text: what its script sends and asks for, and its versions."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.documents.operations import BadOperation, read_operation
from ecole.classroom.documents.routes import find
from ecole.classroom.documents.text_pages import versions_page
from ecole.classroom.documents.texts import NotWritten, TooFar, news_since, restore, write
from ecole.models.document import Document, DocumentKind
from ecole.models.permissions import may_edit_document, may_read_document, may_write_document
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, open_to
from ecole.web.hands import is_anothers
from ecole.web.languages import N_, gettext

bp = Blueprint("common_texts", __name__, url_prefix="/e/<uai>/documents")
KEY = re.compile(r"[A-Za-z0-9-]{8,40}")
ANOTHERS = N_(
    "Cette page a été ouverte par quelqu’un d’autre de la famille. Rien n’est envoyé sous votre "
    "nom\u00a0: votre texte est encore là."
)
Answer = dict[str, Any] | tuple[dict[str, Any], int]


@bp.route("/<id:document_id>/operations", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
def exchange(document_id: int) -> Answer:
    """Take a change, if one comes; answer with what was written since, it included."""
    document = _text(find(document_id, may_read_document))
    base = request.values.get("base", -1, type=int)
    if request.method == "POST":
        if not may_write_document(asking(), document):
            abort(404)
        if is_anothers():
            return {"said": gettext(ANOTHERS), "is_closed": True}, 409
        key = request.form.get("key", "")
        try:
            if not KEY.fullmatch(key):
                raise BadOperation
            operation = read_operation(json.loads(request.form.get("operation", "")))
            write(asking(), document, base, key, operation)
        except NotWritten as refusal:
            return {"said": str(refusal), "is_closed": document.closed_at is not None}, 409
        except TooFar:
            pass  # the whole text is the answer; the change comes again, made on it
        except (ValueError, RecursionError):
            abort(400)
    return news_since(document, base)


@bp.route("/<id:document_id>/versions", methods=["GET", "POST"])
@open_to(*STAFF)
def versions(document_id: int) -> str | Response:
    document = _text(find(document_id, may_edit_document))
    if request.method == "POST":
        try:
            done = restore(asking(), document, request.form.get("version", -1, type=int))
        except NotWritten as refusal:
            flash(str(refusal), "warning")
        else:
            flash(gettext("Version reprise. Celle d’avant reste dans la liste.") if done
                  else gettext("Cette version n’est plus là."))
        return redirect(url_for(".versions", document_id=document_id), 303)
    return render_template("classroom/documents/versions.html", **versions_page(
        document, request.args.get("version", type=int)))


def _text(document: Document) -> Document:
    return document if document.kind == DocumentKind.TEXT else abort(404)
