"""A sound of the demo school whose lighter form could not be made: what a teacher and a head do of
it is on a page of its own."""

from __future__ import annotations

from sqlalchemy import select

from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.rendition import Profile, Rendition
from ecole.models.signed_in import SignedIn
from ecole.storage.database import writing


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
