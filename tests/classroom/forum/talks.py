"""Topics and messages as their pages would send them, and what the pages say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from ecole.classroom.forum.rules import Rules, save_rules
from ecole.models.message import Message
from ecole.models.topic import Topic
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, id_at, key, school_of
from tests.conftest import Visitor
from tests.world import World


def forum(world: World, after: str = "") -> str:
    return f"{class_page(world)}/forum{after}"


def topic_at(topic_id: int, after: str = "") -> str:
    return f"{school_of('cp')}/sujets/{key(topic_id)}{after}"


def message_at(message_id: int, after: str = "") -> str:
    return f"{school_of('cp')}/messages/{key(message_id)}{after}"


def open_topic(visitor: Visitor, world: World, title: str = "Vos livres", **fields: Any) -> int:
    """Its id."""
    answer = visitor.send(forum(world, "/nouveau"),
                          **{"title": title, "text": "Que lisez-vous ?", **fields})
    assert answer.status_code == 303, answer.text
    return id_at(answer.location)


def write(visitor: Visitor, topic_id: int, text: str = "Un conte.", **fields: Any) -> int:
    """The id of a message that was taken."""
    return taken(visitor.send(topic_at(topic_id), text=text, **fields))


def reply(visitor: Visitor, message_id: int, text: str = "Moi aussi.", **fields: Any) -> int:
    return taken(visitor.send(message_at(message_id, "/reponse"), text=text, **fields))


def taken(answer: TestResponse) -> int:
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("#message-")[2])


def set_rules(world: World, **rules: Any) -> None:
    with in_school(world.schools["bourg"]):
        save_rules(world.classrooms["cp"], Rules(**rules))


def messages(topic_id: int) -> Sequence[Message]:
    """The rows of a topic, as they are now."""
    with all_schools("tests"):
        rows = db.session.scalars(select(Message).where(Message.topic_id == topic_id)
                                  .order_by(Message.created_at)).all()
    db.session.expunge_all()
    db.session.rollback()
    return rows


def topics() -> Sequence[Topic]:
    with all_schools("tests"):
        rows = db.session.scalars(select(Topic)).all()
    db.session.expunge_all()
    db.session.rollback()
    return rows


def shown(page: str) -> list[str]:
    """The words of each message of a page, in their order."""
    items = re.findall(r'<li class="message.*?</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]
