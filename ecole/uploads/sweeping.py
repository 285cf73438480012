"""What nobody goes on with: erased by the tidying of the night."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ecole.models.upload import Upload
from ecole.storage.blobs import Missing
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.uploads.finished import OFFERED
from ecole.uploads.parts import Busy, Parts

UNTOUCHED = timedelta(days=2)
# A form that holds the file may be sent a day after it was offered.
FINISHED = OFFERED + timedelta(days=1)


def sweep_uploads(parts: Parts) -> int:
    """Uploads of all schools past their time, and parts that no row names; how many uploads."""
    now = utc_now()
    uploads = list(db.session.scalars(select(Upload)))
    known = {upload.id for upload in uploads if not upload.is_finished}
    old = [u.id for u in uploads if _ends_at(u, parts) <= now]
    swept = sum(_sweep(upload_id, parts) for upload_id in old)
    for upload_id in parts.ids() - known:
        touched = parts.touched_at(upload_id)
        if touched is None or touched <= time.time() - UNTOUCHED.total_seconds():
            parts.remove(upload_id)
    return swept


def expires_at(upload: Upload, parts: Parts) -> datetime:
    """When an upload that is not whole is given up, unless a piece of it comes."""
    touched = parts.touched_at(upload.id)
    last = datetime.fromtimestamp(touched, UTC) if touched else upload.created_at
    return last + UNTOUCHED


def kept_keys() -> set[str]:
    """Keys of the files that a form may still take: no attachment names them yet."""
    finished = select(Upload.received).where(Upload.finished_at.is_not(None))
    return {received["key"] for received in db.session.scalars(finished) if received}


def _ends_at(upload: Upload, parts: Parts) -> datetime:
    return upload.finished_at + FINISHED if upload.finished_at else expires_at(upload, parts)


def _sweep(upload_id: int, parts: Parts) -> bool:
    try:
        with parts.hold(upload_id):
            return _erase(upload_id, parts)
    except Missing:
        return _erase(upload_id, parts)
    except Busy:  # somebody goes on with it just now
        return False


def _erase(upload_id: int, parts: Parts) -> bool:
    with writing() as rows:
        upload = rows.get(Upload, upload_id)
        if upload is not None:
            rows.delete(upload)
    parts.remove(upload_id)
    return upload is not None
