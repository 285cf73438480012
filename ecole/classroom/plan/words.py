"""What is done to the word of a day: written, changed, published now or later, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace

from sqlalchemy import select

from ecole.classroom.attaching import attach, detach
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.day_word import DayWord
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.markdown import render_markdown
from ecole.web.words import PARIS


@dataclass(frozen=True)
class WordDraft:
    """The words, as a form gives them; `at`: a moment chosen for them, else they go out now."""

    body: str
    is_out: bool = True
    at: datetime | None = None


def word_of(classroom_id: int, day: date) -> DayWord | None:
    return db.session.scalar(
        select(DayWord).where(DayWord.classroom_id == classroom_id, DayWord.day_on == day))


def write_word(
    who: SignedIn, classroom: Classroom, day: date, draft: WordDraft, files: Iterable[Received],
    *, revision: int, removed: set[int],
) -> None:
    """One word for a class and a day; `revision` is the one the writer had read, 0 for none."""
    classroom_id, html = classroom.id, render_markdown(draft.body)
    with writing() as rows:
        row = word_of(classroom_id, day)
        if (row.revision if row else 0) != revision:
            raise EditedMeanwhile
        if row is None:
            row = DayWord(classroom_id=classroom_id, day_on=day, author_id=who.account_id,
                          revision=0)
            rows.add(row)
        row.body, row.body_html = draft.body, html
        row.published_at = _published_at(row.published_at, draft)
        row.revision += 1
        row.updated_at = utc_now()
        rows.flush()
        detach(row, removed)
        attach(rows, row, files, who.account_id)
        touch(classroom_id)


def _published_at(before: datetime | None, draft: WordDraft) -> datetime | None:
    """A chosen moment that has passed is now; words that were out stay so since then."""
    if not draft.is_out:
        return None
    now = utc_now()
    if draft.at is not None and draft.at > now:
        return draft.at
    return before if before is not None and before <= now else now


def source_of(row: DayWord | None) -> SimpleNamespace:
    """What the form shows at first; a moment that has passed is not asked again."""
    coming = row.published_at if row and row.published_at else None
    later = coming.astimezone(PARIS) if coming and coming > utc_now() else None
    return SimpleNamespace(
        body=row.body if row else "", revision=str(row.revision if row else 0),
        out_on=later.date() if later else None,
        out_time=later.time().replace(second=0, microsecond=0) if later else None,
    )
