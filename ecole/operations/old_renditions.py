"""What was made of files that nothing shows any more goes too; the night erases its bytes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.columns import utc_now
from ecole.storage.database import writing


def forget_renditions(older_than: timedelta) -> int:
    """How many went. The sheets of albums are named by a list of files, not by a file."""
    shown = select(Attachment.blob_key).where(Attachment.school_id == Rendition.school_id)
    with writing() as rows:
        old = rows.scalars(
            select(Rendition).where(
                Rendition.profile != Profile.SHEET,
                Rendition.created_at < utc_now() - older_than,
                Rendition.source_key.not_in(shown.scalar_subquery()),
                # The note that a JPEG took the place of a photo.
                Rendition.blob_key.is_(None)
                | Rendition.blob_key.not_in(shown.scalar_subquery()),
            )
        ).all()
        for row in old:
            rows.delete(row)
    return len(old)
