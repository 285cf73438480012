"""The pages of a common text: its form, which works without script, and who wrote what."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for

from ecole.classroom.documents.authors import Hand, names_of
from ecole.classroom.documents.forms import CommonTextForm
from ecole.classroom.documents.marks import Mark, marks_of
from ecole.classroom.documents.texts import NotWritten, TooFar, write_whole
from ecole.classroom.documents.versions import operations_after, parts_of, versions_of
from ecole.models.document import COMMON_TEXT_MAX, Document
from ecole.models.permissions import may_write_document
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext
from ecole.web.words import joined, moment


def answer_text_form(who: SignedIn, document: Document) -> tuple[CommonTextForm | None, int]:
    """The form to show with its status; none when what was sent is written."""
    form = CommonTextForm.opened(text=document.text, base=str(document.sequence))
    if not form.is_submitted():
        return form, 200
    if not form.validate():
        return form, 200
    if not may_write_document(who, document):
        form.text.errors = [gettext("Vous pouvez lire ce texte, pas y écrire.")]
        return form, 409
    given = form.base.data or ""
    base = int(given) if given.isdecimal() and len(given) < 10 else -1
    try:
        write_whole(who, document, base, form.text.data)
    except NotWritten as refusal:
        form.text.errors = [str(refusal)]
        return form, 409
    except TooFar:
        form.form_errors.append(gettext(
            "Le texte a beaucoup changé depuis que vous avez ouvert cette page. Ce que vous avez "
            "écrit est gardé ci-dessous, et le texte des autres est au-dessus. Enregistrez de "
            "nouveau pour garder le vôtre\u00a0: l’autre reste dans les versions."))
        form.base.data = str(document.sequence)
        return form, 409
    if who.pupil is None:
        flash(gettext("C’est enregistré."))
    return None, 303


def text_page(document: Document, form: CommonTextForm) -> dict[str, Any]:
    return {
        "form": form,
        "most": COMMON_TEXT_MAX,
        "is_far": bool(form.form_errors),
        # A text refused, or kept while its writer signed in again, is sent by the form alone.
        "is_live": form.text.data == document.text and not form.errors,
        "sequence": form.base.data,
        "exchange_url": url_for("common_texts.exchange", document_id=document.id),
    }


def versions_page(document: Document, chosen: int | None) -> dict[str, Any]:
    """The versions, the last first; of the one chosen, what each hand put in and removed."""
    kept = list(versions_of(document))
    rows = [(row.sequence, row.text, row.changes, row.created_at) for row in kept]
    last = kept[0].sequence if kept else 0
    unkept = operations_after(document, last)
    if unkept:
        rows.insert(0, (document.sequence, document.text, parts_of(unkept), unkept[-1].created_at))
    names = names_of({(a, p) for _, _, changes, _ in rows for a, p, _ in changes})
    found = next((n for n, row in enumerate(rows) if row[0] == chosen), 0)
    before = rows[found + 1][1] if found + 1 < len(rows) else ""
    return {
        "document": document,
        "classroom": {"id": document.classroom_id, "name": document.classroom.label},
        "versions": [
            {
                "sequence": sequence,
                "moment": moment(at),
                "names": joined(_names(changes, names)),
                "is_chosen": number == found,
                "is_last": number == 0,
                "url": url_for("common_texts.versions", document_id=document.id,
                               version=sequence),
            }
            for number, (sequence, _, changes, at) in enumerate(rows)
        ],
        "marks": [_mark(mark, names) for mark in marks_of(before, rows[found][2])] if rows else [],
    }


def _names(changes: list[Any], names: dict[Hand, str]) -> list[str]:
    return list(dict.fromkeys(names[account, pupil] for account, pupil, _ in changes))


def _mark(mark: Mark, names: dict[Hand, str]) -> dict[str, str]:
    return {"kind": mark.kind, "text": mark.text,
            "name": names[mark.hand] if mark.hand is not None else ""}
