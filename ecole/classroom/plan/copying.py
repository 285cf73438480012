"""Instructions given again: to another day, week or class, with their files, their corrections and
their dictations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ecole.classroom.attaching import copy_files
from ecole.classroom.instructions import IN_ORDER
from ecole.classroom.plan.forms import paris
from ecole.classroom.plan.recipients import Members, members_of
from ecole.classroom.plan.sources import ALL_OF_IT, monday_of
from ecole.classroom.trash import touch
from ecole.models.classroom import Classroom
from ecole.models.correction import Correction
from ecole.models.dictation import Dictation
from ecole.models.instruction import Instruction
from ecole.models.instruction_link import InstructionLink
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.web.words import PARIS


@dataclass(frozen=True)
class Target:
    """Where they go: all on one day, or each on its weekday in the week of that day."""

    classroom: Classroom
    day: date
    keeps_weekdays: bool
    publish: bool

    def day_for(self, day: date) -> date:
        return (monday_of(self.day) + timedelta(days=day.weekday()) if self.keeps_weekdays
                else self.day)


@dataclass(frozen=True)
class Copied:
    """How many were given, and how many of them stay drafts because whom they are for is not sure
    any more."""

    count: int
    drafts: int


def copy_instructions(who: SignedIn, chosen: Sequence[Instruction], target: Target) -> Copied:
    """Give them again, at the end of their new days, in their order."""
    ids, room = [row.id for row in chosen], target.classroom.id
    unsure = 0
    with writing() as rows:
        sources = rows.scalars(
            select(Instruction).where(Instruction.id.in_(ids), Instruction.deleted_at.is_(None))
            .options(*ALL_OF_IT, selectinload(Instruction.links),
                     selectinload(Instruction.correction).selectinload(Correction.attachments),
                     selectinload(Instruction.dictation).selectinload(Dictation.attachments))
            .order_by(Instruction.day_on, *IN_ORDER)
        ).all()
        members = members_of(room)
        places = _places(rows, room, {target.day_for(row.day_on) for row in sources})
        for source in sources:
            day = target.day_for(source.day_on)
            places[day] += 1
            copy = _copy(source, room, day, who.account_id, places[day])
            is_sure = _is_sure(source, copy, members)
            unsure += not is_sure
            if target.publish and is_sure:
                copy.published_at = utc_now()
            rows.add(copy)
            rows.flush()
            _copy_what_goes_with(rows, source, copy, who.account_id)
        touch(room)
    return Copied(len(sources), unsure if target.publish else 0)


def _copy(source: Instruction, room: int, day: date, author: int, place: int) -> Instruction:
    shift = day - source.day_on
    return Instruction(
        classroom_id=room, author_id=author, day_on=day, position=place, title=source.title,
        subject=source.subject, duration_minutes=source.duration_minutes, returns=source.returns,
        due_on=source.due_on + shift if source.due_on else None, is_optional=source.is_optional,
        body=source.body, body_html=source.body_html, level=source.level,
        links=[InstructionLink(title=link.title, address=link.address, why=link.why,
                               position=link.position) for link in source.links],
    )


def _is_sure(source: Instruction, copy: Instruction, members: Members) -> bool:
    """Keep a group or a pupil in their own class; whether it is then for whom it was."""
    if source.group_id is not None or source.pupil_id is not None:
        if source.classroom_id != copy.classroom_id or not members.reached(source):
            return False
        copy.group_id, copy.pupil_id = source.group_id, source.pupil_id
    return not copy.level or copy.level in members.levels


def _copy_what_goes_with(
    rows: Session, source: Instruction, copy: Instruction, account_id: int
) -> None:
    copy_files(rows, source, copy, account_id)
    shift = copy.day_on - source.day_on
    correction, dictation = source.correction, source.dictation
    if correction is not None and correction.deleted_at is None:
        local = correction.opens_at.astimezone(PARIS)
        twin = Correction(instruction_id=copy.id, body=correction.body,
                          body_html=correction.body_html,
                          opens_at=paris(local.date() + shift, local.time()))
        rows.add(twin)
        rows.flush()
        copy_files(rows, correction, twin, account_id)
    if dictation is not None:
        spoken = Dictation(instruction_id=copy.id, text=dictation.text)
        rows.add(spoken)
        rows.flush()
        copy_files(rows, dictation, spoken, account_id)


def _places(rows: Session, room: int, days: set[date]) -> dict[date, int]:
    """The last place taken in each day."""
    taken = {day: last for day, last in rows.execute(  # noqa: C416 -- rows are not pairs to mypy
        select(Instruction.day_on, func.max(Instruction.position))
        .where(Instruction.classroom_id == room, Instruction.day_on.in_(days))
        .group_by(Instruction.day_on)
    )}
    return {day: taken.get(day, -1) for day in days}
