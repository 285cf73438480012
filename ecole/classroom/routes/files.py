"""The bytes of an attachment, after its permission, every time."""

from __future__ import annotations

import os

from flask import Blueprint, Response, abort, current_app, request

from ecole.classroom.receipts import note_opened
from ecole.media.serving import serve
from ecole.models.attachment import Attachment
from ecole.models.permissions import may_read_attachment
from ecole.storage.blobs import Missing
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, open_to

bp = Blueprint("files", __name__, url_prefix="/e/<uai>/fichiers")
# What a file hangs under, one step at a time, up to what can be in the trash.
UP = ("instruction", "hand_in", "topic", "document")


@bp.get("/<id:attachment_id>/<path:name>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(attachment_id: int, name: str) -> Response:
    attachment = _find(attachment_id)
    answer = _bytes(attachment, attachment.blob_key, attachment.mime, attachment.name)
    # `request.method` says GET for both (ecole/web/csrf.py): asking for the size is not opening.
    if request.environ["REQUEST_METHOD"] != "HEAD" and attachment.instruction is not None:
        note_opened(asking(), attachment.instruction)
    return answer


@bp.get("/<id:attachment_id>/version/<profile>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def rendition(attachment_id: int, profile: str) -> Response:
    """What was made of it: the picture of a page that shows many is not opening it."""
    attachment = _find(attachment_id)
    made = next((r for r in attachment.renditions if r.profile == profile and r.is_ready), None)
    if made is None:
        abort(404)
    return _bytes(attachment, made.blob_key or "", made.mime, attachment.name)


def _find(attachment_id: int) -> Attachment:
    attachment = fetch(Attachment, attachment_id, may_read_attachment)
    row = attachment.owner
    while row is not None:
        if getattr(row, "is_past_restoring", False):
            abort(404)
        row = next((getattr(row, name) for name in UP if hasattr(row, name)), None)  # type: ignore[assignment]
    return attachment


def _bytes(attachment: Attachment, key: str, mime: str, name: str) -> Response:
    try:
        blob = current_app.config["BLOBS"].open(key)
    except Missing:
        abort(404)
    return serve(
        blob,
        size=os.fstat(blob.fileno()).st_size,
        mime=mime,
        name=name,
        etag=key,
        inline="telecharger" not in request.args,
    )
