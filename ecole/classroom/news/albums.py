"""The photos of a news item: a few at a time, light, each a link to the large one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecole.classroom.items import File, file_of
from ecole.media.small import SMALL_SIDE
from ecole.models.attachment import Attachment
from ecole.models.news_item import NewsItem
from ecole.web.languages import gettext

# Under the words only the first photos are shown: a page stays light whatever its album.
PHOTOS_FIRST, PHOTOS_A_PAGE = 3, 12


@dataclass(frozen=True)
class Photo:
    """A picture with its size on the page, known before it has come."""

    file: File
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Album:
    """The photos of one page, and what there is in all."""

    photos: Sequence[Photo]
    total: int
    page: int
    pages: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.photos)


def pictures_of(item: NewsItem) -> list[Attachment]:
    return [file for file in item.attachments if file.kind == "image"]


def first_photos(item: NewsItem, uai: str) -> Album:
    """What the page of the item shows of its album."""
    pictures = pictures_of(item)
    return Album(_photos(pictures, 0, PHOTOS_FIRST, uai), len(pictures), 0, pages_of(pictures))


def album_page(item: NewsItem, uai: str, page: int) -> Album | None:
    """The `page`-th page of the album, from 1; None when there is none."""
    pictures = pictures_of(item)
    pages = pages_of(pictures)
    if not 1 <= page <= pages:
        return None
    start = (page - 1) * PHOTOS_A_PAGE
    return Album(_photos(pictures, start, PHOTOS_A_PAGE, uai), len(pictures), page, pages)


def pages_of(pictures: Sequence[Attachment]) -> int:
    return -(-len(pictures) // PHOTOS_A_PAGE)


def _photos(pictures: Sequence[Attachment], start: int, most: int, uai: str) -> list[Photo]:
    return [
        _photo(picture, place, len(pictures), uai)
        for place, picture in enumerate(pictures[start:start + most], start + 1)
    ]


def _photo(picture: Attachment, place: int, total: int, uai: str) -> Photo:
    width, height = picture.width or SMALL_SIDE, picture.height or SMALL_SIDE
    shrunk = min(1, SMALL_SIDE / max(width, height))
    return Photo(
        file=file_of(picture, uai),
        alt=picture.caption or gettext("Photo %(place)d sur %(total)d", place=place, total=total),
        width=max(1, round(width * shrunk)),
        height=max(1, round(height * shrunk)),
    )
