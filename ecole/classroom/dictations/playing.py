"""A dictation as it is heard: its phrases in their order, and its text once it is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecole.classroom.dictations.recording import dictation_of
from ecole.classroom.items import File, file_of
from ecole.models.dictation import Dictation
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn


@dataclass(frozen=True)
class Played:
    """What templates/classroom/dictations/_player.html shows; `text` is empty until it opens."""

    phrases: Sequence[File]
    text: str


def played(instruction: Instruction, uai: str) -> Played | None:
    """The dictation of an instruction, for whoever may read the instruction; None without any."""
    dictation = dictation_of(instruction)
    if dictation is None:
        return None
    text = dictation.text if is_text_open(dictation) else ""
    phrases = [file_of(phrase, uai) for phrase in dictation.attachments]
    return Played(phrases, text) if phrases or text else None


def played_to(who: SignedIn, instruction: Instruction) -> Played | None:
    """The same in the pupil's space, which is in one school."""
    (school,) = who.passes.values()
    return played(instruction, school.uai)


def is_text_open(dictation: Dictation) -> bool:
    """With the correction of its instruction, at the same moment, and never without one."""
    correction = dictation.instruction.correction
    return correction is not None and correction.is_open
