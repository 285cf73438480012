"""The task of a child, with what the teacher says of what was sent."""

from __future__ import annotations

from typing import Any

from ecole.classroom.hand_ins.pages import remark
from ecole.classroom.hand_ins.returning import note_seen
from ecole.classroom.hand_ins.sending import sent_by
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn


def said_to_child(who: SignedIn, instruction: Instruction) -> dict[str, Any]:
    """Whether something was given back, and the remarks, the last work first."""
    assert who.pupil is not None
    (school,) = who.passes.values()
    back = [row for row in sent_by(who, instruction, who.pupil.id)
            if row.given_back_at is not None and row.deleted_at is None]
    said = {
        "is_back": bool(back),
        "remarks": [remark(comment, school.uai) for row in back for comment in row.comments
                    if comment.deleted_at is None],
    }
    note_seen(who, back)
    return said
