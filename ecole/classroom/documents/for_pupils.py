"""The way from a child's day to what its class writes together."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from ecole.models.document import Document
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db


def together_url_of(who: SignedIn) -> str:
    """The documents of its class; nothing while none is open to pupils."""
    classroom_id = who.pupil.classroom_id if who.pupil else None
    if classroom_id is None:
        return ""
    found = db.session.scalar(
        select(Document.id).where(
            Document.classroom_id == classroom_id, Document.deleted_at.is_(None),
            Document.published_at <= utc_now(), Document.closed_at.is_(None),
            Document.pupils_may_write,
        ).limit(1))
    return url_for("documents.index", classroom_id=classroom_id) if found else ""
