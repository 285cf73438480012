"""What is done to an instruction: written, published, changed, deleted, restored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ecole.classroom.attaching import attach, detach
from ecole.classroom.links import TypedLink
from ecole.classroom.plan.recipients import EVERYBODY, Recipients
from ecole.classroom.trash import touch as _touch
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.instruction_link import InstructionLink
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.markdown import render_markdown

# The order that the teacher gave to a day.
IN_ORDER = (Instruction.position, Instruction.created_at, Instruction.id)


class EditedMeanwhile(Exception):
    """Somebody else changed the instruction while this text was being written."""


@dataclass(frozen=True)
class Draft:
    """The words of an instruction, as a form gives them; `links` are (title, address, why)."""

    title: str
    day_on: date
    subject: str = ""
    duration_minutes: int | None = None
    returns: str = ""
    body: str = ""
    links: Sequence[TypedLink] = ()
    recipients: Recipients = EVERYBODY
    is_optional: bool = False
    due_on: date | None = None


def create_instruction(
    who: SignedIn, classroom: Classroom, draft: Draft, files: Iterable[Received], *, publish: bool,
    at: datetime | None = None,
) -> Instruction:
    """Give a class an instruction, the last of its day; published, those whom it is for see it
    at once, or from the moment `at` on."""
    classroom_id, html = classroom.id, render_markdown(draft.body)
    with writing() as rows:
        instruction = Instruction(classroom_id=classroom_id, author_id=who.account_id,
                                  position=_last_place(classroom_id, draft.day_on))
        _write(instruction, draft, html)
        rows.add(instruction)
        rows.flush()
        attach(rows, instruction, files, who.account_id)
        if publish:
            instruction.published_at = at or utc_now()
        _touch(classroom_id)
    return instruction


def edit_instruction(
    instruction: Instruction,
    draft: Draft,
    files: Iterable[Received],
    *,
    revision: int,
    removed: set[int],
    publish: bool,
    at: datetime | None = None,
) -> None:
    """Change the words and the files; `revision` is the one the writer had read. What is out
    stays out."""
    instruction_id, html = instruction.id, render_markdown(draft.body)
    with writing() as rows:
        fresh = rows.get(Instruction, instruction_id)
        if fresh is None or fresh.revision != revision:
            raise EditedMeanwhile
        if fresh.day_on != draft.day_on:
            fresh.position = _last_place(fresh.classroom_id, draft.day_on)
        _write(fresh, draft, html)
        fresh.revision += 1
        fresh.updated_at = utc_now()
        detach(fresh, removed)
        attach(rows, fresh, files, fresh.author_id)
        if not is_out(fresh):
            fresh.published_at = (at or utc_now()) if publish else None
        _touch(fresh.classroom_id)


def publish_instruction(instruction: Instruction, *, published: bool) -> None:
    """Show it to the families now, or take it back into the drafts."""
    with writing():
        if published and not is_out(instruction):
            instruction.published_at = utc_now()
        elif not published:
            instruction.published_at = None
        _touch(instruction.classroom_id)


def is_out(instruction: Instruction) -> bool:
    """Whether its moment came, deleted or not."""
    return instruction.published_at is not None and instruction.published_at <= utc_now()


def move_instruction(instruction: Instruction, step: int) -> int:
    """One place up (-1) or down (1) among those of its day, nothing at the ends; where it is then,
    from 1."""
    with writing():
        day = list(instructions_of(instruction.classroom, instruction.day_on, instruction.day_on))
        place = day.index(instruction) if instruction in day else -1
        other = place + step
        if place < 0 or not 0 <= other < len(day):
            return place + 1
        day[place], day[other] = day[other], day[place]
        for position, row in enumerate(day):
            row.position = position
        _touch(instruction.classroom_id)
    return other + 1


def instructions_of(
    classroom: Classroom, first: date, last: date, *more: ExecutableOption
) -> Sequence[Instruction]:
    """The instructions of a class between two days, both included, drafts too; `more` is loaded
    with them."""
    return db.session.scalars(
        select(Instruction)
        .where(
            Instruction.classroom_id == classroom.id,
            Instruction.deleted_at.is_(None),
            Instruction.day_on.between(first, last),
        )
        .options(selectinload(Instruction.attachments), joinedload(Instruction.group), *more)
        .order_by(Instruction.day_on, *IN_ORDER)
    ).all()


def _last_place(classroom_id: int, day: date) -> int:
    last = db.session.scalar(
        select(func.max(Instruction.position)).where(Instruction.classroom_id == classroom_id,
                                                     Instruction.day_on == day))
    return 0 if last is None else last + 1


def _write(instruction: Instruction, draft: Draft, html: str) -> None:
    instruction.title = draft.title
    instruction.subject = draft.subject
    instruction.day_on = draft.day_on
    instruction.duration_minutes = draft.duration_minutes
    instruction.returns, instruction.due_on = draft.returns, draft.due_on
    instruction.is_optional = draft.is_optional
    draft.recipients.write_on(instruction)
    instruction.body, instruction.body_html = draft.body, html
    instruction.links[:] = [
        InstructionLink(title=title, address=address, why=why, position=place)
        for place, (title, address, why) in enumerate(draft.links)
    ]
