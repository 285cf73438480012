"""The bytes of an attachment, after its permission, every time."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, request

from ecole.classroom.instructions import is_past_restoring
from ecole.classroom.receipts import note_opened
from ecole.media.serving import serve
from ecole.models.attachment import Attachment
from ecole.models.permissions import may_read_attachment
from ecole.storage.blobs import Missing
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, open_to

bp = Blueprint("files", __name__, url_prefix="/e/<uai>/fichiers")


@bp.get("/<id:attachment_id>/<path:name>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(attachment_id: int, name: str) -> Response:
    attachment = fetch(Attachment, attachment_id, may_read_attachment)
    if is_past_restoring(attachment.instruction):
        abort(404)
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
    # `request.method` says GET for both (ecole/web/csrf.py): asking for the size is not opening.
    if request.environ["REQUEST_METHOD"] != "HEAD":
        note_opened(asking(), attachment.instruction)
    return answer
