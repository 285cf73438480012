"""The stored files that rows name: what must be there, and how heavy it is."""

from __future__ import annotations

from sqlalchemy import select

from ecole.models.attachment import Attachment
from ecole.models.rendition import Rendition
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools


def files_named() -> set[tuple[str, int | None]]:
    """The key of each stored file that a row names, and the bytes the row says; None when it
    says nothing of them."""
    with all_schools("files: each that a row of any school names"):
        found: set[tuple[str, int | None]] = {
            (key, None) for key in db.session.scalars(select(Attachment.captions_key)) if key
        }
        for key, size in db.session.execute(select(Rendition.blob_key, Rendition.size)):
            if key:
                found.add((key, size))
        for key, size in db.session.execute(select(Attachment.blob_key, Attachment.size)):
            found.add((key, size))
    return found


def keys_named() -> set[str]:
    return {key for key, _ in files_named()}
