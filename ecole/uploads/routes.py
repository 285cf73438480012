"""tus 1.0 of a school: any client that speaks it may send, signed in like a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge

from ecole.media.labels import weight
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_send_upload, may_visit
from ecole.models.permissions.school import is_staff
from ecole.models.permissions.uploads import sender_child
from ecole.models.upload import Upload
from ecole.storage.blobs import Missing
from ecole.uploads.arriving import Sender, append_piece, begin_upload, drop_upload, offset_of
from ecole.uploads.bounds import FAMILY, STAFF, file_limit, our_school, parts
from ecole.uploads.finished import uploads_of
from ecole.uploads.protocol import (
    CHECKSUMS,
    EXTENSIONS,
    VERSION,
    check_version,
    expiry_header,
    has_piece,
    metadata_header,
    piece_sent,
    read_announcement,
    read_offset,
    written_id,
)
from ecole.uploads.refusals import Refused
from ecole.uploads.sweeping import expires_at
from ecole.web import access
from ecole.web.access import GUARDIAN, PUPIL, asking, fetch, open_to

bp = Blueprint("uploads", __name__, url_prefix="/e/<uai>/envois")
PIECE_ADVISED = 4_000_000  # lost at a cut; the server takes twice as much
SENDERS = (GUARDIAN, PUPIL, *access.STAFF)
Answer = tuple[str, int, dict[str, str]]


@bp.get("")
@open_to(*SENDERS)
def index() -> Response:
    """One's own for a page: after a closed tab, what is to be chosen again, and what is here."""
    found = [_said(upload) for upload in uploads_of(asking(), request.args.get("page"))
             if upload.is_finished or parts().touched_at(upload.id)]
    return jsonify(uploads=found, limit=file_limit(), piece=PIECE_ADVISED)


@bp.post("")
@open_to(*SENDERS)
def create() -> Answer:
    check_version()
    announced = read_announcement()
    if announced.classroom_id is not None:
        fetch(Classroom, announced.classroom_id, may_visit)
    who = asking()
    bounds = STAFF if is_staff(who, our_school().id) else FAMILY
    upload_id = begin_upload(Sender(who.account_id, sender_child(who), bounds), announced)
    headers = {"Location": url_for("uploads.show", upload_id=upload_id)}
    if has_piece():
        return "", 201, headers | _append(_own(upload_id), 0)
    return "", 201, headers | _state(_own(upload_id))


@bp.get("/<id:upload_id>")
@open_to(*SENDERS)
def show(upload_id: int) -> Response:
    """HEAD comes here too: where to go on from."""
    upload = _own(upload_id)
    about = {"filename": upload.name, "page": upload.page}
    answer = jsonify(_said(upload))
    answer.headers.extend(Headers(_state(upload) | {
        "Upload-Length": str(upload.size), "Upload-Metadata": metadata_header(**about)}))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.patch("/<id:upload_id>")
@open_to(*SENDERS)
def append(upload_id: int) -> Answer:
    upload = _own(upload_id)
    check_version()
    if not has_piece():
        raise Refused(415)
    return "", 204, _append(upload, read_offset())


@bp.delete("/<id:upload_id>")
@open_to(*SENDERS)
def delete(upload_id: int) -> Answer:
    upload = _own(upload_id)
    check_version()
    drop_upload(upload.id)
    return "", 204, {}


@bp.post("/<id:upload_id>")
@open_to(*SENDERS)
def override(upload_id: int) -> Answer:
    """For clients whose network lets neither PATCH nor DELETE through."""
    _own(upload_id)
    meant: Any = {"PATCH": append, "DELETE": delete}.get(
        request.headers.get("X-HTTP-Method-Override", ""))
    if meant is None:
        raise Refused(405)
    answer: Answer = meant(upload_id)
    return answer


@bp.after_request
def say_protocol(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS" and response.status_code == HTTPStatus.OK:
        response.headers.update({
            "Tus-Version": VERSION, "Tus-Extension": EXTENSIONS,
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS), "Tus-Max-Size": str(file_limit()),
        })
    return response


@bp.errorhandler(Refused)
def refused(refusal: Refused) -> tuple[Response, int, dict[str, str]]:
    return jsonify(message=refusal.message), refusal.status, refusal.headers


@bp.errorhandler(Missing)
def gone(error: Missing) -> tuple[Response, int]:
    """A row whose part is not there any more: to be sent again from the start."""
    return jsonify(message=""), HTTPStatus.GONE


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> tuple[Response, int]:
    return jsonify(message=""), HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def _own(upload_id: int) -> Upload:
    return fetch(Upload, upload_id, may_send_upload)


def _append(upload: Upload, offset: int) -> dict[str, str]:
    upload_id = upload.id
    piece, length = piece_sent()
    append_piece(upload, offset, piece, length)
    return _state(_own(upload_id))


def _state(upload: Upload) -> dict[str, str]:
    headers = {"Upload-Offset": str(offset_of(upload))}
    if not upload.is_finished:
        headers["Upload-Expires"] = expiry_header(expires_at(upload, parts()))
    return headers


def _said(upload: Upload) -> dict[str, Any]:
    return {
        "id": written_id(upload.id), "address": url_for("uploads.show", upload_id=upload.id),
        "name": upload.name, "size": upload.size, "weight": weight(upload.size),
        "offset": offset_of(upload), "finished": upload.is_finished,
    }
