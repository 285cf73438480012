"""A correction on the pages of its instruction: its moment first, then its text and its files."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from ecole.classroom.items import File, file_of
from ecole.models.instruction import Instruction
from ecole.web.languages import gettext
from ecole.web.words import PARIS, moment


@dataclass(frozen=True)
class CorrectionCard:
    """What a reader may see now; to the teacher, everything and its state."""

    is_open: bool
    moment: str
    body_html: str = ""
    files: tuple[File, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class CorrectionDesk:
    """The correction of its teacher: none yet, in the trash, or there."""

    card: CorrectionCard | None
    is_deleted: bool
    edit_url: str
    delete_url: str
    restore_url: str


def card_for_family(instruction: Instruction, uai: str) -> CorrectionCard | None:
    """For families and pupils: not a word nor the name of a file before it opens."""
    row = instruction.correction
    if row is None or row.deleted_at is not None:
        return None
    if not row.is_open:
        said = gettext("Le corrigé s’ouvrira %(moment)s.", moment=moment(row.opens_at))
        return CorrectionCard(is_open=False, moment=said)
    return _whole(instruction, uai)


def card_for_teacher(instruction: Instruction, uai: str) -> CorrectionDesk:
    row = instruction.correction
    is_deleted = row is not None and row.deleted_at is not None
    return CorrectionDesk(
        card=None if row is None or is_deleted else _whole(instruction, uai),
        is_deleted=is_deleted,
        edit_url=url_for("corrections.edit", instruction_id=instruction.id),
        delete_url=url_for("corrections.delete", instruction_id=instruction.id),
        restore_url=url_for("corrections.restore", instruction_id=instruction.id),
    )


def _whole(instruction: Instruction, uai: str) -> CorrectionCard:
    row = instruction.correction
    assert row is not None
    before = row.opens_at.astimezone(PARIS).date() < instruction.day_on
    said = (gettext("Ouvert depuis %(moment)s.", moment=moment(row.opens_at)) if row.is_open
            else gettext("S’ouvrira %(moment)s. Les familles ne voient rien avant.",
                         moment=moment(row.opens_at)))
    return CorrectionCard(
        is_open=row.is_open, moment=said,
        body_html=row.body_html,
        files=tuple(file_of(attachment, uai) for attachment in row.attachments),
        warning=gettext("Il s’ouvre avant le jour de la consigne.") if before else "",
    )
