"""A PDF page by page; its pictures are drawn the first time somebody asks for them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ecole.classroom.reader import draw_pages, drawn_page, reader_page
from ecole.classroom.receipts import note_opened
from ecole.classroom.routes.files import find, give_rendition
from ecole.models.attachment import Attachment
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, open_to

bp = Blueprint("reader", __name__, url_prefix="/e/<uai>/fichiers/<id:attachment_id>/lecture")


@bp.route("", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(attachment_id: int) -> str | AnyResponse:
    attachment, number = _find(attachment_id)
    if request.method == "POST":
        draw_pages(asking(), attachment)
        return redirect(url_for(".show", attachment_id=attachment_id, page=number), 303)
    page = render_template("classroom/files/reader.html",
                           **reader_page(asking(), attachment, number, g.uai))
    if attachment.instruction is not None:
        note_opened(asking(), attachment.instruction)
    return page


@bp.get("/image")
@open_to(GUARDIAN, PUPIL, *STAFF)
def picture(attachment_id: int) -> Response:
    attachment, number = _find(attachment_id)
    drawn = drawn_page(attachment, number)
    if drawn is None or not drawn.is_ready:
        abort(404)
    return give_rendition(attachment, drawn)


def _find(attachment_id: int) -> tuple[Attachment, int]:
    """The PDF and the number of the page asked for; a number too far is not found."""
    attachment, number = find(attachment_id), request.args.get("page", 1, type=int)
    if attachment.kind != "pdf" or not 1 <= number <= (attachment.pages or 0):
        abort(404)
    return attachment, number
