"""The messages of a topic, each answer under what it answers, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from ecole.classroom.forum.names import Names
from ecole.classroom.forum.texts import linked
from ecole.classroom.items import File, file_of
from ecole.models.message import Message
from ecole.models.permissions.forum import is_writer
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.models.trash import oldest_kept
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.web.words import moment

MESSAGES_A_PAGE = 10  # with four photos each, still less than 350 elements
Root = aliased(Message)
Answer = aliased(Message)


@dataclass(frozen=True)
class Entry:
    """A message as somebody sees it. `state`: "" once it is read by all, else waiting, refused,
    hidden, removed, or gone (a place that only holds its answers)."""

    id: int
    anchor: str
    name: str
    said: str
    text: Markup
    photos: Sequence[File]
    files: Sequence[File]
    is_answer: bool
    is_mine: bool
    is_pupils: bool
    state: str
    reports: int = 0

    def url(self, endpoint: str) -> str:
        return url_for(endpoint, message_id=self.id)


def page_of_thread(who: SignedIn, topic: Topic, page: int, *, for_staff: bool
                   ) -> tuple[list[Entry], bool]:
    """The entries of one page, and whether another follows."""
    start = (page - 1) * MESSAGES_A_PAGE
    found = db.session.scalars(
        _in_order(select(Message), who, topic, for_staff)
        .options(selectinload(Message.attachments), selectinload(Message.pupil),
                 selectinload(Message.reports))
        .offset(start).limit(MESSAGES_A_PAGE + 1)
    ).all()
    rows = found[:MESSAGES_A_PAGE]
    return entries_of(who, rows, for_staff=for_staff), len(found) > len(rows)


def page_with(who: SignedIn, topic: Topic, message_id: int, *, for_staff: bool) -> int:
    """The page where a message is, the first one when it is nowhere."""
    ids = db.session.scalars(_in_order(select(Message.id), who, topic, for_staff)).all()
    return ids.index(message_id) // MESSAGES_A_PAGE + 1 if message_id in ids else 1


def entries_of(who: SignedIn, rows: Sequence[Message], *, for_staff: bool) -> list[Entry]:
    names = Names((row.author_id for row in rows), for_staff=for_staff)
    uais = {place.id: place.uai for place in who.passes.values()}
    return [_entry(who, row, names, uais[row.school_id], for_staff=for_staff) for row in rows]


def _in_order(statement: Any, who: SignedIn, topic: Topic, for_staff: bool) -> Any:
    return (
        statement.outerjoin(Root, Root.id == Message.reply_to_id)
        .where(Message.topic_id == topic.id, shown_to(who, topic, for_staff=for_staff))
        .order_by(func.coalesce(Root.created_at, Message.created_at),
                  func.coalesce(Root.id, Message.id), Message.reply_to_id.is_not(None),
                  Message.created_at, Message.id)
    )


def shown_to(who: SignedIn, topic: Topic, *, for_staff: bool) -> ColumnElement[bool]:
    """Staff: all that can be restored. Others: what everyone reads, what they wrote, and the
    places of what went away leaving answers."""
    lasting = or_(Message.deleted_at.is_(None), Message.deleted_at > oldest_kept())
    if for_staff:
        return lasting
    mine = (Message.pupil_id == who.pupil.id if who.pupil
            else Message.author_id == who.account_id)
    answers = select(Answer.reply_to_id).where(Answer.topic_id == topic.id, *is_live(Answer))
    return or_(and_(*is_live(Message)), and_(mine, lasting),
               and_(Message.published_at.is_not(None), Message.id.in_(answers)))


def is_live(model: Any) -> tuple[ColumnElement[bool], ...]:
    """What everyone of the class may read of a topic they may read."""
    return (model.deleted_at.is_(None), model.hidden_at.is_(None), model.published_at <= utc_now())


def _entry(who: SignedIn, row: Message, names: Names, uai: str, *, for_staff: bool) -> Entry:
    is_mine = is_writer(who, row)
    state = _state(row, is_open=for_staff or is_mine, is_mine=is_mine)
    files = [] if state == "gone" else [file_of(one, uai) for one in row.attachments]
    return Entry(
        id=row.id,
        anchor=f"message-{row.id}",
        name="" if state == "gone" else names.of(row.author_id, row.pupil),
        said=moment(row.created_at),
        text=Markup() if state == "gone" else linked(row.text),
        photos=[file for file in files if file.kind == "image"],
        files=[file for file in files if file.kind != "image"],
        is_answer=row.reply_to_id is not None,
        is_mine=is_mine,
        is_pupils=row.pupil_id is not None,
        state=state,
        reports=sum(one.settled_at is None for one in row.reports) if for_staff else 0,
    )


def _state(row: Message, *, is_open: bool, is_mine: bool) -> str:
    if row.deleted_at is not None:
        return "removed" if is_mine else "gone"
    if row.hidden_at is not None and not is_open:
        return "gone"
    if row.hidden_at is not None:
        return "hidden" if row.published_at else "refused"
    return "" if row.published_at else "waiting"
