"""The files that are being prepared and those that could not be: who sent them, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, select

from ecole.classroom.forum.names import Names
from ecole.media.failures import FAILURES
from ecole.media.labels import kind_label, weight
from ecole.media.space import ROOM, with_owners
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.rendition import Rendition
from ecole.roster.preparations import (
    HAS_FAILED,
    IS_WAITING,
    MADE_OF_IT,
    SEEN,
    of_interest,
    sentences,
)
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import joined, moment

# More would make a page that no phone likes; those that wait are seen when these are gone.
SHOWN_MAX = 20


def sentences_by_class(ids: Sequence[int]) -> dict[int, list[str]]:
    """What is said to the teachers of each of these classes, in one statement."""
    rows = db.session.execute(
        of_interest(with_owners(select(ROOM, *SEEN))).where(ROOM.in_(ids)))
    found: dict[int, list[Any]] = defaultdict(list)
    for room, *seen in rows:
        found[room].append(seen)
    return defaultdict(list, {room: sentences(seen) for room, seen in found.items()})


def preparations_page(classroom: Classroom | None = None) -> dict[str, Any]:
    """Of one class, or of the whole school."""
    of: list[Any] = [] if classroom is None else [classroom.id == ROOM]
    failed, more_failed = _rows(HAS_FAILED, of)
    waiting, more_waiting = _rows(IS_WAITING, of)
    names = Names({rows[0].account_id for rows in failed if rows[0].account_id}, for_staff=True)
    return {
        "classroom": classroom,
        "failed": [_failed(rows, names) for rows in failed],
        "waiting": [_said(rows) for rows in waiting],
        "more": more_failed + more_waiting,
    }


def _rows(state: ColumnElement[bool], of: Sequence[ColumnElement[bool]]) -> tuple[list[Any], int]:
    """One for each content, with its classes, the first sent first, and how many are beyond."""
    columns: Any = select(
        Attachment.blob_key, func.min(Attachment.id).label("id"),
        func.min(Attachment.name).label("name"), func.min(Attachment.kind).label("kind"),
        func.min(Attachment.mime).label("mime"), func.min(Attachment.size).label("size"),
        func.min(Rendition.failure).label("failure"),
        func.min(Rendition.account_id).label("account_id"),
        func.min(Rendition.created_at).label("sent_at"), Classroom.label.label("room"),
    )
    rows = db.session.execute(
        with_owners(columns)
        .join(Rendition, MADE_OF_IT)
        .outerjoin(Classroom, Classroom.id == ROOM)
        .where(state, *of)
        .group_by(Attachment.blob_key, Classroom.id, Classroom.label)
        .order_by(func.min(Rendition.created_at), Attachment.blob_key, Classroom.label)
    ).all()
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.blob_key].append(row)
    kept = list(found.values())
    return kept[:SHOWN_MAX], max(0, len(kept) - SHOWN_MAX)


def _said(rows: Sequence[Any]) -> dict[str, Any]:
    first = rows[0]
    rooms = [row.room or gettext("Toute l’école") for row in rows]
    return {
        "name": first.name,
        "facts": " · ".join((joined(rooms), kind_label(first.kind, first.mime),
                             weight(first.size), moment(first.sent_at))),
    }


def _failed(rows: Sequence[Any], names: Names) -> dict[str, Any]:
    row = rows[0]
    sender = names.of(row.account_id) if row.account_id else ""
    return _said(rows) | {
        "id": row.id,
        "sender": gettext("Envoyé par %(name)s", name=sender) if sender else "",
        "why": gettext(FAILURES[row.failure]),
        "retry_url": url_for("preparations.retry", attachment_id=row.id),
        "delete_url": url_for("preparations.delete", attachment_id=row.id),
    }
