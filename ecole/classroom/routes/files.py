"""The bytes of an attachment, after its permission, every time."""

from __future__ import annotations

import os
from pathlib import PurePath

from flask import Blueprint, Response, abort, current_app, request

from ecole.classroom.owners import rows_above
from ecole.classroom.receipts import note_opened
from ecole.media.serving import serve
from ecole.models.attachment import Attachment
from ecole.models.permissions import may_read_attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.blobs import Missing
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, open_to

bp = Blueprint("files", __name__, url_prefix="/e/<uai>/fichiers")
# The small picture of a page that shows many is not opening the file; these are.
OPENED = {Profile.VIDEO_480, Profile.VIDEO_240, Profile.SOUND, Profile.AAC, Profile.OPUS}
ENDINGS = {"image/webp": ".webp", "image/jpeg": ".jpg", "video/mp4": ".mp4", "audio/mp4": ".m4a",
           "audio/ogg": ".ogg", "audio/webm": ".webm"}


@bp.get("/<id:attachment_id>/<path:name>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(attachment_id: int, name: str) -> Response:
    attachment = find(attachment_id)
    if attachment.kind == "image" and not attachment.plays:
        abort(404)  # it still holds the place where it was taken, until it is drawn again
    made = _modern_picture(attachment) if "telecharger" not in request.args else None
    answer = (give_rendition(attachment, made) if made else
              give(attachment.blob_key, attachment.mime, attachment.name))
    if attachment.kind == "image":
        answer.vary.add("Accept")
    _note_opened(attachment)
    return answer


@bp.get("/<id:attachment_id>/version/<profile>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def rendition(attachment_id: int, profile: str) -> Response:
    """What was made of it: lighter, or for phones that cannot show it as it came."""
    attachment = find(attachment_id)
    made = next((r for r in attachment.renditions if r.profile == profile and r.is_ready), None)
    if made is None:
        abort(404)
    if profile in OPENED:
        _note_opened(attachment)
    if profile != Profile.SMALL:
        return give_rendition(attachment, made)
    fallback = attachment.rendition(Profile.SMALL_JPEG)
    answer = give_rendition(attachment, fallback if fallback and not shows_webp() else made)
    answer.vary.add("Accept")
    return answer


def find(attachment_id: int) -> Attachment:
    attachment = fetch(Attachment, attachment_id, may_read_attachment)
    if any(getattr(row, "is_past_restoring", False) for row in rows_above(attachment)):
        abort(404)
    return attachment


def shows_webp() -> bool:
    """Only what says so: browsers before WebP ask for `*/*` too. Without a word, anything goes."""
    asked = request.headers.get("Accept")
    return asked is None or "image/webp" in asked


def _modern_picture(attachment: Attachment) -> Rendition | None:
    """The same picture in fewer bytes, at the same address, for browsers that show it."""
    made = attachment.rendition(Profile.LARGE) if attachment.kind == "image" else None
    return made if made and made.size < attachment.size and shows_webp() else None


def _note_opened(attachment: Attachment) -> None:
    # `request.method` says GET for both (ecole/web/csrf.py): asking for the size is not opening.
    if request.environ["REQUEST_METHOD"] != "HEAD" and attachment.instruction is not None:
        note_opened(asking(), attachment.instruction)


def give_rendition(attachment: Attachment, made: Rendition) -> Response:
    name = PurePath(attachment.name)
    ending = ENDINGS.get(made.mime, name.suffix)
    return give(made.blob_key or "", made.mime, f"{name.stem}{ending}")


def give(key: str, mime: str, name: str) -> Response:
    """Nothing is read here: `serve` hands the open file over, whole or by ranges."""
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
