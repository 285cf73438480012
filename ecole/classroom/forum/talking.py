"""What is written in a forum: topics and messages, taken or refused with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ecole.classroom.attaching import attach
from ecole.classroom.forum.rules import Rules, rules_of
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.message import Message
from ecole.models.permissions import may_moderate_topic, may_read_topic, may_teach
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import N_, gettext, ngettext
from ecole.web.words import PARIS, clock, moment, today

CLOSED = N_("Ce sujet est fermé\u00a0: on peut le lire, pas y répondre.")


class NotTaken(ValueError):
    """It did not leave; the message says why, and the text is still in its form."""


@dataclass(frozen=True)
class Said:
    """What somebody writes: words, photos, a voice."""

    text: str
    files: Sequence[Received] = ()


def open_topic(
    who: SignedIn, classroom: Classroom, title: str, said: Said, *, is_pinned: bool = False,
    pupils_may_write: bool = False,
) -> Topic:
    """A new topic with its first message; a family's waits with it when the teacher asks so."""
    classroom_id, is_staff = classroom.id, may_teach(who, classroom)
    with writing() as rows:
        rules = rules_of(classroom_id)
        if not (is_staff or rules.families_may_open):
            raise NotTaken(gettext("Ici, l’école ouvre les sujets."))
        if not is_staff:
            refuse_for_now(who, classroom_id, rules)
        now = utc_now()
        topic = Topic(
            id=new_id(), classroom_id=classroom_id, author_id=who.account_id, title=title,
            is_pinned=is_pinned, pupils_may_write=pupils_may_write, last_message_at=now,
            published_at=_published(who, rules, now, is_staff=is_staff),
        )
        rows.add(topic)
        rows.flush()
        _add(rows, who, topic, said, topic.published_at)
        touch(classroom_id)
    return topic


def write_message(who: SignedIn, topic: Topic, said: Said, answered: Message | None = None
                  ) -> Message:
    """A message, or an answer to one; it may wait for the teacher. Raises `NotTaken`.

    The class's version stays: no page kept in memory shows messages, and a lively topic would
    make the day of every family be built again and again.
    """
    topic_id, answered_id = topic.id, answered.id if answered else None
    with writing() as rows:
        fresh = rows.get(Topic, topic_id)
        parent = rows.get(Message, answered_id) if answered_id else None
        reason = _reason_not_to_take(who, fresh, parent, is_answer=answered_id is not None)
        if reason or fresh is None:
            raise NotTaken(reason)
        is_staff, rules = may_moderate_topic(who, fresh), rules_of(fresh.classroom_id)
        if not is_staff:
            refuse_for_now(who, fresh.classroom_id, rules)
        now = utc_now()
        message = _add(rows, who, fresh, said, _published(who, rules, now, is_staff=is_staff),
                       parent)
        if message.published_at:
            fresh.last_message_at = now
    return message


def _reason_not_to_take(who: SignedIn, topic: Topic | None, parent: Message | None, *,
                        is_answer: bool) -> str:
    if topic is None or not may_read_topic(who, topic):
        return gettext("Ce sujet n’est plus là.")
    if topic.closed_at is not None:
        return gettext(CLOSED)
    if is_answer and (parent is None or not parent.is_visible):
        return gettext("Le message auquel vous répondez n’est plus là.")
    return ""


def _add(rows: Session, who: SignedIn, topic: Topic, said: Said, published_at: datetime | None,
         parent: Message | None = None) -> Message:
    message = Message(
        id=new_id(), topic_id=topic.id, author_id=who.account_id,
        pupil_id=who.pupil.id if who.pupil else None, text=said.text, published_at=published_at,
        # One level of answers: to answer an answer is to go on under the same message.
        reply_to_id=(parent.reply_to_id or parent.id) if parent else None,
    )
    rows.add(message)
    rows.flush()
    attach(rows, message, said.files, who.account_id)
    return message


def _published(who: SignedIn, rules: Rules, now: datetime, *, is_staff: bool) -> datetime | None:
    waits = rules.approves_pupils if who.pupil else rules.approves_families
    return None if waits and not is_staff else now


def refuse_for_now(who: SignedIn, classroom_id: int, rules: Rules) -> None:
    """Outside the hours, or too soon after the last one: a family or a child is told when."""
    closed = said_when_closed(rules)
    if closed:
        raise NotTaken(closed)
    minutes = _minutes_to_wait(who, classroom_id, rules)
    if minutes:
        raise NotTaken(ngettext("Attendez encore %(num)d\u00a0minute, puis envoyez.",
                                "Attendez encore %(num)d\u00a0minutes, puis envoyez.", minutes))


def said_when_closed(rules: Rules) -> str:
    """When the forum opens again, in a sentence; nothing while it is open."""
    again = rules.opens_again(datetime.now(PARIS))
    if again is None:
        return ""
    when = clock(again) if again.date() == today() else moment(again)
    return gettext("Le forum est fermé pour l’instant\u00a0: on peut lire. Vous pourrez écrire à "
                   "partir de %(when)s.", when=when)


def _minutes_to_wait(who: SignedIn, classroom_id: int, rules: Rules) -> int:
    """What was taken back counts too: writing again is still writing."""
    if not rules.slow_minutes:
        return 0
    pupil_id = who.pupil.id if who.pupil else None
    last = db.session.scalar(
        select(func.max(Message.created_at))
        .join(Topic, Topic.id == Message.topic_id)
        .where(Topic.classroom_id == classroom_id, Message.author_id == who.account_id,
               Message.pupil_id == pupil_id if pupil_id else Message.pupil_id.is_(None))
    )
    if last is None:
        return 0
    left = last + timedelta(minutes=rules.slow_minutes) - utc_now()
    return max(0, -(-left // timedelta(minutes=1)))


def remove_message(message: Message) -> None:
    """Taken back by who wrote it; it can be put back for thirty days."""
    with writing():
        if message.deleted_at is None:
            message.deleted_at = utc_now()


def put_message_back(message: Message) -> None:
    with writing():
        if not message.is_past_restoring:
            message.deleted_at = None
