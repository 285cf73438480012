"""Who has seen what: one receipt for each adult, written the first time only."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.receipt import Receipt
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school


def note_seen(school_id: int, guardian_id: int, instruction_ids: Collection[int]) -> None:
    """Remember that a guardian was shown these instructions; does nothing the second time."""
    with in_school(school_id):
        if not _unseen(guardian_id, instruction_ids):
            return
        with writing() as rows:
            for instruction_id in _unseen(guardian_id, instruction_ids):
                rows.add(Receipt(instruction_id=instruction_id, guardian_id=guardian_id))


def _unseen(guardian_id: int, instruction_ids: Collection[int]) -> set[int]:
    seen = db.session.scalars(
        select(Receipt.instruction_id).where(
            Receipt.guardian_id == guardian_id, Receipt.instruction_id.in_(instruction_ids)
        )
    )
    return set(instruction_ids) - set(seen)


def readers_of(instruction: Instruction) -> list[tuple[Guardian, list[str], Receipt | None]]:
    """Each guardian of the class, first names of their children in it, and their receipt."""
    rows = db.session.execute(
        select(Guardian, Pupil.first_name, Receipt)
        .select_from(Guardianship)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .outerjoin(
            Receipt,
            (Receipt.guardian_id == Guardian.id) & (Receipt.instruction_id == instruction.id),
        )
        .where(
            Pupil.classroom_id == instruction.classroom_id,
            Pupil.left_on.is_(None),
            Guardianship.ended_at.is_(None),
            Guardianship.suspended_at.is_(None),
        )
        .order_by(Guardian.last_name, Guardian.first_name)
    )
    found: dict[int, tuple[Guardian, list[str], Receipt | None]] = {}
    for guardian, first_name, receipt in rows:
        found.setdefault(guardian.id, (guardian, [], receipt))[1].append(first_name)
    return list(found.values())
