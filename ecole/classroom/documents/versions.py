"""The versions of a common text: closed after a pause or fifty changes, with each hand's part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.classroom.documents.operations import compose
from ecole.models.document import Document, DocumentOperation, DocumentVersion
from ecole.storage.columns import utc_now
from ecole.storage.database import db

PAUSE = timedelta(minutes=3)
OPERATIONS_A_VERSION = 50
# Of the last ones: a browser that missed more takes the whole text again.
OPERATIONS_KEPT = 500


def versions_of(document: Document) -> Sequence[DocumentVersion]:
    """The last first."""
    return db.session.scalars(
        select(DocumentVersion).where(DocumentVersion.document_id == document.id)
        .order_by(DocumentVersion.sequence.desc())
    ).all()


def version_before(document: Document, sequence: int) -> DocumentVersion | None:
    """The last version that is not after this operation."""
    return db.session.scalar(
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document.id, DocumentVersion.sequence <= sequence)
        .order_by(DocumentVersion.sequence.desc()).limit(1)
    )


def operations_after(document: Document, sequence: int) -> Sequence[DocumentOperation]:
    return db.session.scalars(
        select(DocumentOperation)
        .where(DocumentOperation.document_id == document.id,
               DocumentOperation.sequence > sequence)
        .order_by(DocumentOperation.sequence)
    ).all()


def close_version(rows: Session, document: Document, *, at_once: bool = False) -> None:
    """Inside `writing()`, before another change: keep the text as it stands, if it is time."""
    before = _last_sequence(document)
    made = operations_after(document, before)
    if not made:
        return
    is_time = len(made) >= OPERATIONS_A_VERSION or made[-1].created_at < utc_now() - PAUSE
    if not (at_once or is_time):
        return
    last = made[-1]
    rows.add(DocumentVersion(
        document_id=document.id, sequence=document.sequence, text=document.text,
        changes=parts_of(made), author_id=last.author_id, pupil_id=last.pupil_id,
        created_at=last.created_at,
    ))
    _forget_old(rows, document)


def parts_of(made: Sequence[DocumentOperation]) -> list[list[object]]:
    """[account, pupil, operation] of each hand in turn: what one does in a row is one part."""
    parts: list[list[object]] = []
    for row in made:
        hand = [row.author_id, row.pupil_id]
        if parts and parts[-1][:2] == hand:
            parts[-1][2] = compose(parts[-1][2], row.operation)  # type: ignore[arg-type]
        else:
            parts.append([*hand, row.operation])
    return parts


def _last_sequence(document: Document) -> int:
    return db.session.scalar(
        select(DocumentVersion.sequence).where(DocumentVersion.document_id == document.id)
        .order_by(DocumentVersion.sequence.desc()).limit(1)
    ) or 0


def _forget_old(rows: Session, document: Document) -> None:
    old = select(DocumentOperation).where(
        DocumentOperation.document_id == document.id,
        DocumentOperation.sequence <= document.sequence - OPERATIONS_KEPT,
    )
    for row in rows.scalars(old):
        rows.delete(row)
