"""The page of one photo of an album: large, with what it shows, between two others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from ecole.classroom.items import file_of
from ecole.classroom.news.albums import (
    SMALL_SIDE,
    alt_of,
    boards_of,
    large_url,
    pictures_of,
)
from ecole.classroom.news.item_pages import around
from ecole.models.attachment import Attachment
from ecole.models.news_item import NewsItem
from ecole.models.rendition import Profile
from ecole.models.signed_in import SignedIn

LARGE_SIDE = 1600


def photo_page(who: SignedIn, item: NewsItem, uai: str, place: int) -> dict[str, Any] | None:
    """The photo at this place, from 1; None when there is none."""
    pictures = pictures_of(item)
    if not 1 <= place <= len(pictures):
        return None
    picture = pictures[place - 1]
    width, height = _shown(picture)

    def address(number: int) -> str:
        is_one = 1 <= number <= len(pictures)
        return url_for("albums.photo", item_id=item.id, photo=number) if is_one else ""

    return around(who, item) | {
        "title": item.title,
        "item_id": item.id,
        "place": place,
        "total": len(pictures),
        "file": file_of(picture, uai),
        "alt": alt_of(picture, place - 1, len(pictures)),
        "large_url": large_url(picture, uai),
        "width": width,
        "height": height,
        "small_width": _width_of_small(picture),
        "all_url": url_for("news.show", item_id=item.id, photos=_sheet_with(pictures, picture)),
        "previous_url": address(place - 1),
        "next_url": address(place + 1),
    }


def _sheet_with(pictures: Sequence[Attachment], picture: Attachment) -> int | None:
    """Where it is seen among the others; None for the first sheet, or without one."""
    boards = boards_of(pictures)
    number = next((place for place, board in enumerate(boards, 1) if picture in board), 1)
    return number if number > 1 else None


def _width_of_small(picture: Attachment) -> int:
    small = picture.rendition(Profile.SMALL)
    return (small.width if small else 0) or SMALL_SIDE


def _shown(picture: Attachment) -> tuple[int, int]:
    width, height = picture.width or LARGE_SIDE, picture.height or LARGE_SIDE
    shrunk = min(1, LARGE_SIDE / max(width, height))
    return round(width * shrunk), round(height * shrunk)
