"""The captions of an album: what each photo shows, said to those who do not see it too."""

from __future__ import annotations

from typing import Any

from flask import url_for
from wtforms import StringField
from wtforms.validators import Length

from ecole.classroom.news.albums import CAPTIONS_A_PAGE, Album
from ecole.models.attachment import CAPTION_MAX
from ecole.models.news_item import NewsItem
from ecole.web.forms import PageForm
from ecole.web.languages import gettext


def caption_form(album: Album) -> PageForm:
    """One field for each photo of a page of the album."""
    first = (album.page - 1) * CAPTIONS_A_PAGE + 1
    fields = {
        _name(photo.file.id): StringField(
            gettext("Photo %(place)d sur %(total)d", place=place, total=album.total),
            [Length(max=CAPTION_MAX, message=gettext("%(max)d lettres au plus."))],
            default=photo.file.caption)
        for place, photo in enumerate(album.photos, first)
    }
    return type("CaptionForm", (PageForm,), fields).opened()  # type: ignore[attr-defined]


def captions_in(form: PageForm, album: Album) -> dict[int, str]:
    return {photo.file.id: form[_name(photo.file.id)].data or "" for photo in album.photos}


def captions_page(item: NewsItem, album: Album, form: PageForm) -> dict[str, Any]:
    def address(page: int) -> str:
        return url_for("news.captions", item_id=item.id, photos=page)

    return {
        "title": item.title,
        "form": form,
        "rows": [{"photo": photo, "field": form[_name(photo.file.id)]} for photo in album.photos],
        "back_url": url_for("news.show", item_id=item.id),
        "previous_url": address(album.page - 1) if album.page > 1 else "",
        "next_url": address(album.page + 1) if album.page < album.pages else "",
    }


def _name(photo_id: int) -> str:
    return f"caption_{photo_id}"
