"""The dictation of the invented teachers: four phrases, said by a machine of the developers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from ecole.classroom.dictations.recording import Change, change_dictation, dictation_of
from ecole.media.reception import Received, receive
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db

HERE = Path(__file__).resolve().parent / "demo" / "media"
NAMES = ("phrase-1.m4a", "phrase-2.m4a", "phrase-3.m4a", "phrase-4.m4a")
TITLE = "La dictée de la semaine"
TEXT = (
    "Le petit chat dort sur le tapis. Une souris passe sans bruit. "
    "Elle trouve un morceau de fromage. Le chat ouvre un œil, puis il se rendort."
)


def voices_for(app: Flask) -> list[Received]:
    found = []
    for name in NAMES:
        with (HERE / name).open("rb") as file:
            found.append(receive(file, name, app.config["BLOBS"]))
    return found


def give_dictation(who: SignedIn, room: Classroom, voices: Sequence[Received]) -> None:
    """To the first of its title, unless it was given before."""
    instruction = db.session.scalar(
        select(Instruction)
        .where(Instruction.classroom_id == room.id, Instruction.title == TITLE)
        .order_by(Instruction.day_on)
        .limit(1)
    )
    if instruction is not None and dictation_of(instruction) is None:
        change_dictation(instruction, Change(TEXT, phrases=voices), who.account_id)
