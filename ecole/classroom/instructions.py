"""What is done to an instruction: written, published, changed, deleted, restored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.attaching import attach, detach
from ecole.classroom.trash import touch as _touch
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.instruction_link import InstructionLink
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.markdown import render_markdown


class EditedMeanwhile(Exception):
    """Somebody else changed the instruction while this text was being written."""


@dataclass(frozen=True)
class Draft:
    """The words of an instruction, as a form gives them; `links` are (title, address)."""

    title: str
    day_on: date
    subject: str = ""
    duration_minutes: int | None = None
    returns: str = ""
    body: str = ""
    links: Sequence[tuple[str, str]] = ()


def create_instruction(
    who: SignedIn, classroom: Classroom, draft: Draft, files: Iterable[Received], *, publish: bool
) -> Instruction:
    """Give a class an instruction; published, its families see it at once."""
    classroom_id, html = classroom.id, render_markdown(draft.body)
    with writing() as rows:
        instruction = Instruction(classroom_id=classroom_id, author_id=who.account_id)
        _write(instruction, draft, html)
        rows.add(instruction)
        rows.flush()
        attach(rows, instruction, files, who.account_id)
        if publish:
            instruction.published_at = utc_now()
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
) -> None:
    """Change the words and the files; `revision` is the one the writer had read."""
    instruction_id, html = instruction.id, render_markdown(draft.body)
    with writing() as rows:
        fresh = rows.get(Instruction, instruction_id)
        if fresh is None or fresh.revision != revision:
            raise EditedMeanwhile
        _write(fresh, draft, html)
        fresh.revision += 1
        fresh.updated_at = utc_now()
        detach(fresh, removed)
        attach(rows, fresh, files, fresh.author_id)
        if publish and fresh.published_at is None:
            fresh.published_at = utc_now()
        _touch(fresh.classroom_id)


def publish_instruction(instruction: Instruction, *, published: bool) -> None:
    """Show it to the families, or take it back into the drafts."""
    with writing():
        if (instruction.published_at is not None) != published:
            instruction.published_at = utc_now() if published else None
            _touch(instruction.classroom_id)


def instructions_of(classroom: Classroom, first: date, last: date) -> Sequence[Instruction]:
    """The instructions of a class between two days, both included, drafts too."""
    return db.session.scalars(
        select(Instruction)
        .where(
            Instruction.classroom_id == classroom.id,
            Instruction.deleted_at.is_(None),
            Instruction.day_on.between(first, last),
        )
        .options(selectinload(Instruction.attachments))
        .order_by(Instruction.day_on, Instruction.created_at, Instruction.id)
    ).all()


def _write(instruction: Instruction, draft: Draft, html: str) -> None:
    instruction.title = draft.title
    instruction.subject = draft.subject
    instruction.day_on = draft.day_on
    instruction.duration_minutes = draft.duration_minutes
    instruction.returns = draft.returns
    instruction.body, instruction.body_html = draft.body, html
    instruction.links[:] = [
        InstructionLink(title=title, address=address, position=place)
        for place, (title, address) in enumerate(draft.links)
    ]
