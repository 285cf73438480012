"""Search in a class, by words: nothing is found that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from ecole.classroom.diary.extracts import Part, extract, marked
from ecole.classroom.diary.readers import Conditions, Reader, reader_of
from ecole.classroom.tabs import tabs_of
from ecole.models.classroom import Classroom
from ecole.models.correction import Correction
from ecole.models.document import Document
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.message import Message
from ecole.models.news_item import NewsItem
from ecole.models.searchable import fold, words_of_html
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.storage.database import db
from ecole.web.languages import N_, gettext, ngettext
from ecole.web.words import PARIS, long_day, today

HITS_A_PAGE, HITS_MAX = 20, 200
SHORTEST, WORDS_MAX, QUERY_MAX = 2, 8, 100
AROUND_WORDS = ".,;:!?…«»\"()[]"


@dataclass(frozen=True)
class Noun:
    """One kind of things that are searched."""

    label: str
    model: Any
    when: Any
    shown: Callable[[Reader], Conditions]
    title: Callable[[Any], str]
    text: Callable[[Any], str]
    url: Callable[[Any], str]
    by: Any = None  # joined, and read with it


def _news_shown(reader: Reader) -> Conditions:
    """What families do not find in the list any more is only in the diary."""
    if reader.teaches:
        return reader.news()
    is_fresh: ColumnElement[bool] = or_(NewsItem.expires_on.is_(None),
                                        NewsItem.expires_on >= today())
    return *reader.news(), is_fresh


def _since(model: Any) -> Any:
    """The moment it came out; a draft's is that of its writing."""
    return func.coalesce(model.published_at, model.created_at)


def _html(row: Any) -> str:
    return words_of_html(row.body_html)


SEARCHED_NOUNS: tuple[Noun, ...] = (
    Noun(N_("Consigne"), Instruction, Instruction.day_on, Reader.instructions,
          lambda row: row.title, _html,
          lambda row: url_for("instructions.show", instruction_id=row.id)),
    Noun(N_("Corrigé"), Correction, Correction.opens_at, Reader.corrections,
          lambda row: row.instruction.title, _html,
          lambda row: url_for("instructions.show", instruction_id=row.instruction_id),
          by=Correction.instruction),
    Noun(N_("Actualité"), NewsItem, _since(NewsItem), _news_shown,
          lambda row: row.title, _html, lambda row: url_for("news.show", item_id=row.id)),
    Noun(N_("Sujet du forum"), Topic, _since(Topic), Reader.topics,
          lambda row: row.title, lambda row: "",
          lambda row: url_for("forum.show", topic_id=row.id)),
    Noun(N_("Message du forum"), Message, Message.created_at, Reader.messages,
          lambda row: row.topic.title, lambda row: row.text,
          lambda row: url_for("forum.show", topic_id=row.topic_id), by=Message.topic),
    Noun(N_("Document collectif"), Document, _since(Document), Reader.documents,
          lambda row: row.title, lambda row: f"{words_of_html(row.body_html)} {row.text}",
          lambda row: url_for("documents.show", document_id=row.id)),
    Noun(N_("Classe en direct"), LiveClass, LiveClass.starts_at, Reader.live_classes,
          lambda row: row.title, lambda row: row.note,
          lambda row: url_for("live_classes.show", live_id=row.id)),
)


@dataclass(frozen=True)
class Hit:
    kind: str
    day: str
    url: str
    title: Sequence[Part]
    extract: Sequence[Part]


def words_in(query: str) -> list[str]:
    """The words to find, folded; those too short to mean something are left out."""
    words = (word.strip(AROUND_WORDS) for word in fold(query[:QUERY_MAX]).split())
    return [word for word in dict.fromkeys(words) if len(word) >= SHORTEST][:WORDS_MAX]


def search_page(who: SignedIn, classroom: Classroom, query: str, page: int) -> dict[str, Any]:
    reader, words = reader_of(who, classroom), words_in(query)
    found = find(reader, words) if words else []
    shown = found[(page - 1) * HITS_A_PAGE:page * HITS_A_PAGE]

    def address_of(number: int) -> str:
        return url_for("search.show", classroom_id=classroom.id, mots=query, page=number)

    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=reader.teaches),
        "query": query[:QUERY_MAX],
        "is_too_short": bool(query.strip()) and not words,
        "count": ngettext("%(num)d\u00a0résultat", "%(num)d\u00a0résultats", len(found))
        if found else "",
        "is_cut": len(found) >= HITS_MAX,
        "hits": hits_of(shown, words),
        "previous_url": address_of(page - 1) if page > 1 and found else "",
        "next_url": address_of(page + 1) if len(found) > page * HITS_A_PAGE else "",
    }


def find(reader: Reader, words: Sequence[str]) -> list[tuple[date, int, int]]:
    """(day, noun, id) of what holds all the words, the latest first; one statement a noun."""
    found = [
        (_day_of(when), place, row_id)
        for place, noun in enumerate(SEARCHED_NOUNS)
        for row_id, when in db.session.execute(
            _rows(noun, reader, (noun.model.id, noun.when))
            .where(*(noun.model.folded.contains(word, autoescape=True) for word in words))
            .order_by(noun.when.desc(), noun.model.id)
            .limit(HITS_MAX)
        )
    ]
    return sorted(found, key=lambda hit: (-hit[0].toordinal(), hit[1], hit[2]))[:HITS_MAX]


def _rows(noun: Noun, reader: Reader, what: Sequence[Any]) -> Select[Any]:
    statement: Select[Any] = select(*what).where(*noun.shown(reader))
    return statement.join(noun.by) if noun.by is not None else statement


def hits_of(found: Sequence[tuple[date, int, int]], words: Sequence[str]) -> list[Hit]:
    rows = {
        (place, row.id): row
        for place, noun in enumerate(SEARCHED_NOUNS)
        if (ids := [row_id for _, other, row_id in found if other == place])
        for row in db.session.scalars(_with_its_parent(noun, ids))
    }
    return [_hit(SEARCHED_NOUNS[place], rows[place, row_id], day, words)
            for day, place, row_id in found if (place, row_id) in rows]


def _with_its_parent(noun: Noun, ids: Sequence[int]) -> Select[Any]:
    statement: Select[Any] = select(noun.model).where(noun.model.id.in_(ids))
    return statement.options(joinedload(noun.by)) if noun.by is not None else statement


def _hit(noun: Noun, row: Any, day: date, words: Sequence[str]) -> Hit:
    text = noun.text(row)
    return Hit(gettext(noun.label), long_day(day), noun.url(row),
               marked(noun.title(row), words), extract(text, words) if text.strip() else [])


def _day_of(when: date | datetime) -> date:
    return when.astimezone(PARIS).date() if isinstance(when, datetime) else when
