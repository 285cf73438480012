"""What stands around the instructions of the invented school: a word on top of the day, a
correction that opens the day after, a live class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import select

from ecole.classroom.plan.corrections import (
    CorrectionDraft,
    correction_of,
    usual_moment,
    write_correction,
)
from ecole.classroom.plan.forms import paris
from ecole.classroom.plan.live_classes import LiveDraft, create_live_class
from ecole.classroom.plan.recipients import Recipients
from ecole.classroom.plan.words import WordDraft, word_of, write_word
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db

WORDS = {
    "Mme DUPONT": "Bonjour les CP et les CE1\u00a0! Prenez votre cahier du jour, on lit ensemble.",
    "M. MARCHAND": "Bonjour à tous\u00a0! Commencez par la lecture. Le film sur l’eau est le "
                   "**dessert**.",
}
CORRECTED = "Calcul posé"
CORRECTION = "- 348 + 275 = **623**\n- 602 − 187 = **415**\n- 46 × 7 = **322**"
LIVE = "Lecture à voix haute"


def give_days(
    who: SignedIn, room: Classroom, label: str, days: Sequence[date], voice: Received
) -> None:
    """Once: what is there already is left."""
    if label in WORDS and word_of(room.id, days[0]) is None:
        has_voice = label == "Mme DUPONT"
        write_word(who, room, days[0], WordDraft(WORDS[label]), [voice] if has_voice else [],
                   revision=0, removed=set())
    corrected = db.session.scalar(
        select(Instruction).where(Instruction.classroom_id == room.id,
                                  Instruction.title == CORRECTED, Instruction.day_on == days[0]))
    if corrected is not None and correction_of(corrected.id) is None:
        write_correction(who, corrected, CorrectionDraft(CORRECTION, usual_moment(corrected)), [],
                         revision=0, removed=set())
        if db.session.scalar(select(LiveClass).where(LiveClass.classroom_id == room.id)) is None:
            create_live_class(who, room, LiveDraft(
                LIVE, paris(days[1], time(10)), paris(days[1], time(10, 30)),
                "https://visio.academie.example.org/saint-avit-ce2-cm1",
                "Prenez votre livre et un crayon.", Recipients()))
