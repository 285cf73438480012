"""Files hung under a row of a class, whatever it is."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from ecole.classroom.preparing import want_renditions
from ecole.media.reception import Received
from ecole.models.attachment import Attachment, Owner
from ecole.storage.columns import new_id
from ecole.uploads.finished import take_upload


def attach(rows: Session, owner: Owner, files: Iterable[Received], account_id: int) -> None:
    """After the files it has, inside `writing()`; lighter renditions are asked for."""
    start = max((a.position for a in owner.attachments), default=-1) + 1
    for place, file in enumerate(files, start):
        attachment = Attachment(
            id=new_id(), blob_key=file.key, name=file.name, kind=file.kind, mime=file.mime,
            size=file.size, duration_seconds=file.duration_seconds, pages=file.pages,
            width=file.width, height=file.height, plays=file.plays, position=place,
        )
        owner.attachments.append(attachment)
        want_renditions(rows, account_id, attachment)
        if upload_id := getattr(file, "upload_id", 0):
            take_upload(rows, upload_id)


def detach(owner: Owner, removed: set[int]) -> None:
    """Take off the files of these ids; the night erases their bytes."""
    for attachment in [a for a in owner.attachments if a.id in removed]:
        owner.attachments.remove(attachment)


def copy_files(rows: Session, source: Owner, target: Owner, account_id: int) -> None:
    """The same files under another row: the bytes are shared, the rows are not."""
    for file in source.attachments:
        copy = Attachment(
            id=new_id(), blob_key=file.blob_key, name=file.name, caption=file.caption,
            kind=file.kind, mime=file.mime, size=file.size,
            duration_seconds=file.duration_seconds, pages=file.pages, width=file.width,
            height=file.height, rotation=file.rotation, position=file.position,
            plays=file.plays, captions_key=file.captions_key, transcript=file.transcript,
        )
        target.attachments.append(copy)
        want_renditions(rows, account_id, copy)
