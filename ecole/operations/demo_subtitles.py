"""The film of the demo school, for those who do not hear it: captions and a text."""

from __future__ import annotations

from sqlalchemy import select

from ecole.classroom.subtitles import write_subtitles
from ecole.media.subtitles import read_captions
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.operations.demo_plans import FILM
from ecole.storage.database import db

CAPTIONS = """WEBVTT

00:00.000 --> 00:04.000
Voici de la glace. Il fait froid.

00:04.000 --> 00:08.000
Elle fond\u00a0: c’est de l’eau. On la chauffe.

00:08.000 --> 00:12.000
À 100\u00a0°C l’eau bout. Elle devient de la vapeur.
"""
TRANSCRIPT = ("Trois glaçons sont dans un bac, il fait froid. Ils fondent à 0\u00a0°C\u00a0: l’eau "
              "est liquide. On allume le feu. À 100\u00a0°C l’eau bout, et la vapeur monte.")


def write_demo_subtitles(room: Classroom) -> None:
    films = db.session.scalars(
        select(Attachment).join(Instruction, Attachment.instruction_id == Instruction.id)
        .where(Instruction.classroom_id == room.id, Attachment.name == FILM,
               Attachment.transcript == "")).all()
    for film in films:
        write_subtitles(film, read_captions(CAPTIONS.encode()), TRANSCRIPT, removed=False)
