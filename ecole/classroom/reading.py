"""The page of one instruction, for its teacher and for a family."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ecole.classroom.archives import instruction_bundle, offer
from ecole.classroom.audience import is_for, is_its_member, is_present_in
from ecole.classroom.days import address_of
from ecole.classroom.dictations.playing import played
from ecole.classroom.hand_ins.arriving import received_counts
from ecole.classroom.hand_ins.pages import answering
from ecole.classroom.instructions import is_out
from ecole.classroom.items import item_of
from ecole.classroom.plan.correction_cards import card_for_family, card_for_teacher
from ecole.classroom.plan.recipients import members_of
from ecole.classroom.receipts import note_opened, readers_of
from ecole.classroom.today import each_once
from ecole.models.completion import Completion
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroupMember
from ecole.models.school import School
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import alphabetical, joined, long_day, moment


def teacher_page(instruction: Instruction) -> dict[str, Any]:
    """Who has seen it, adult by adult, and which children have done it."""
    readers = readers_of(instruction)
    pupils = _pupils(instruction)
    members = members_of(instruction.classroom_id)
    return _shared(instruction) | {
        "may_edit": True,
        "for_whom": members.label_of(instruction),
        "nobody": members.nobody(instruction),
        "correction": card_for_teacher(instruction, _uai(instruction)),
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
        child for child in who.children if instruction.is_for(child)
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
        "correction": card_for_family(instruction, uai),
        "back_url": address_of(instruction.day_on),
    }
    note_opened(who, instruction)
    return page


def _shared(instruction: Instruction) -> dict[str, Any]:
    return {
        "archive": offer(instruction_bundle(instruction), "instruction",
                         instruction_id=instruction.id),
        "item": item_of(instruction, _uai(instruction)),
        "dictation": played(instruction, _uai(instruction)),
        "classroom": {"id": instruction.classroom_id, "name": instruction.classroom.label},
        "day_title": long_day(instruction.day_on),
        "is_published": is_out(instruction),
        "coming": coming_of(instruction),
        "is_deleted": instruction.deleted_at is not None,
        "instruction_id": instruction.id,
    }


def coming_of(instruction: Instruction) -> str:
    """« Paraîtra lundi 23 novembre à 8 h 00 »; nothing of a draft, nor of what is out."""
    if instruction.published_at is None or is_out(instruction):
        return ""
    return gettext("Paraîtra %(moment)s", moment=moment(instruction.published_at))


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
        .join(Instruction, Instruction.id == instruction.id)
        .outerjoin(PupilGroupMember, is_its_member())
        .where(is_present_in(instruction.classroom_id), is_for())
    )
    return sorted(
        ((pupil, done_at) for pupil, done_at in rows),
        key=lambda row: alphabetical(row[0].full_name, row[0].first_name),
    )
