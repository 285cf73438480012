"""The heaviest files of a class or of the school: what they are, where they hang, who sent them."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, select

from ecole.media.labels import kind_label, weight
from ecole.media.space import IS_IN_TRASH, ROOM, with_owners
from ecole.models.account import Account
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.day_word import DayWord
from ecole.models.document import Document
from ecole.models.guardian import Guardian
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.message import Message
from ecole.models.news_item import NewsItem
from ecole.models.pupil import Pupil
from ecole.models.topic import Topic
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import long_day

HEAVIEST = 20
SENDER = func.coalesce(
    HandInComment.author_id, HandIn.author_id, Message.author_id, NewsItem.author_id,
    DayWord.author_id, Instruction.author_id, Document.author_id,
)


def heaviest(*of: ColumnElement[bool]) -> list[dict[str, Any]]:
    """The same content once, where it was first sent; three statements."""
    first = (
        with_owners(select(func.min(Attachment.id).label("id"), func.count().label("times")))
        .where(*of).group_by(Attachment.blob_key, Attachment.size)
        .order_by(Attachment.size.desc()).limit(HEAVIEST)
    )
    times = {row.id: row.times for row in db.session.execute(first)}
    rows = db.session.execute(
        with_owners(select(Attachment, Instruction, HandIn, NewsItem, Topic, Document, DayWord,
                           Classroom.label, Pupil, Account, IS_IN_TRASH.label("in_trash")))
        .outerjoin(Classroom, Classroom.id == ROOM)
        .outerjoin(Pupil, Pupil.id == HandIn.pupil_id)
        .outerjoin(Account, Account.id == SENDER)
        .where(Attachment.id.in_(times))
        .order_by(Attachment.size.desc(), Attachment.id)
    ).all()
    adults = _adults([row.Account.id for row in rows if row.Account is not None])
    return [_line(row, adults, times[row.Attachment.id]) for row in rows]


def _adults(ids: list[int]) -> dict[int, str]:
    """The names of families: their accounts have none."""
    return {
        guardian.account_id or 0: guardian.full_name for guardian in db.session.scalars(
            select(Guardian).where(Guardian.account_id.in_(ids)))
    }


def _line(row: Any, adults: dict[int, str], times: int) -> dict[str, Any]:
    file, sender = row.Attachment, row.Account
    title, url = place_of(row)
    return {
        "name": file.name,
        "kind": file.kind,
        "facts": f"{kind_label(file.kind, file.mime)}, {weight(file.size)}",
        "where": title,
        "url": _trash_of(row) if row.in_trash else url,
        "room": row.label or gettext("École"),
        "sender": _sender(row, sender, adults),
        "in_trash": bool(row.in_trash),
        "times": times,
    }


def _sender(row: Any, sender: Account | None, adults: dict[int, str]) -> str:
    if sender is None or row.Document is not None:
        return ""
    name = adults.get(sender.id) or sender.display_name or ""
    if row.Pupil is not None and row.Attachment.hand_in_id is not None:
        return gettext("%(adult)s, pour %(pupil)s", adult=name, pupil=row.Pupil.full_name)
    return name


def place_of(row: Any) -> tuple[str, str]:
    """What it hangs under, in words, and its page."""
    if row.HandIn is not None:
        return (gettext("Rendu\u00a0: %(title)s", title=row.Instruction.title),
                url_for("marking.show", hand_in_id=row.HandIn.id))
    if row.Instruction is not None:
        return (row.Instruction.title,
                url_for("instructions.show", instruction_id=row.Instruction.id))
    if row.NewsItem is not None:
        return row.NewsItem.title, url_for("news.show", item_id=row.NewsItem.id)
    if row.Topic is not None:
        return row.Topic.title, url_for("forum.show", topic_id=row.Topic.id)
    if row.Document is not None:
        return row.Document.title, url_for("documents.show", document_id=row.Document.id)
    word = row.DayWord
    return (gettext("Bonjour du %(day)s", day=long_day(word.day_on)),
            url_for("day_words.edit", classroom_id=word.classroom_id, day=word.day_on.isoformat()))


def _trash_of(row: Any) -> str:
    owner = row.Instruction or row.NewsItem or row.Topic or row.Document
    if owner.classroom_id is None:
        return url_for("news.school_index")
    return url_for("classes.trash", classroom_id=owner.classroom_id)
