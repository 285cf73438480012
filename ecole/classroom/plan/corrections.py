"""What is done to a correction: written, changed over nobody's head, opened by its own moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from types import SimpleNamespace

from sqlalchemy import select

from ecole.classroom.attaching import attach, detach
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.plan.forms import next_school_day, paris
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.correction import Correction
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.markdown import render_markdown
from ecole.web.words import PARIS

USUAL_HOUR = time(16, 30)


@dataclass(frozen=True)
class CorrectionDraft:
    """The words of a correction, as a form gives them."""

    body: str
    opens_at: datetime


def usual_moment(instruction: Instruction) -> datetime:
    """The end of the next school day: time to do the work, and to hand it in."""
    return paris(next_school_day(instruction.day_on), USUAL_HOUR)


def correction_of(instruction_id: int) -> Correction | None:
    return db.session.scalar(
        select(Correction).where(Correction.instruction_id == instruction_id))


def write_correction(
    who: SignedIn, instruction: Instruction, draft: CorrectionDraft, files: Iterable[Received],
    *, revision: int, removed: set[int],
) -> None:
    """Write it, or change it; `revision` is the one the writer had read, 0 when there was none.

    One that was in the trash comes back out of it.
    """
    instruction_id, classroom_id = instruction.id, instruction.classroom_id
    html = render_markdown(draft.body)
    with writing() as rows:
        row = correction_of(instruction_id)
        if (row.revision if row else 0) != revision:
            raise EditedMeanwhile
        if row is None:
            row = Correction(instruction_id=instruction_id, revision=0)
            rows.add(row)
        row.body, row.body_html, row.opens_at = draft.body, html, draft.opens_at
        row.revision += 1
        row.updated_at, row.deleted_at = utc_now(), None
        rows.flush()
        detach(row, removed)
        attach(rows, row, files, who.account_id)
        touch(classroom_id)


def source_of(instruction: Instruction, row: Correction | None) -> SimpleNamespace:
    """What the form shows at first."""
    opens_at = (row.opens_at if row else usual_moment(instruction)).astimezone(PARIS)
    return SimpleNamespace(
        body=row.body if row else "", opens_on=opens_at.date(),
        opens_time=opens_at.time().replace(second=0, microsecond=0),
        revision=str(row.revision if row else 0),
    )
