"""Who uses what room: the files of a class and of the school against the limits of the town hall.

The same content counts once for a class and once for the school, whoever sent it and however often
it was given again; what was made from it (lighter film, small picture…) counts with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from ecole.media.labels import weight
from ecole.models.attachment import Attachment
from ecole.models.box import Box
from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.dictation import Dictation
from ecole.models.document import Document
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.message import Message
from ecole.models.news_item import NewsItem
from ecole.models.permissions.school import is_staff
from ecole.models.rendition import Rendition
from ecole.models.school import School
from ecole.models.topic import Topic
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.access import asking
from ecole.web.languages import N_, gettext

MEGABYTE = 1_000_000
NEARLY_FULL = 0.9
# The class of a file, whatever it hangs under; nothing for the news of the school.
ROOM: ColumnElement[Any] = func.coalesce(
    Instruction.classroom_id, DayWord.classroom_id, NewsItem.classroom_id, Topic.classroom_id,
    Document.classroom_id,
)
# What was deleted keeps its room until the night erases it.
IS_IN_TRASH = or_(*(
    owner.deleted_at.is_not(None)
    for owner in (Instruction, Correction, HandIn, HandInComment, NewsItem, Message, Topic,
                  Document)
))
NO_ROOM_FOR_CLASS = N_(
    "Il ne reste plus de place pour la classe\u00a0: %(left)s. Supprimez d’anciens fichiers, ou "
    "demandez à la direction."
)
NO_ROOM_FOR_SCHOOL = N_(
    "Il ne reste plus de place pour l’école\u00a0: %(left)s. Supprimez d’anciens fichiers, ou "
    "demandez à la direction."
)
NO_ROOM_SAID_TO_FAMILY = N_(
    "L’école n’a plus assez de place pour ce fichier. Dites-le à l’enseignante ou à l’enseignant."
)


def room_left(school: School, classroom_id: int | None) -> int:
    """Bytes that may still be stored, for the class or else for what is the school's own."""
    left = school.quota_mb * MEGABYTE - used()
    if classroom_id is not None:
        left = min(left, school.class_quota_mb * MEGABYTE - used(classroom_id == ROOM))
    return max(left, 0)


def used(*of: Any) -> int:
    """Bytes of the files that answer these conditions, the same content once."""
    return sum(used_by(Attachment.school_id, *of).values())


def used_by(what: Any, *of: Any) -> Counter[Any]:
    """The same for each value of a column: the class, the kind…"""
    # What hangs where is asked only when it matters: it costs more than the sum.
    way = with_owners if of or what is ROOM else _bare
    files = way(select(what, Attachment.blob_key, Attachment.size))
    made = way(select(what, Rendition.id, Rendition.size)).join(
        Rendition, (Rendition.source_key == Attachment.blob_key)
        & (Rendition.school_id == Attachment.school_id))
    found: Counter[Any] = Counter()
    for statement in (files, made):
        once = statement.where(true(), *of).distinct().subquery()
        value, _, size = once.c
        for each, total in db.session.execute(
            select(value, func.sum(size)).group_by(value)
        ):
            found[each] += int(total)
    return found


def _bare(statement: Select[Any]) -> Select[Any]:
    return statement.select_from(Attachment)


def room_here(classroom_id: int | None) -> int:
    """The same for the school of the request."""
    school = db.session.get(School, current_school_id() or 0)
    assert school is not None
    return room_left(school, classroom_id)


@dataclass(frozen=True)
class Level:
    """How much of a limit is used."""

    used: int
    limit: int

    @property
    def is_nearly_full(self) -> bool:
        return self.used >= NEARLY_FULL * self.limit

    @property
    def words(self) -> str:
        """« 3,2 Go sur 5 Go »."""
        return gettext("%(used)s sur %(limit)s", used=weight(self.used), limit=weight(self.limit))


def level_of_class(classroom_id: int) -> Level:
    school = db.session.get_one(School, current_school_id() or 0)
    return Level(used(classroom_id == ROOM), school.class_quota_mb * MEGABYTE)


def levels_of_school() -> tuple[Level, dict[int | None, Level]]:
    """Of the school, and of each class that has a file; None: what is the school's own."""
    school = db.session.get_one(School, current_school_id() or 0)
    limit = school.class_quota_mb * MEGABYTE
    rooms = {room: Level(size, limit) for room, size in used_by(ROOM).items()}
    return Level(used(), school.quota_mb * MEGABYTE), rooms


def no_room(classroom_id: int | None, left: int) -> str:
    """The sentence for whoever sends what does not fit."""
    if not is_staff(asking(), current_school_id() or 0):
        return gettext(NO_ROOM_SAID_TO_FAMILY)
    words = NO_ROOM_FOR_CLASS if classroom_id is not None else NO_ROOM_FOR_SCHOOL
    return gettext(words, left=weight(left))


def with_owners(statement: Any) -> Any:
    """A statement about attachments, with what each hangs under, up to what has a class."""
    hand_in_id = func.coalesce(Attachment.hand_in_id, HandInComment.hand_in_id)
    instruction_id = func.coalesce(Attachment.instruction_id, Correction.instruction_id,
                                   Dictation.instruction_id, HandIn.instruction_id)
    return (
        statement.select_from(Attachment)
        .outerjoin(Correction, Correction.id == Attachment.correction_id)
        .outerjoin(Dictation, Dictation.id == Attachment.dictation_id)
        .outerjoin(HandInComment, HandInComment.id == Attachment.comment_id)
        .outerjoin(HandIn, HandIn.id == hand_in_id)
        .outerjoin(Instruction, Instruction.id == instruction_id)
        .outerjoin(DayWord, DayWord.id == Attachment.day_word_id)
        .outerjoin(NewsItem, NewsItem.id == Attachment.news_item_id)
        .outerjoin(Message, Message.id == Attachment.message_id)
        .outerjoin(Topic, Topic.id == Message.topic_id)
        .outerjoin(Box, Box.id == Attachment.box_id)
        .outerjoin(Document, Document.id == Box.document_id)
    )
