"""One rendition at a time: made beside, kept, said ready, and the pages that show it told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ecole.classroom.news.contact_sheets import want_sheets
from ecole.classroom.owners import classroom_id_of
from ecole.classroom.renditions import (
    ask_again,
    attachments_of,
    become,
    forget_failures,
    is_to_replace,
    want_renditions,
)
from ecole.classroom.trash import touch
from ecole.media.conversion import Made, convert, upright
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.blobs import Blob
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.jobs import advance, wake
from ecole.storage.school_scope import all_schools


@dataclass(frozen=True)
class Order:
    """One rendition to make for a job."""

    job_id: int
    rendition_id: int
    source_key: str
    kind: str
    profile: Profile
    page: int
    replaces: bool  # the file that was sent: a photo of an iPhone


def orders_of(job_id: int, kind: str, made: list[Rendition]) -> list[Order]:
    """What still waits, most useful first."""
    ranks = list(Profile)
    waiting = sorted((row for row in made if row.is_waiting),
                     key=lambda row: (row.page, row.created_at, ranks.index(Profile(row.profile))))
    shown = attachments_of(db.session(), made[0].source_key) if made else []
    replaces = any(is_to_replace(attachment) for attachment in shown)
    return [Order(job_id, row.id, row.source_key, kind, Profile(row.profile), row.page, replaces)
            for row in waiting]


def make(order: Order, source: Path, folder: Path) -> None:
    """Raises what `convert` does. What is made for nothing, the file gone, is thrown away."""
    made = (upright(source, folder) if order.replaces
            else convert(source, order.kind, order.profile, folder, order.page))
    blob = _keep(made)
    with writing() as rows:
        is_kept = _note(rows, order, made, blob)
    if not is_kept:
        forget_blob(blob.key)


def note_failure(order: Order, code: str) -> None:
    with writing() as rows:
        row = rows.get(Rendition, order.rendition_id)
        if row is not None and row.is_waiting:
            row.failure = code
            advance(rows, order.job_id)
            tell_classes(rows, order.source_key)


def tell_classes(rows: Session, source_key: str) -> None:
    """Every page that shows the file and was made before is out of date."""
    shown = attachments_of(rows, source_key)
    for classroom_id in {classroom_id_of(attachment) for attachment in shown}:
        touch(classroom_id)


def retry_failed(attachment_id: int, account_id: int) -> None:
    """What could not be made of a file is asked for once more."""
    with writing() as rows:
        attachment = rows.get_one(Attachment, attachment_id)
        ask_again(rows, account_id, attachment)
        tell_classes(rows, attachment.blob_key)
    wake()


def forget_failed(attachment_id: int) -> None:
    """Nothing more is said of what could not be made: the file stays as it was sent."""
    with writing() as rows:
        attachment = rows.get_one(Attachment, attachment_id)
        forget_failures(rows, attachment)
        tell_classes(rows, attachment.blob_key)


def forget_blob(key: str) -> None:
    """Throw bytes away at once, unless a row names them, in this school or another."""
    if not _is_named(key):
        current_app.config["BLOBS"].delete(key)


def _keep(made: Made) -> Blob:
    with made.path.open("rb") as file:
        blob: Blob = current_app.config["BLOBS"].put(file, made.path.stat().st_size)
    made.path.unlink()
    return blob


def _note(rows: Session, order: Order, made: Made, blob: Blob) -> bool:
    row = rows.get(Rendition, order.rendition_id)
    shown = attachments_of(rows, order.source_key)
    if row is not None and not shown:
        rows.delete(row)
    if row is None or row.is_ready or not shown:
        return False
    row.blob_key, row.mime, row.size = blob.key, made.mime, blob.size
    row.width, row.height = made.width, made.height
    row.failure, row.ready_at = "", utc_now()
    advance(rows, order.job_id)
    # Before the photo has its new name: by that of its bytes.
    tell_classes(rows, order.source_key)
    if order.replaces:
        _replace(rows, row, shown)
    return True


def _replace(rows: Session, note: Rendition, shown: list[Attachment]) -> None:
    """Each row names the JPEG, whose small forms are asked for like those of any photo."""
    for attachment in shown:
        become(attachment, note)
    rows.flush()
    want_renditions(rows, note.account_id or 0, shown[0])
    for attachment in shown:
        if attachment.news_item is not None:
            # Its album is another list of photos now.
            want_sheets(rows, note.account_id or 0, attachment.news_item)


def _is_named(key: str) -> bool:
    with all_schools("bytes are shared by the schools"):
        rows = db.session()
        return any(
            rows.scalar(statement.limit(1)) is not None
            for statement in (
                select(Attachment.id).where(
                    or_(Attachment.blob_key == key, Attachment.captions_key == key)),
                select(Rendition.id).where(Rendition.blob_key == key),
            )
        )
