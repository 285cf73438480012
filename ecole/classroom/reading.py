"""The page of one instruction, for its teacher and for a family."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ecole.classroom.audience import is_present_in
from ecole.classroom.days import address_of
from ecole.classroom.hand_ins.pages import answering
from ecole.classroom.hand_ins.sending import received_counts
from ecole.classroom.items import item_of
from ecole.classroom.receipts import note_opened, readers_of
from ecole.classroom.today import each_once
from ecole.models.completion import Completion
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.words import alphabetical, joined, long_day, moment


def teacher_page(instruction: Instruction) -> dict[str, Any]:
    """Who has seen it, adult by adult, and which children have done it."""
    readers = readers_of(instruction)
    pupils = _pupils(instruction)
    return _shared(instruction) | {
        "may_edit": True,
        "answer_count": received_counts([instruction])[instruction.id],
        "readers": [
            {
                "name": guardian.full_name,
                "children": joined(children),
                "seen": moment(receipt.seen_at) if receipt else "",
            }
            for guardian, children, receipt in readers
        ],
        "seen_count": sum(receipt is not None for _, _, receipt in readers),
        "pupils": [
            {"name": pupil.full_name, "done": moment(done_at) if done_at else ""}
            for pupil, done_at in pupils
        ],
        "done_count": sum(done_at is not None for _, done_at in pupils),
    }


def reader_page(who: SignedIn, instruction: Instruction) -> dict[str, Any]:
    """The instruction for a family; opening it counts as seen."""
    children = each_once(
        c for c in who.children if c.classroom_id == instruction.classroom_id
    )
    done = set(
        db.session.scalars(
            select(Completion.pupil_id).where(
                Completion.instruction_id == instruction.id,
                Completion.pupil_id.in_([child.id for child in children]),
            )
        )
    )
    uai = _uai(instruction)
    page = _shared(instruction) | {
        "may_edit": False,
        "ticks": [
            {
                "first_name": child.first_name,
                "item": item_of(instruction, uai, pupil_id=child.id, is_done=child.id in done),
            }
            for child in children
        ],
        "answers": [answering(who, instruction, child) for child in children]
        if instruction.returns else [],
        "back_url": address_of(instruction.day_on),
    }
    note_opened(who, instruction)
    return page


def _shared(instruction: Instruction) -> dict[str, Any]:
    return {
        "item": item_of(instruction, _uai(instruction)),
        "classroom": {"id": instruction.classroom_id, "name": instruction.classroom.label},
        "day_title": long_day(instruction.day_on),
        "is_published": instruction.published_at is not None,
        "is_deleted": instruction.deleted_at is not None,
        "instruction_id": instruction.id,
    }


def _uai(instruction: Instruction) -> str:
    school = db.session.get(School, instruction.school_id)
    assert school is not None
    return school.uai


def _pupils(instruction: Instruction) -> list[tuple[Pupil, Any]]:
    rows = db.session.execute(
        select(Pupil, Completion.done_at)
        .outerjoin(
            Completion,
            (Completion.pupil_id == Pupil.id) & (Completion.instruction_id == instruction.id),
        )
        .where(is_present_in(instruction.classroom_id))
    )
    return sorted(
        ((pupil, done_at) for pupil, done_at in rows),
        key=lambda row: alphabetical(row[0].full_name, row[0].first_name),
    )
