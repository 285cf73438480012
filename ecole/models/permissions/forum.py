"""The forum of a class: no private message, and who wrote is always known to the staff."""

from __future__ import annotations

from ecole.models.message import Message
from ecole.models.permissions.school import teaches
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic


def may_moderate_topic(who: SignedIn, topic: Topic) -> bool:
    return teaches(who, topic.classroom_id, topic.school_id)


def may_read_topic(who: SignedIn, topic: Topic) -> bool:
    """The families of the class; its writer too while it waits for the teacher's approval."""
    if may_moderate_topic(who, topic):
        return True
    if topic.deleted_at is not None or not who.has_child_in(topic.classroom_id):
        return False
    return topic.is_visible or (topic.author_id == who.account_id and who.pupil is None)


def may_moderate_message(who: SignedIn, message: Message) -> bool:
    return may_moderate_topic(who, message.topic)


def may_read_message(who: SignedIn, message: Message) -> bool:
    if may_moderate_message(who, message):
        return True
    if not may_read_topic(who, message.topic):
        return False
    return message.is_visible or (is_writer(who, message) and message.deleted_at is None
                                  and message.hidden_at is None)


def is_writer(who: SignedIn, message: Message) -> bool:
    """The adult or, in its own space, the child who wrote it."""
    if who.pupil is not None:
        return message.pupil_id == who.pupil.id
    return message.author_id == who.account_id and message.pupil_id is None
