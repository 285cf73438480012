"""What a teacher does to a dictation: its text written, its phrases recorded, put in order, taken
off. Each phrase is kept as soon as it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from ecole.classroom.attaching import attach
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.attachment import Attachment
from ecole.models.dictation import Dictation
from ecole.models.instruction import Instruction
from ecole.storage.database import db, writing


@dataclass(frozen=True)
class Change:
    """One sending of the form: new phrases go last, or the first `instead` of an old one."""

    text: str
    read: str = ""  # the mark of the text that the writer had read; none asks for no check
    phrases: Sequence[Received] = ()
    instead: int = 0
    earlier: int = 0  # the phrase to put one place before
    removed: int = 0


def mark_of(text: str) -> str:
    """Enough to know a text again."""
    return sha256(text.encode()).hexdigest()[:16]


def dictation_of(instruction: Instruction) -> Dictation | None:
    return db.session.scalar(
        select(Dictation).where(Dictation.instruction_id == instruction.id)
    )


def change_dictation(instruction: Instruction, change: Change, account_id: int) -> None:
    """Make the dictation of this instruction, or change it; nothing else of it moves. Raises
    EditedMeanwhile when somebody else wrote another text."""
    instruction_id, classroom_id = instruction.id, instruction.classroom_id
    with writing() as rows:
        dictation = rows.scalar(
            select(Dictation).where(Dictation.instruction_id == instruction_id))
        if dictation is None:
            dictation = Dictation(instruction_id=instruction_id, text="")
            rows.add(dictation)
            rows.flush()
        if change.text != dictation.text:
            if change.read and change.read != mark_of(dictation.text):
                raise EditedMeanwhile
            dictation.text = change.text
        before = len(dictation.attachments)
        attach(rows, dictation, change.phrases, account_id)
        _arrange(dictation, before, change)
        touch(classroom_id)


def _arrange(dictation: Dictation, before: int, change: Change) -> None:
    """The positions follow the order; a phrase that another one replaces leaves its place to it."""
    phrases, fresh = dictation.attachments[:before], dictation.attachments[before:]
    place = _place_of(change.instead, phrases)
    if place is not None and fresh:
        dictation.attachments.remove(phrases.pop(place))
        phrases.insert(place, fresh.pop(0))
    phrases += fresh
    place = _place_of(change.earlier, phrases)
    if place:
        phrases.insert(place - 1, phrases.pop(place))
    place = _place_of(change.removed, phrases)
    if place is not None:
        dictation.attachments.remove(phrases.pop(place))
    for position, phrase in enumerate(phrases):
        phrase.position = position


def _place_of(phrase_id: int, phrases: Sequence[Attachment]) -> int | None:
    return next((place for place, phrase in enumerate(phrases) if phrase.id == phrase_id), None)
