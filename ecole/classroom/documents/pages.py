"""The pages of documents written together: the list of a class, a document and its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.items import File, file_of
from ecole.classroom.tabs import tabs_of
from ecole.models.box import Box
from ecole.models.classroom import Classroom
from ecole.models.document import Document, DocumentKind
from ecole.models.permissions import (
    may_edit_document,
    may_read_box,
    may_teach,
    may_write_box,
    may_write_document,
)
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import moment

EXTRACT = 280  # signs of a box on the page of its document, which shows a whole class


def index_page(who: SignedIn, classroom: Classroom) -> dict[str, Any]:
    """The documents of a class, the last written first; drafts for those who teach it."""
    teaches = may_teach(who, classroom)
    found = select(Document).where(Document.classroom_id == classroom.id,
                                   Document.deleted_at.is_(None))
    if not teaches:
        found = found.where(Document.published_at <= utc_now())
    rows = db.session.scalars(found.order_by(Document.updated_at.desc())).all()
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=teaches),
        "new_url": url_for("documents.new", classroom_id=classroom.id) if teaches else "",
        "documents": [_row(row) for row in rows],
    }


def _row(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "url": url_for("documents.show", document_id=document.id),
        "is_text": document.kind == DocumentKind.TEXT,
        "is_published": document.published_at is not None,
        "is_closed": document.closed_at is not None,
        "updated": moment(document.updated_at),
    }


def document_page(who: SignedIn, document: Document) -> dict[str, Any]:
    """What both kinds have in common, and the boxes of this one."""
    may_edit = may_edit_document(who, document)
    page = {
        "document": document,
        "classroom": {"id": document.classroom_id, "name": document.classroom.label},
        # Safe by construction: rendered from Markdown and cleaned when it was written.
        "body_html": Markup(document.body_html),  # noqa: S704
        "index_url": url_for("documents.index", classroom_id=document.classroom_id),
        "may_edit": may_edit,
        "may_write": may_write_document(who, document) and (
            may_edit or document.closed_at is None),
    }
    if document.kind == DocumentKind.BOXES:
        page["boxes"] = [box_of(who, box, most=EXTRACT) for box in boxes_read_by(who, document)]
    return page


def boxes_read_by(who: SignedIn, document: Document) -> Sequence[Box]:
    """The boxes in their order, files and owners read at once; hidden ones for those who may."""
    boxes = db.session.scalars(
        select(Box).where(Box.document_id == document.id)
        .options(selectinload(Box.attachments), selectinload(Box.owners),
                 selectinload(Box.document))
        .order_by(Box.position, Box.id)
    ).all()
    return [box for box in boxes if may_read_box(who, box)]


def box_of(who: SignedIn, box: Box, *, most: int = 0) -> dict[str, Any]:
    """A box as a page shows it; with `most`, the beginning of its text."""
    uai = next(place.uai for place in who.passes.values() if place.id == box.school_id)
    files = [file_of(attachment, uai) for attachment in box.attachments]
    pictures = [file for file in files if file.small_url]
    text = box.text if not most or len(box.text) <= most else f"{box.text[:most].rstrip()}…"
    is_closed = box.document.closed_at is not None
    is_mine = any(owner.pupil_id in {child.id for child in who.children} for owner in box.owners)
    return {
        "id": box.id,
        "label": name_of(box),
        "text": text,
        "files": files,
        "pictures": pictures,
        "others": [file for file in files if file not in pictures],
        "more": _more(files, pictures) if most else "",
        "is_hidden": box.hidden_at is not None,
        "is_mine": is_mine,
        "is_empty": not (box.text or files),
        "may_write": may_write_box(who, box)
        and (not is_closed or may_edit_document(who, box.document)),
        "url": url_for("boxes.show", box_id=box.id),
        "write_url": url_for("boxes.edit", box_id=box.id),
    }


def name_of(box: Box) -> str:
    return box.label or gettext("Case %(number)d", number=box.position + 1)


def _more(files: Sequence[File], pictures: Sequence[File]) -> str:
    """What of a box its document does not show: all but its first picture."""
    left = [file.kind_label for file in files if file not in pictures[:1]]
    return " · ".join(left)

