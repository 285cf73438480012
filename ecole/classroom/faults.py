"""The files of the school that the nightly verification found missing or damaged, for its head."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import func, or_, select

from ecole.classroom.space_files import place_of
from ecole.media.space import ROOM, with_owners
from ecole.models.attachment import Attachment
from ecole.models.blob_fault import BlobFault
from ecole.models.classroom import Classroom
from ecole.models.day_word import DayWord
from ecole.models.document import Document
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.news_item import NewsItem
from ecole.models.topic import Topic
from ecole.storage.blobs import MISSING
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import PARIS, long_day

SHOWN = 25
OF_IT = or_(BlobFault.key == Attachment.blob_key, BlobFault.key == Attachment.captions_key)


def faults_page() -> dict[str, Any]:
    """Each with where it hangs, so that it can be sent again; the last sent first."""
    rows = db.session.execute(
        with_owners(select(Attachment, Instruction, HandIn, NewsItem, Topic, Document, DayWord,
                           Classroom.label, BlobFault.problem))
        .join(BlobFault, OF_IT)
        .outerjoin(Classroom, Classroom.id == ROOM)
        .order_by(Attachment.created_at.desc(), Attachment.id)
        .limit(SHOWN)
    ).all()
    total = db.session.scalar(
        select(func.count(Attachment.id.distinct())).join(BlobFault, OF_IT)) or 0
    return {"files": [_line(row) for row in rows], "more": max(total - SHOWN, 0),
            "back_url": url_for("school.show")}


def _line(row: Any) -> dict[str, str]:
    title, url = place_of(row)
    day = row.Instruction.day_on if row.Instruction is not None \
        else row.Attachment.created_at.astimezone(PARIS).date()
    return {
        "name": row.Attachment.name,
        "where": title,
        "url": url,
        "room": row.label or gettext("École"),
        "day": long_day(day),
        "problem": gettext("Introuvable") if row.problem == MISSING else gettext("Abîmé"),
    }
