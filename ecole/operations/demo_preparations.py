"""What the demo school has of preparations: the pages of its PDFs, to be read one by one, and a
sound whose lighter form could not be made, with the page where the school decides of it."""

from __future__ import annotations

from sqlalchemy import select

from ecole.classroom.renditions import ask_pages
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.rendition import Profile, Rendition
from ecole.models.signed_in import SignedIn
from ecole.storage.database import writing


def ask_for_pages(who: SignedIn, room: Classroom) -> None:
    """As if somebody had opened each PDF already."""
    room_id = room.id
    with writing() as rows:
        for pdf in rows.scalars(
                select(Attachment)
                .join(Instruction, Instruction.id == Attachment.instruction_id)
                .where(Instruction.classroom_id == room_id, Attachment.kind == "pdf")):
            ask_pages(rows, who.account_id, pdf)
            rows.flush()


def leave_one_unprepared(who: SignedIn, room: Classroom) -> None:
    """The sound itself plays: families see nothing of it."""
    room_id = room.id
    with writing() as rows:
        sound = rows.scalar(
            select(Attachment)
            .join(Instruction, Instruction.id == Attachment.instruction_id)
            .where(Instruction.classroom_id == room_id, Attachment.kind == "audio")
            .order_by(Attachment.created_at, Attachment.id).limit(1))
        if sound is None or any(made.profile == Profile.OPUS for made in sound.renditions):
            return
        rows.add(Rendition(source_key=sound.blob_key, profile=Profile.OPUS, failure="too_long",
                           account_id=who.account_id))
