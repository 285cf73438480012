"""The common text: the server orders the changes of several hands, each taken once."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select

from ecole.classroom.documents.differences import difference
from ecole.classroom.documents.operations import (
    BadOperation,
    Operation,
    apply,
    is_idle,
    transform,
)
from ecole.classroom.documents.versions import (
    close_version,
    operations_after,
    version_before,
)
from ecole.models.document import COMMON_TEXT_MAX, Document, DocumentOperation
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import gettext


class NotWritten(ValueError):
    """The text was not changed; the message says why, and the writer still has theirs."""


class TooFar(ValueError):
    """So much was written since that the operations in between are not kept any more."""


def write(
    who: SignedIn, document: Document, base: int, key: str, operation: Operation, *,
    is_apart: bool = False,
) -> None:
    """Take a change made on the text as it stood after operation `base`.

    Sent twice under one key, it is taken once. `is_apart` makes a version of it alone.
    """
    document_id, pupil_id = document.id, who.pupil.id if who.pupil else None
    with writing() as rows:
        fresh = rows.get_one(Document, document_id)
        if _is_taken(fresh, key):
            return
        _refuse_when_closed(fresh)
        for row in _missed(fresh, base):
            _, operation = transform(row.operation, operation)
        text = apply(operation, fresh.text)
        if len(text) > max(COMMON_TEXT_MAX, len(fresh.text)):
            raise NotWritten(too_long())
        close_version(rows, fresh, at_once=is_apart)
        fresh.text, fresh.sequence, fresh.updated_at = text, fresh.sequence + 1, utc_now()
        rows.add(DocumentOperation(
            document_id=fresh.id, sequence=fresh.sequence, key=key, author_id=who.account_id,
            pupil_id=pupil_id, operation=operation))
        if is_apart:
            rows.flush()
            close_version(rows, fresh, at_once=True)


def write_whole(who: SignedIn, document: Document, base: int, text: str) -> None:
    """Merge what a form without script sends: the whole text, as changed since `base`.

    Each sending is a version of its own.
    """
    before = text_at(document, base)
    operation = difference(before, text)
    if not is_idle(operation):
        write(who, document, base, secrets.token_urlsafe(18), operation, is_apart=True)


def restore(who: SignedIn, document: Document, sequence: int) -> bool:
    """Write an earlier version again, as one more change; False when there is no such version."""
    version = version_before(document, sequence)
    if version is None or version.sequence != sequence:
        return False
    base, operation = document.sequence, difference(document.text, version.text)
    if not is_idle(operation):
        write(who, document, base, secrets.token_urlsafe(18), operation, is_apart=True)
    return True


def text_at(document: Document, sequence: int) -> str:
    """The text as it stood after an operation."""
    if sequence == document.sequence:
        return document.text
    version = version_before(document, sequence)
    start, text = (version.sequence, version.text) if version else (0, "")
    made = [row for row in operations_after(document, start) if row.sequence <= sequence]
    if len(made) != sequence - start or sequence > document.sequence:
        raise TooFar
    for row in made:
        text = apply(row.operation, text)
    return text


def news_since(document: Document, base: int) -> dict[str, Any]:
    """For the script: what was written since, or the whole text when that is not known."""
    try:
        made = _missed(document, base)
    except (TooFar, BadOperation):
        return {"sequence": document.sequence, "text": document.text}
    return {
        "sequence": base + len(made),
        "operations": [{"key": row.key, "operation": row.operation} for row in made],
    }


def too_long() -> str:
    return gettext(
        "Ce texte est trop long\u00a0: %(most)s signes au plus, pour tout le monde. "
        "Rien n’est perdu\u00a0: votre texte est encore là. Raccourcissez-le.",
        most=f"{COMMON_TEXT_MAX:,}".replace(",", "\u202f"))


def _missed(document: Document, base: int) -> list[DocumentOperation]:
    """The operations after `base`, all of them or a refusal."""
    if not 0 <= base <= document.sequence:
        raise BadOperation
    made = list(operations_after(document, base)) if base < document.sequence else []
    # Another request may have written since the document was read.
    if (made[0].sequence if made else document.sequence + 1) != base + 1:
        raise TooFar
    return made


def _is_taken(document: Document, key: str) -> bool:
    return db.session.scalar(
        select(DocumentOperation.id).where(DocumentOperation.document_id == document.id,
                                           DocumentOperation.key == key)) is not None


def _refuse_when_closed(document: Document) -> None:
    if document.deleted_at is not None:
        raise NotWritten(gettext(
            "Ce texte n’est plus là. Gardez une copie de ce que vous avez écrit."))
    if document.closed_at is not None:
        raise NotWritten(gettext(
            "Ce texte est fermé\u00a0: on ne peut plus écrire dedans. "
            "Ce que vous venez d’écrire est encore là, pour le recopier."))
