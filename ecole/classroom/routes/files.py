"""The bytes of an attachment, after its permission, every time."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, request

from ecole.classroom.receipts import note_seen
from ecole.media.serving import serve
from ecole.models.attachment import Attachment
from ecole.models.permissions import may_read_attachment
from ecole.storage.blobs import Missing
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to

bp = Blueprint("files", __name__, url_prefix="/e/<uai>/fichiers")


@bp.get("/<id:attachment_id>/<path:name>")
@open_to(GUARDIAN, *STAFF)
def show(attachment_id: int, name: str) -> Response:
    attachment = fetch(Attachment, attachment_id, may_read_attachment)
    try:
        blob = current_app.config["BLOBS"].open(attachment.blob_key)
    except Missing:
        abort(404)
    answer = serve(
        blob,
        size=attachment.size,
        mime=attachment.mime,
        name=attachment.name,
        etag=attachment.blob_key,
        inline="telecharger" not in request.args,
    )
    _note(attachment)
    return answer


def _note(attachment: Attachment) -> None:
    instruction = attachment.instruction
    guardian = next(
        (c.guardian_id for c in asking().children if c.classroom_id == instruction.classroom_id),
        None,
    )
    if guardian is not None and request.method == "GET":
        note_seen(instruction.school_id, guardian, {instruction.id})
