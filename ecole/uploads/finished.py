"""Uploads that are whole: offered to the form they came for, and taken by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.media.reception import Received
from ecole.models.permissions import may_send_upload
from ecole.models.permissions.uploads import sender_child
from ecole.models.signed_in import SignedIn
from ecole.models.upload import Upload
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.uploads.protocol import read_id

# The night keeps the bytes a day longer: a form may hold them meanwhile.
OFFERED = timedelta(days=2)


@dataclass
class Found:
    """The files of a form, by the id of their upload; and what is wrong with the others."""

    files: dict[int, Received] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)  # names
    are_lost: bool = False


def find_uploads(who: SignedIn, texts: Iterable[str]) -> Found:
    """Those of the ids of a form, as they stand in addresses, that are this sender's own."""
    found = Found()
    ids = list(dict.fromkeys(read_id(text) for text in texts))
    if not ids:
        return found
    rows = {u.id: u for u in db.session.scalars(select(Upload).where(Upload.id.in_(ids)))}
    for upload_id in ids:
        upload = rows.get(upload_id)
        if upload is None or not may_send_upload(who, upload):
            found.are_lost = True
        elif not upload.is_finished:
            found.unfinished.append(upload.name)
        elif (received := _received(upload)) is None:
            found.are_lost = True
        else:
            found.files[upload_id] = received
    return found


def uploads_of(who: SignedIn, page: str | None = None) -> list[Upload]:
    """One's own, oldest first: those of a page, or all of them."""
    mine = select(Upload).where(
        Upload.account_id == who.account_id, Upload.pupil_id == sender_child(who)
    ).order_by(Upload.created_at, Upload.id)
    if page is not None:
        mine = mine.where(Upload.page == page)
    return [u for u in db.session.scalars(mine) if not u.is_finished or _is_offered(u)]


def offer_no_more(ids: Iterable[int]) -> None:
    """A form that comes back to be mended holds these files itself, and shows them."""
    offered = select(Upload).where(Upload.id.in_(list(ids)), Upload.page != "")
    if not db.session.scalars(offered).all():
        return  # it comes back once more: nothing to write
    with writing() as rows:
        for upload in rows.scalars(offered):
            upload.page = ""


def take_upload(rows: Session, upload_id: int) -> None:
    """Its file hangs under a row now, inside `writing()`."""
    upload = rows.get(Upload, upload_id)
    if upload is not None:
        rows.delete(upload)


def _received(upload: Upload) -> Received | None:
    if not _is_offered(upload):
        return None
    try:
        return Received(**(upload.received or {}))
    except TypeError:  # finished just before an update of the programme
        return None


def _is_offered(upload: Upload) -> bool:
    return upload.finished_at is not None and upload.finished_at > utc_now() - OFFERED
