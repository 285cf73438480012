"""A PDF read page by page, in pictures: for phones that cannot show one."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.files import file_of
from ecole.classroom.owners import page_above
from ecole.classroom.renditions import ask_pages
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db, writing


def drawn_page(attachment: Attachment, number: int) -> Rendition | None:
    """The picture of a page, as far as it is: none before somebody asked."""
    return db.session.scalar(select(Rendition).where(
        Rendition.source_key == attachment.blob_key, Rendition.profile == Profile.PAGE,
        Rendition.page == number))


def draw_pages(who: SignedIn, attachment: Attachment) -> None:
    """Ask for the pictures of all its pages; a second time changes nothing."""
    attachment_id = attachment.id
    with writing() as rows:
        ask_pages(rows, who.account_id, rows.get_one(Attachment, attachment_id))


def reader_page(who: SignedIn, attachment: Attachment, number: int, uai: str) -> dict[str, Any]:
    """One page: its picture, or that it is being drawn, or that it could not be."""
    def address(page: int) -> str:
        return url_for("reader.show", attachment_id=attachment.id, page=page)

    drawn, pages = drawn_page(attachment, number), attachment.pages or 0
    return {
        "file": file_of(attachment, uai),
        "number": number,
        "pages": pages,
        "url": address(number),
        "state": _state_of(drawn),
        "picture": drawn,
        "picture_url": url_for("reader.picture", attachment_id=attachment.id, page=number),
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < pages else "",
        "back_url": page_above(attachment, who),
    }


def _state_of(drawn: Rendition | None) -> str:
    if drawn is None:
        return "unasked"
    if drawn.is_ready:
        return "ready"
    return "waiting" if drawn.is_waiting else "failed"
