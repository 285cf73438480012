"""What a file hangs under, one step at a time: its row, then the rows above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import url_for

from ecole.models.attachment import Attachment
from ecole.models.document import Document
from ecole.models.instruction import Instruction
from ecole.models.membership import Role
from ecole.models.news_item import NewsItem
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic

STAFF = (Role.HEAD, Role.TEACHER)
UP = ("instruction", "hand_in", "topic", "document")


def rows_above(attachment: Attachment) -> Iterator[Any]:
    """Up to what can be in the trash: a comment, its hand-in, its instruction."""
    row: Any = attachment.owner
    while row is not None:
        yield row
        row = next((getattr(row, name) for name in UP if hasattr(row, name)), None)


def classroom_id_of(attachment: Attachment) -> int | None:
    """The class whose pages show it; None for the news of the whole school."""
    (*_, top) = rows_above(attachment)
    found: int | None = top.classroom_id
    return found


def page_above(attachment: Attachment, who: SignedIn) -> str:
    """The page that shows the file to this person: the way back from the pages of the file."""
    (*_, top) = rows_above(attachment)
    if attachment.hand_in_id and who.role_in(attachment.school_id) in STAFF:
        return url_for("marking.show", hand_in_id=attachment.hand_in_id)
    if isinstance(top, Instruction):
        page = "pupil.task" if who.pupil else "instructions.show"
        return url_for(page, instruction_id=top.id)
    if isinstance(top, NewsItem):
        return url_for("news.show", item_id=top.id)
    if isinstance(top, Topic):
        return url_for("forum.show", topic_id=top.id)
    if isinstance(top, Document):
        return url_for("boxes.show", box_id=attachment.box_id)
    is_staff = who.role_in(attachment.school_id) in STAFF
    return (url_for("classes.show", classroom_id=top.classroom_id) if is_staff
            else url_for("home"))
