"""The forum of a class: no private message, and who wrote is always known to the staff."""

from __future__ import annotations

from ecole.models.message import Message
from ecole.models.permissions.school import teaches
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic


def may_moderate_topic(who: SignedIn, topic: Topic) -> bool:
    return teaches(who, topic.classroom_id, topic.school_id)


def may_reach_topic(who: SignedIn, topic: Topic) -> bool:
    """Whoever may find it in the forum of their class, were it open: one who answers too late is
    told, and keeps the text (ecole/classroom/forum)."""
    if may_moderate_topic(who, topic):
        return True
    if not who.has_child_in(topic.classroom_id):
        return False
    return who.pupil is None or topic.pupils_may_write


def may_read_topic(who: SignedIn, topic: Topic) -> bool:
    """The families of the class; its writer too while it waits for the teacher's approval."""
    if topic.deleted_at is not None or not may_reach_topic(who, topic):
        return False
    if may_moderate_topic(who, topic):
        return True
    return topic.is_visible or (topic.author_id == who.account_id and who.pupil is None)


def may_moderate_message(who: SignedIn, message: Message) -> bool:
    return may_moderate_topic(who, message.topic)


def may_reach_message(who: SignedIn, message: Message) -> bool:
    """As its topic: one who answers a message that went is told so."""
    return may_reach_topic(who, message.topic)


def may_read_message(who: SignedIn, message: Message) -> bool:
    if may_moderate_message(who, message):
        return True
    if not may_read_topic(who, message.topic):
        return False
    return message.is_visible or (is_writer(who, message) and message.deleted_at is None)


def may_report_message(who: SignedIn, message: Message) -> bool:
    """A reader, about what somebody else wrote."""
    return may_read_message(who, message) and not is_writer(who, message)


def may_own_message(who: SignedIn, message: Message) -> bool:
    """Take back what one wrote, and put it back."""
    return is_writer(who, message) and may_reach_topic(who, message.topic)


def is_writer(who: SignedIn, message: Message) -> bool:
    """Who wrote it: the adult, for what their children wrote with their account too; in its own
    space, the child for its own."""
    if who.pupil is not None:
        return message.pupil_id == who.pupil.id
    return message.author_id == who.account_id
