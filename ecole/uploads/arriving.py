"""One upload from its announcement to the file that is kept.

Its last byte counts only once the file is kept and its row says so. Cut or killed in between, a
client is told that one byte is missing, sends it, and the end is done again from the whole part.
"""

from __future__ import annotations

import io
import threading
from dataclasses import asdict, dataclass

from flask import current_app

from ecole.media.inspection import LIMITS, family_of, too_heavy
from ecole.media.names import safe_name
from ecole.media.reception import Received, receive_draft
from ecole.media.refusals import RefusedFile
from ecole.media.sniffing import HEAD
from ecole.models.upload import Upload
from ecole.storage.blobs import Draft, Missing, NoSpace, Readable, StoreUnavailable
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.uploads.bounds import (
    Bounds,
    check_disk,
    check_file,
    check_sender,
    disk_full,
    file_limit,
    parts,
)
from ecole.uploads.parts import Busy, Part
from ecole.uploads.protocol import Announced
from ecole.uploads.refusals import BUSY, STORE_AWAY, Refused
from ecole.web.languages import gettext

# Looking into 500 MB takes seconds, and the site has four threads.
ENDINGS = threading.BoundedSemaphore(2)
PATIENCE = 5.0  # seconds


@dataclass(frozen=True)
class Sender:
    """An account, and the child who has its screen (0: the adult)."""

    account_id: int
    pupil_id: int
    bounds: Bounds


def begin_upload(sender: Sender, announced: Announced) -> int:
    """The id of a new, empty upload. Raises Refused, and leaves nothing."""
    if not announced.size:
        raise Refused(422, RefusedFile("empty", announced.name).reason)
    check_file(announced)
    upload_id = new_id()
    try:
        # First: a row without a part would be an upload that can never go on.
        parts().create(upload_id)
        with writing() as rows:
            check_sender(rows, sender.account_id, announced.size, sender.bounds)
            rows.add(Upload(
                id=upload_id, account_id=sender.account_id, pupil_id=sender.pupil_id,
                classroom_id=announced.classroom_id, page=announced.page, name=announced.name,
                size=announced.size,
            ))
    except BaseException as error:
        parts().remove(upload_id)
        if isinstance(error, NoSpace):
            raise disk_full(announced.name) from error
        raise
    return upload_id


def offset_of(upload: Upload) -> int:
    """How much has come, and counts. Raises Missing."""
    upload_id, size = upload.id, upload.size
    if upload.is_finished:
        return size
    try:
        return _counted(parts().size(upload_id), size)
    except Missing:
        if _is_finished_now(upload_id):
            return size
        raise


def append_piece(upload: Upload, offset: int, piece: Readable, length: int) -> int:
    """The bytes that follow, and the end when they are the last; the new offset.

    Raises Refused or Missing.
    """
    upload_id, name, size = upload.id, upload.name, upload.size
    if upload.is_finished:
        if offset == size and not length:
            return size
        raise Refused(409)
    check_disk(name)
    try:
        with parts().hold(upload_id) as part:
            if offset not in (_counted(part.size, size), part.size):
                raise Refused(409)
            if length > size - offset:
                raise Refused(413)
            _write(part, piece, name, size)
            if part.size < size:
                return part.size
            _finish(part, upload_id, name)
            return size
    except Busy:
        raise Refused(423) from None
    except Missing:
        if _is_finished_now(upload_id):
            raise Refused(409) from None
        raise
    except NoSpace as error:
        raise disk_full(name) from error
    except StoreUnavailable as error:
        said = gettext(STORE_AWAY, name=safe_name(name))
        raise Refused(503, said, Retry_After="60") from error
    except RefusedFile as refusal:
        _forget(upload_id)
        raise Refused(422, refusal.reason) from refusal


def drop_upload(upload_id: int) -> None:
    """Given up by its sender: its row and its bytes go at once."""
    try:
        with parts().hold(upload_id, PATIENCE):
            _forget(upload_id)
    except Missing:
        _forget(upload_id)
    except Busy:
        raise Refused(423) from None


def _is_finished_now(upload_id: int) -> bool:
    """Its part is gone: because another request has just ended it?"""
    db.session.rollback()  # what this transaction sees is older
    upload = db.session.get(Upload, upload_id)
    return upload is not None and upload.is_finished


def _counted(came: int, size: int) -> int:
    return min(came, size - 1)


def _write(part: Part, piece: Readable, name: str, size: int) -> None:
    """What the part has not yet: of an end done again, its last byte is there already."""
    missing = size - part.size
    if missing == size:
        head = piece.read(HEAD)
        if len(head) == min(HEAD, size):
            _look_at_head(head, name, size)
        part.append(io.BytesIO(head), missing)
        missing -= len(head)
    part.append(piece, missing)


def _look_at_head(head: bytes, name: str, size: int) -> None:
    """On a village line nobody sends an hour of film to be told that AVI is not taken."""
    family = family_of(head, name)
    if family != "av" and size > LIMITS[family]:
        raise too_heavy(family, name)


def _finish(part: Part, upload_id: int, name: str) -> None:
    if not ENDINGS.acquire(timeout=PATIENCE):
        raise Refused(503, gettext(BUSY), Retry_After="5")
    try:
        received = _keep(part, name)
    finally:
        ENDINGS.release()
    with writing() as rows:
        upload = rows.get(Upload, upload_id)
        if upload is None:
            raise Refused(410)
        upload.received = asdict(received)
        upload.finished_at = utc_now()
    parts().remove(upload_id)


def _keep(part: Part, name: str) -> Received:
    limit = file_limit()
    with part.second_name() as path:
        draft = Draft(path, part.sha256(), part.size)
        return receive_draft(draft, name, current_app.config["BLOBS"], limit)


def _forget(upload_id: int) -> None:
    with writing() as rows:
        upload = rows.get(Upload, upload_id)
        if upload is not None:
            rows.delete(upload)
    parts().remove(upload_id)
