"""What waits for the teacher in the forum: messages to approve, and messages that were reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import selectinload

from ecole.classroom.forum.names import Names
from ecole.classroom.forum.threads import Entry, entries_of
from ecole.models.classroom import Classroom
from ecole.models.message import Message, MessageReport
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext

SHOWN_MAX = 10  # of each; the next ones come as these are settled
IN_PLACE = (Topic.deleted_at.is_(None), Message.deleted_at.is_(None), Message.hidden_at.is_(None))


@dataclass(frozen=True)
class Waiting:
    """A message with its topic, and what readers said of it."""

    entry: Entry
    topic_title: str
    topic_url: str
    reports: Sequence[str] = ()


def queue_page(who: SignedIn, classroom: Classroom) -> dict[str, Any]:
    waiting, reported = waiting_counts([classroom.id]).get(classroom.id, (0, 0))
    first = _first(classroom, Message.published_at.is_(None))
    told = _first(classroom, is_reported())
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "to_approve": _shown(who, first),
        "approve_count": waiting,
        "reported": _shown(who, told),
        "report_count": reported,
        "back_url": url_for("forum.index", classroom_id=classroom.id),
    }


def _first(classroom: Classroom, where: ColumnElement[bool]) -> Sequence[Message]:
    return db.session.scalars(
        select(Message)
        .join(Topic, Topic.id == Message.topic_id)
        .where(Topic.classroom_id == classroom.id, *IN_PLACE, where)
        .options(selectinload(Message.attachments), selectinload(Message.pupil),
                 selectinload(Message.topic), selectinload(Message.reports))
        .order_by(Message.created_at, Message.id).limit(SHOWN_MAX)
    ).all()


def _shown(who: SignedIn, rows: Sequence[Message]) -> list[Waiting]:
    names = Names({one.account_id for row in rows for one in row.reports}, for_staff=True)
    return [
        Waiting(
            entry, row.topic.title, url_for("forum.message", message_id=row.id),
            [_report(names.of(one.account_id), one.reason) for one in row.reports
             if one.settled_at is None],
        )
        for entry, row in zip(entries_of(who, rows, for_staff=True), rows, strict=True)
    ]


def _report(name: str, reason: str) -> str:
    if not reason:
        return gettext("Signalé par %(name)s", name=name)
    return gettext("Signalé par %(name)s\u00a0: «\u00a0%(reason)s\u00a0»", name=name, reason=reason)


def waiting_counts(classroom_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many messages to approve, and how many reported ones, by class: one statement."""
    waits, told = Message.published_at.is_(None), is_reported()
    rows = db.session.execute(
        select(Topic.classroom_id, _how_many(waits), _how_many(told))
        .join(Message, Message.topic_id == Topic.id)
        .where(Topic.classroom_id.in_(classroom_ids), *IN_PLACE, waits | told)
        .group_by(Topic.classroom_id)
    )
    return {classroom_id: (int(waiting), int(reported))
            for classroom_id, waiting, reported in rows}


def _how_many(where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((where, 1), else_=0))


def is_reported() -> ColumnElement[bool]:
    return Message.id.in_(
        select(MessageReport.message_id).where(MessageReport.settled_at.is_(None)))


def waiting_sentences(to_approve: int, reported: int) -> list[str]:
    """« 2 messages à approuver », « 1 message signalé »: what there is, for « Ce qui vous attend ».
    """
    return [
        *([ngettext("%(num)d\u00a0message à approuver", "%(num)d\u00a0messages à approuver",
                    to_approve)] if to_approve else []),
        *([ngettext("%(num)d\u00a0message signalé", "%(num)d\u00a0messages signalés", reported)]
          if reported else []),
    ]
