"""The photos of a news item: all at a glance, each with a page of its own where it is large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for

from ecole.classroom.items import File, file_of
from ecole.media.contact_sheet import COLUMNS
from ecole.models.attachment import Attachment
from ecole.models.news_item import NewsItem
from ecole.models.rendition import Profile, Rendition
from ecole.web.languages import gettext

# So many are shown one by one; more of them stand on contact sheets, each one request.
FEW, ON_A_SHEET = 3, 20
CAPTIONS_A_PAGE = 12
SMALL_SIDE = 320


@dataclass(frozen=True)
class Photo:
    """A picture with its size on the page, known before it has come."""

    file: File
    alt: str
    url: str  # of its own page
    width: int
    height: int
    view: str = ""  # its cell of the contact sheet, as a `viewBox`


@dataclass(frozen=True)
class Sheet:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Album:
    """The photos that are shown, and what there is in all."""

    photos: Sequence[Photo]
    total: int
    page: int = 1
    pages: int = 1
    sheet: Sheet | None = None
    start: int = 0  # how many come before

    @property
    def next_place(self) -> int:
        """Of the first one after those that are shown; 0 when there is none."""
        following = self.start + len(self.photos) + 1
        return following if following <= self.total else 0

    @property
    def left(self) -> int:
        """How many come after."""
        return self.total - self.start - len(self.photos)


def boards_of(pictures: Sequence[Attachment]) -> list[Sequence[Attachment]]:
    """The photos of each contact sheet, as many on each: 21 are 11 and 10."""
    if len(pictures) <= FEW:
        return []
    number = -(-len(pictures) // ON_A_SHEET)
    size = -(-len(pictures) // number)
    return [pictures[start:start + size] for start in range(0, len(pictures), size)]


def pictures_of(item: NewsItem) -> list[Attachment]:
    return [file for file in item.attachments if file.kind == "image"]


def shown_photos(
    pictures: Sequence[Attachment], uai: str, page: int, drawn: Rendition | None
) -> Album | None:
    """What the page of the item shows, from 1: the photos of a sheet once it is drawn, or the
    first ones of them. None when there is no such page."""
    boards = boards_of(pictures) or [pictures]
    if not 1 <= page <= len(boards):
        return None
    start, total = sum(len(board) for board in boards[:page - 1]), len(pictures)
    shown = Album(photos_of(pictures, start, FEW, uai), total, page, len(boards), start=start)
    if drawn is None:
        return shown
    board = boards[page - 1]
    width, height = drawn.width or 0, drawn.height or 0
    url = url_for("albums.sheet", uai=uai, item_id=board[0].news_item_id, photos=page,
                  v=drawn.source_key[:8])
    photos = [_photo(picture, start + place, total, uai, _view(place, len(board), width))
              for place, picture in enumerate(board)]
    return replace(shown, photos=photos, sheet=Sheet(url, width, height))


def _view(place: int, total: int, width: int) -> str:
    """A point less on each side: nothing of the neighbours shows when it is made larger."""
    side = width // min(COLUMNS, total)
    x, y = place % COLUMNS * side, place // COLUMNS * side
    return f"{x + 1} {y + 1} {side - 2} {side - 2}"


def captioned_photos(item: NewsItem, uai: str, page: int) -> Album | None:
    """The `page`-th dozen, from 1, whose captions are written together; None when there is none."""
    pictures = pictures_of(item)
    pages = -(-len(pictures) // CAPTIONS_A_PAGE)
    if not 1 <= page <= pages:
        return None
    photos = photos_of(pictures, (page - 1) * CAPTIONS_A_PAGE, CAPTIONS_A_PAGE, uai)
    return Album(photos, len(pictures), page, pages)


def photos_of(pictures: Sequence[Attachment], start: int, most: int, uai: str) -> list[Photo]:
    return [
        _photo(picture, place, len(pictures), uai)
        for place, picture in enumerate(pictures[start:start + most], start)
    ]


def _photo(picture: Attachment, place: int, total: int, uai: str, view: str = "") -> Photo:
    width, height = picture.width or SMALL_SIDE, picture.height or SMALL_SIDE
    shrunk = min(1, SMALL_SIDE / max(width, height))
    return Photo(
        file=file_of(picture, uai),
        alt=alt_of(picture, place, total),
        url=url_for("albums.photo", uai=uai, item_id=picture.news_item_id, photo=place + 1),
        width=max(1, round(width * shrunk)),
        height=max(1, round(height * shrunk)),
        view=view,
    )


def alt_of(picture: Attachment, place: int, total: int) -> str:
    """What it shows, or at least which one it is."""
    return picture.caption or gettext("Photo %(place)d sur %(total)d", place=place + 1,
                                      total=total)


def large_url(picture: Attachment, uai: str) -> str:
    """The picture within 1600 points, once it is made."""
    if picture.rendition(Profile.LARGE) is None:
        return ""
    return url_for("files.rendition", uai=uai, attachment_id=picture.id, profile=Profile.LARGE)
