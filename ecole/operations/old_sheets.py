"""Contact sheets of albums that are not as they were go too; the night erases their bytes."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from sqlalchemy import select

from ecole.classroom.news.albums import boards_of
from ecole.classroom.news.contact_sheets import key_of
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing


def forget_sheets(older_than: timedelta) -> int:
    """How many went."""
    old = select(Rendition).where(Rendition.profile == Profile.SHEET,
                                  Rendition.created_at < utc_now() - older_than)
    if db.session.scalar(old.limit(1)) is None:
        return 0
    with writing() as rows:
        pictures = rows.execute(
            select(Attachment.school_id, Attachment.news_item_id, Attachment.blob_key)
            .where(Attachment.news_item_id.is_not(None), Attachment.kind == "image")
            .order_by(Attachment.news_item_id, Attachment.position)
        ).all()
        shown = {
            (school_id, key_of([picture.blob_key for picture in board]))
            for (school_id, _), album in groupby(pictures, lambda row: tuple(row[:2]))
            for board in boards_of(list(album))  # type: ignore[arg-type]
        }
        gone = [row for row in rows.scalars(old) if (row.school_id, row.source_key) not in shown]
        for row in gone:
            rows.delete(row)
    return len(gone)
