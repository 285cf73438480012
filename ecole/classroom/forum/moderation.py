"""What the teacher decides: approve, refuse, hide, show again; and what readers report."""

from __future__ import annotations

from sqlalchemy import select

from ecole.classroom.trash import touch
from ecole.models.message import Message, MessageReport
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.columns import utc_now
from ecole.storage.database import writing


def approve(message: Message) -> None:
    """Everyone of the class reads it from now on; a topic that waited with it too."""
    message_id = message.id
    with writing() as rows:
        fresh = rows.get_one(Message, message_id)
        now = utc_now()
        if fresh.published_at is None:
            fresh.published_at = now
            fresh.topic.last_message_at = now
        fresh.hidden_at = fresh.hidden_by_id = None
        if fresh.topic.published_at is None:
            fresh.topic.published_at = now
            touch(fresh.topic.classroom_id)


def hide(who: SignedIn, message: Message) -> None:
    """Out of sight of the families, who wrote it excepted; refused, when it was waiting. Whoever
    reported it was heard."""
    message_id = message.id
    with writing() as rows:
        fresh = rows.get_one(Message, message_id)
        if fresh.hidden_at is None:
            fresh.hidden_at, fresh.hidden_by_id = utc_now(), who.account_id
        _settle(fresh)


def show_again(message: Message) -> None:
    with writing():
        message.hidden_at = message.hidden_by_id = None


def report(who: SignedIn, message: Message, reason: str) -> None:
    """Once for each adult; said twice, the reason given last."""
    message_id = message.id
    with writing() as rows:
        mine = rows.scalar(select(MessageReport).where(
            MessageReport.message_id == message_id, MessageReport.account_id == who.account_id))
        if mine is None:
            rows.add(MessageReport(message_id=message_id, account_id=who.account_id,
                                   reason=reason))
        elif mine.settled_at is None and reason:
            mine.reason = reason


def settle_reports(message: Message) -> None:
    """Looked at, and the message stays."""
    message_id = message.id
    with writing() as rows:
        _settle(rows.get_one(Message, message_id))


def _settle(message: Message) -> None:
    for one in message.reports:
        one.settled_at = one.settled_at or utc_now()


def close_topic(topic: Topic, *, closed: bool) -> None:
    """Closed, it is read and not answered."""
    with writing():
        if (topic.closed_at is not None) != closed:
            topic.closed_at = utc_now() if closed else None
            touch(topic.classroom_id)


class RenamedMeanwhile(Exception):
    """Somebody else gave the topic another title."""


def edit_topic(topic: Topic, title: str, *, seen: str, is_pinned: bool,
               pupils_may_write: bool) -> None:
    """`seen`: the title that the writer had read."""
    topic_id = topic.id
    with writing() as rows:
        fresh = rows.get_one(Topic, topic_id)
        if fresh.title not in (seen, title):
            raise RenamedMeanwhile
        fresh.title, fresh.is_pinned = title, is_pinned
        fresh.pupils_may_write = pupils_may_write
        touch(fresh.classroom_id)
