"""What is done to an instruction: written, published, changed, deleted, restored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.media.reception import Received
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.instruction import DAYS_IN_TRASH, Instruction
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
        _attach(instruction, files)
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
        for attachment in [a for a in fresh.attachments if a.id in removed]:
            fresh.attachments.remove(attachment)
        _attach(fresh, files)
        if publish and fresh.published_at is None:
            fresh.published_at = utc_now()
        _touch(fresh.classroom_id)


def publish_instruction(instruction: Instruction, *, published: bool) -> None:
    """Show it to the families, or take it back into the drafts."""
    with writing():
        if (instruction.published_at is not None) != published:
            instruction.published_at = utc_now() if published else None
            _touch(instruction.classroom_id)


def delete_instruction(instruction: Instruction) -> None:
    """Put it in the trash: out of sight at once, restorable for 30 days from the first time."""
    with writing():
        if instruction.deleted_at is None:
            instruction.deleted_at = utc_now()
            _touch(instruction.classroom_id)


def restore_instruction(instruction: Instruction) -> None:
    """Take it out of the trash, as it was; too late once it was announced as erased."""
    with writing():
        if instruction.deleted_at is not None and not is_past_restoring(instruction):
            instruction.deleted_at = None
            _touch(instruction.classroom_id)


def is_past_restoring(instruction: Instruction) -> bool:
    """Whether it was announced as erased, even if the night has not come yet."""
    oldest = utc_now() - timedelta(days=DAYS_IN_TRASH)
    return instruction.deleted_at is not None and instruction.deleted_at <= oldest


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


def trash_of(classroom: Classroom) -> Sequence[Instruction]:
    """What can still be restored, the last deleted first."""
    oldest = utc_now() - timedelta(days=DAYS_IN_TRASH)
    return db.session.scalars(
        select(Instruction)
        .where(Instruction.classroom_id == classroom.id, Instruction.deleted_at > oldest)
        .order_by(Instruction.deleted_at.desc())
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


def _attach(instruction: Instruction, files: Iterable[Received]) -> None:
    start = max((a.position for a in instruction.attachments), default=-1) + 1
    for place, file in enumerate(files, start):
        instruction.attachments.append(
            Attachment(
                blob_key=file.key, name=file.name, kind=file.kind, mime=file.mime, size=file.size,
                duration_seconds=file.duration_seconds, pages=file.pages, width=file.width,
                height=file.height, position=place,
            )
        )


def _touch(classroom_id: int) -> None:
    """Every page of the class made before is out of date from this commit on."""
    classroom = db.session.get(Classroom, classroom_id)
    assert classroom is not None
    classroom.version = Classroom.version + 1
