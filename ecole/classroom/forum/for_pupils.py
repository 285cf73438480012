"""The way from a child's day to what the class talks about."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from ecole.classroom.forum.pages import shown_to
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.database import db


def talk_url_of(who: SignedIn) -> str:
    """The topics where the pupils of its class write; nothing while there is none."""
    classroom_id = who.pupil.classroom_id if who.pupil else None
    if classroom_id is None:
        return ""
    found = db.session.scalar(
        select(Topic.id).where(Topic.classroom_id == classroom_id, *shown_to(who)).limit(1))
    return url_for("forum.index", classroom_id=classroom_id) if found else ""
