"""What the pages of the forum show: its topics, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, or_, select

from ecole.classroom.forum.names import Names
from ecole.classroom.forum.queue import waiting_counts, waiting_sentences
from ecole.classroom.forum.rules import Rules, hour_of, rules_of
from ecole.classroom.forum.talking import CLOSED, said_when_closed
from ecole.classroom.forum.threads import is_live, page_of_thread
from ecole.classroom.tabs import tabs_of
from ecole.models.classroom import Classroom
from ecole.models.message import Message
from ecole.models.permissions import may_moderate_topic, may_teach
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext
from ecole.web.words import clock, moment, today

TOPICS_A_PAGE = 15


@dataclass(frozen=True)
class TopicRow:
    """A topic in the list of its class."""

    title: str
    url: str
    facts: str
    is_pinned: bool
    is_closed: bool
    is_waiting: bool
    is_for_pupils: bool


def index_page(who: SignedIn, classroom: Classroom, page: int) -> dict[str, Any]:
    teaches, start = may_teach(who, classroom), (page - 1) * TOPICS_A_PAGE
    rules = rules_of(classroom.id)
    found = db.session.scalars(
        select(Topic)
        .where(Topic.classroom_id == classroom.id, *shown_to(who, teaches=teaches))
        .order_by(Topic.is_pinned.desc(), Topic.last_message_at.desc(), Topic.id)
        .offset(start).limit(TOPICS_A_PAGE + 1)
    ).all()
    topics = found[:TOPICS_A_PAGE]
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": [] if who.pupil else tabs_of(classroom.id, teaches=teaches),
        "teaches": teaches,
        "topics": _rows(topics, teaches=teaches),
        "may_open": teaches or (rules.families_may_open and who.pupil is None),
        "waiting": _waiting(classroom.id) if teaches else [],
        "hours": _hours(rules),
        "previous_url": _index(classroom, page - 1) if page > 1 else "",
        "next_url": _index(classroom, page + 1) if len(found) > len(topics) else "",
    }


def _index(classroom: Classroom, page: int) -> str:
    return url_for("forum.index", classroom_id=classroom.id, page=page if page > 1 else None)


def _waiting(classroom_id: int) -> list[str]:
    return waiting_sentences(*waiting_counts([classroom_id]).get(classroom_id, (0, 0)))


def shown_to(who: SignedIn, *, teaches: bool = False) -> tuple[ColumnElement[bool], ...]:
    """As `may_read_topic` says of one."""
    if teaches:
        return (Topic.deleted_at.is_(None),)
    is_out = Topic.published_at <= utc_now()
    if who.pupil:
        return Topic.deleted_at.is_(None), is_out, Topic.pupils_may_write.is_(True)
    return Topic.deleted_at.is_(None), or_(is_out, Topic.author_id == who.account_id)


def _rows(topics: Sequence[Topic], *, teaches: bool) -> list[TopicRow]:
    names = Names((topic.author_id for topic in topics), for_staff=teaches)
    found = db.session.execute(
        select(Message.topic_id, func.count(Message.id))
        .where(Message.topic_id.in_([topic.id for topic in topics]), *is_live(Message))
        .group_by(Message.topic_id))
    counts: dict[int, int] = {topic_id: count for topic_id, count in found}  # noqa: C416
    return [
        TopicRow(
            title=topic.title,
            url=url_for("forum.show", topic_id=topic.id),
            facts=_facts(topic, names, counts.get(topic.id, 0)),
            is_pinned=topic.is_pinned,
            is_closed=topic.closed_at is not None,
            is_waiting=topic.published_at is None,
            is_for_pupils=topic.pupils_may_write,
        )
        for topic in topics
    ]


def _facts(topic: Topic, names: Names, count: int) -> str:
    return " · ".join([
        gettext("Par %(name)s", name=names.of(topic.author_id)),
        ngettext("%(num)d\u00a0message", "%(num)d\u00a0messages", count),
        gettext("le dernier %(moment)s", moment=moment(topic.last_message_at)),
    ])


def _hours(rules: Rules) -> str:
    """When one may write, for families; nothing when it is at any hour."""
    if rules.opens_minute is None or rules.closes_minute is None:
        return ""
    first, last = (clock(datetime.combine(today(), hour_of(minute)))
                   for minute in (rules.opens_minute, rules.closes_minute))
    return gettext("On peut lire à toute heure, et écrire de %(first)s à\u00a0%(last)s.",
                   first=first, last=last)


def topic_page(who: SignedIn, topic: Topic, page: int) -> dict[str, Any]:
    """A page of its thread, with what may be done there."""
    for_staff = may_moderate_topic(who, topic)
    entries, has_more = page_of_thread(who, topic, page, for_staff=for_staff)
    return {
        **heading_of(who, topic),
        "entries": entries,
        "previous_url": page_url(topic, page - 1) if page > 1 else "",
        "next_url": page_url(topic, page + 1) if has_more else "",
    }


def heading_of(who: SignedIn, topic: Topic) -> dict[str, Any]:
    """What each page of a topic says first, and why nobody writes there for now."""
    teaches, rules = may_moderate_topic(who, topic), rules_of(topic.classroom_id)
    waits = rules.approves_pupils if who.pupil else rules.approves_families
    return {
        "topic": topic,
        "classroom": {"id": topic.classroom_id, "name": topic.classroom.label},
        "teaches": teaches,
        "closed_said": gettext(CLOSED) if topic.closed_at else
        "" if teaches else said_when_closed(rules),
        "waits": waits and not teaches,
    }


def page_url(topic: Topic, page: int) -> str:
    return url_for("forum.show", topic_id=topic.id, page=page if page > 1 else None)
