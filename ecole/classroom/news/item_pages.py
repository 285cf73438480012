"""The page of one news item: its words, its files, a sheet of its photos."""

from __future__ import annotations

from typing import Any

from flask import url_for
from markupsafe import Markup

from ecole.classroom.archives import offer, photos_bundle
from ecole.classroom.items import file_of
from ecole.classroom.news.albums import pictures_of, shown_photos
from ecole.classroom.news.contact_sheets import board_at, sheet_of
from ecole.classroom.news.pages import date_of, index_of, shared
from ecole.classroom.news.writing import state_of
from ecole.classroom.tabs import tabs_of
from ecole.models.classroom import Classroom
from ecole.models.news_item import NewsItem
from ecole.models.permissions import may_edit_news_item, may_teach
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db


def item_page(who: SignedIn, item: NewsItem, uai: str, page: int) -> dict[str, Any] | None:
    """One item, with a sheet of its photos; None when it has not so many."""
    pictures = pictures_of(item)
    board = board_at(pictures, page)
    drawn = sheet_of(db.session(), board) if board else None
    album = shown_photos(pictures, uai, page, drawn)
    if album is None:
        return None
    may_edit = may_edit_news_item(who, item)
    return shared(who, item) | around(who, item) | {
        "item_id": item.id,
        "published": state_of(item) if may_edit else date_of(item),
        "author": item.author.display_name,
        # Safe by construction: rendered from Markdown and cleaned when it was written.
        "body_html": Markup(item.body_html),  # noqa: S704
        "album": album,
        "previous_url": _sheet_url(item, page - 1) if page > 1 else "",
        "next_url": _sheet_url(item, page + 1) if album.sheet and page < album.pages else "",
        "archive": offer(photos_bundle(item), "photos", item_id=item.id),
        "files": [file_of(a, uai) for a in item.attachments if a.kind != "image"],
        "may_edit": may_edit,
        "is_deleted": item.deleted_at is not None,
    }


def _sheet_url(item: NewsItem, page: int) -> str:
    return url_for("news.show", item_id=item.id, photos=page)


def around(who: SignedIn, item: NewsItem) -> dict[str, Any]:
    """The class whose pages are around an item, and the list it is in."""
    classroom = _room_around(who, item)
    return {
        "classroom": {"id": classroom.id, "name": classroom.label} if classroom else None,
        "tabs": tabs_of(classroom.id, teaches=may_teach(who, classroom)) if classroom else [],
        "back_url": index_of(classroom.id if classroom else None),
    }


def _room_around(who: SignedIn, item: NewsItem) -> Classroom | None:
    """The class whose pages are around an item: its own; for the school's, that of a family which
    has only one."""
    if item.classroom is not None:
        return item.classroom
    rooms = {c.classroom_id for c in who.children
             if c.school_id == item.school_id and c.classroom_id}
    return db.session.get(Classroom, rooms.pop()) if len(rooms) == 1 else None
