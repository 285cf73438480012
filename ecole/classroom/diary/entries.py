"""What the diary of a class holds: a source for each kind of things, with its date, and a row as a
line of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import Select, select

from ecole.classroom.diary.readers import Conditions, Reader
from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.document import Document
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.news_item import NewsItem
from ecole.models.topic import Topic
from ecole.storage.columns import Moment, utc_now
from ecole.web.languages import N_, gettext
from ecole.web.words import PARIS, clock, estimate


@dataclass(frozen=True)
class Entry:
    """One line of the diary; `state` says to the staff what families do not see yet."""

    kind: str
    title: str
    url: str
    facts: str = ""
    body_html: Markup | str = ""
    state: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of things: its table, when they were, which somebody may read, how one is said."""

    label: str
    model: Any
    when: Any  # a column of days, or of moments
    shown: Callable[[Reader], Conditions]
    entry: Callable[[Any], Entry]
    published: Any = None  # a draft has nothing there, and is in no diary
    by: Any = None  # joined
    order: tuple[Any, ...] = ()

    @property
    def has_moments(self) -> bool:
        return isinstance(self.when.type, Moment)

    def rows(self, what: Any, reader: Reader, subject: str) -> Select[Any]:
        statement = select(what).where(*self.shown(reader))
        if self.by is not None:
            statement = statement.join(self.by)
        if self.published is not None:
            statement = statement.where(self.published.is_not(None))
        return statement.where(Instruction.subject == subject) if subject else statement

    def between(self, statement: Select[Any], first: date, last: date) -> Select[Any]:
        """Both days included, in Paris."""
        if not self.has_moments:
            return statement.where(self.when.between(first, last))
        start = datetime.combine(first, time(), PARIS)
        end = datetime.combine(last + timedelta(days=1), time(), PARIS)
        return statement.where(self.when >= start, self.when < end)

    def day_of(self, at: date | datetime) -> date:
        return at.astimezone(PARIS).date() if isinstance(at, datetime) else at


def _state(published_at: datetime | None) -> str:
    return gettext("Prévu") if published_at and published_at > utc_now() else ""


def _instruction(row: Instruction) -> Entry:
    returns = row.returns
    said = [row.subject, estimate(row.duration_minutes),
            gettext("à rendre\u00a0: %(what)s", what=returns) if returns else ""]
    return Entry("consigne", row.title, url_for("instructions.show", instruction_id=row.id),
                 " · ".join(filter(None, said)), state=_state(row.published_at))


def _correction(row: Correction) -> Entry:
    instruction = row.instruction
    return Entry("corrige", instruction.title,
                 url_for("instructions.show", instruction_id=instruction.id),
                 instruction.subject, state=_state(row.opens_at))


def _day_word(row: DayWord) -> Entry:
    return Entry("mot", "", "", body_html=Markup(row.body_html),  # noqa: S704
                 state=_state(row.published_at))


def _live(row: LiveClass) -> Entry:
    return Entry("direct", row.title, url_for("live_classes.show", live_id=row.id),
                 clock(row.starts_at.astimezone(PARIS)), state=_state(row.published_at))


def _news(row: NewsItem) -> Entry:
    return Entry("actualite", row.title, url_for("news.show", item_id=row.id),
                 gettext("École") if row.classroom_id is None else "",
                 state=_state(row.published_at))


def _document(row: Document) -> Entry:
    return Entry("document", row.title, url_for("documents.show", document_id=row.id),
                 state=_state(row.published_at))


def _topic(row: Topic) -> Entry:
    return Entry("sujet", row.title, url_for("forum.show", topic_id=row.id),
                 state=_state(row.published_at))


# By the word of the address (?nature=); in the order of a day.
SOURCES: dict[str, Source] = {
    "mot": Source(N_("Mot du jour"), DayWord, DayWord.day_on, Reader.day_words, _day_word,
                  DayWord.published_at),
    "direct": Source(N_("Classe en direct"), LiveClass, LiveClass.starts_at, Reader.live_classes,
                     _live, LiveClass.published_at),
    "consigne": Source(N_("Consigne"), Instruction, Instruction.day_on, Reader.instructions,
                       _instruction, Instruction.published_at,
                       order=(Instruction.position, Instruction.created_at, Instruction.id)),
    "corrige": Source(N_("Corrigé"), Correction, Correction.opens_at, Reader.corrections,
                      _correction, Instruction.published_at, by=Correction.instruction),
    "actualite": Source(N_("Actualité"), NewsItem, NewsItem.published_at, Reader.news, _news,
                        NewsItem.published_at),
    "document": Source(N_("Document collectif"), Document, Document.published_at,
                       Reader.documents, _document, Document.published_at),
    "sujet": Source(N_("Sujet du forum"), Topic, Topic.published_at, Reader.topics, _topic,
                    Topic.published_at),
}
OF_A_SUBJECT = ("consigne", "corrige")
