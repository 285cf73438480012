"""What somebody may read of a class, said for the database, table by table: the same as the
permissions say of one row (ecole/models/permissions), for the lists of the diary and the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, true

from ecole.classroom.visibility import Planned, shown_to
from ecole.models.classroom import Classroom
from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.document import Document
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.membership import Role
from ecole.models.message import Message
from ecole.models.news_item import NewsItem
from ecole.models.permissions import may_teach
from ecole.models.signed_in import Child, SignedIn
from ecole.models.topic import Topic
from ecole.storage.columns import utc_now

Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Reader:
    """Those who teach the class see all that is not deleted; a family, what is out and for one of
    its children of this class."""

    classroom_id: int
    teaches: bool
    is_head: bool
    children: tuple[Child, ...]
    now: datetime

    def instructions(self) -> Conditions:
        return self._planned(Instruction)

    def live_classes(self) -> Conditions:
        return self._planned(LiveClass)

    def _planned(self, model: Planned) -> Conditions:
        here = model.classroom_id == self.classroom_id
        if self.teaches:
            return here, model.deleted_at.is_(None)
        return here, *shown_to(self.children, model, self.now)

    def corrections(self) -> Conditions:
        """To be joined with their instructions."""
        is_open = true() if self.teaches else Correction.opens_at <= self.now
        return *self.instructions(), Correction.deleted_at.is_(None), is_open

    def day_words(self) -> Conditions:
        return DayWord.classroom_id == self.classroom_id, self._is_out(DayWord)

    def news(self) -> Conditions:
        """Of the class and of the school, whose drafts are its head's."""
        is_out_in_school = true() if self.is_head else NewsItem.published_at <= self.now
        of_school = NewsItem.classroom_id.is_(None) & is_out_in_school
        of_class = (NewsItem.classroom_id == self.classroom_id) & self._is_out(NewsItem)
        return NewsItem.deleted_at.is_(None), of_school | of_class

    def topics(self) -> Conditions:
        return (Topic.classroom_id == self.classroom_id, Topic.deleted_at.is_(None),
                self._is_out(Topic))

    def messages(self) -> Conditions:
        """To be joined with their topics; one that was hidden is still there for the staff."""
        is_shown = true() if self.teaches else Message.hidden_at.is_(None)
        return *self.topics(), Message.deleted_at.is_(None), is_shown, self._is_out(Message)

    def documents(self) -> Conditions:
        return (Document.classroom_id == self.classroom_id, Document.deleted_at.is_(None),
                self._is_out(Document))

    def _is_out(self, model: Any) -> ColumnElement[bool]:
        return true() if self.teaches else model.published_at <= self.now


def reader_of(who: SignedIn, classroom: Classroom) -> Reader:
    return Reader(
        classroom_id=classroom.id,
        teaches=may_teach(who, classroom),
        is_head=who.role_in(classroom.school_id) == Role.HEAD,
        children=tuple(c for c in who.children if c.classroom_id == classroom.id),
        now=utc_now(),
    )
