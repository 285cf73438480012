"""Who has seen what: one receipt for each adult, written the first time only."""

from __future__ import annotations

import logging

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from ecole.classroom.audience import is_for, is_its_member, is_open_link, is_present_in
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroupMember
from ecole.models.receipt import Receipt
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db, writing
from ecole.web.words import alphabetical

log = logging.getLogger("ecole.receipt")
Pairs = set[tuple[int, int]]  # (instruction, guardian)


def note_opened(who: SignedIn, instruction: Instruction) -> None:
    """Remember who was shown this instruction; does nothing the second time.

    A child reading in the pupil's space is not the adult reading.
    """
    if instruction.is_visible and who.pupil is None:
        write_receipts(
            unseen(
                {
                    (instruction.id, child.guardian_id)
                    for child in who.children
                    if instruction.is_for(child)
                }
            )
        )


def unseen(pairs: Pairs) -> Pairs:
    """Those of the pairs that have no receipt yet."""
    if not pairs:
        return set()
    rows = db.session.execute(
        select(Receipt.instruction_id, Receipt.guardian_id).where(
            Receipt.instruction_id.in_({instruction for instruction, _ in pairs}),
            Receipt.guardian_id.in_({guardian for _, guardian in pairs}),
        )
    )
    return pairs - {(instruction, guardian) for instruction, guardian in rows}


def write_receipts(pairs: Pairs) -> None:
    """Keep a receipt for each pair; two tabs opened at once write it once."""
    if not pairs:
        return
    try:
        with writing() as rows:
            for instruction_id, guardian_id in sorted(unseen(pairs)):
                rows.add(Receipt(instruction_id=instruction_id, guardian_id=guardian_id))
    except DBAPIError as error:
        # Reading is never refused because a receipt could not be written: a full disk, a long
        # import, an instruction erased meanwhile. The next opening writes it.
        log.warning("receipt not written: %s", type(error.orig).__name__)


def readers_of(instruction: Instruction) -> list[tuple[Guardian, list[str], Receipt | None]]:
    """Each guardian whom it is for, first names of those children of theirs, and the receipt."""
    rows = db.session.execute(
        select(Guardian, Pupil.first_name, Receipt)
        .select_from(Guardianship)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .join(Instruction, Instruction.id == instruction.id)
        .outerjoin(PupilGroupMember, is_its_member())
        .outerjoin(
            Receipt,
            (Receipt.guardian_id == Guardian.id) & (Receipt.instruction_id == instruction.id),
        )
        .where(is_present_in(instruction.classroom_id), is_open_link(), is_for())
        .order_by(Pupil.birth_on, Pupil.first_name)
    )
    found: dict[int, tuple[Guardian, list[str], Receipt | None]] = {}
    for guardian, first_name, receipt in rows:
        found.setdefault(guardian.id, (guardian, [], receipt))[1].append(first_name)
    return sorted(found.values(), key=lambda row: alphabetical(row[0].sort_name))
