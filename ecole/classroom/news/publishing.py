"""What is done to a news item: written, changed, its photos named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ecole.classroom.attaching import attach, detach
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.news.contact_sheets import want_sheets
from ecole.classroom.trash import touch
from ecole.media.reception import Received
from ecole.models.news_item import NewsItem
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import writing
from ecole.web.markdown import render_markdown


@dataclass(frozen=True)
class NewsDraft:
    """The words of a news item, as a form gives them. Published without a moment: now."""

    title: str
    body: str = ""
    is_published: bool = True
    moment: datetime | None = None
    expires_on: date | None = None
    is_pinned: bool = False


def create_news(
    who: SignedIn, classroom_id: int | None, draft: NewsDraft, files: Iterable[Received]
) -> int:
    """News of a class, or of the school when it has no class; returns its id."""
    item_id, html = new_id(), render_markdown(draft.body)
    with writing() as rows:
        item = NewsItem(id=item_id, classroom_id=classroom_id, author_id=who.account_id)
        _write(item, draft, html)
        rows.add(item)
        rows.flush()
        attach(rows, item, files, who.account_id)
        want_sheets(rows, who.account_id, item)
        touch(classroom_id)
    return item_id


def edit_news(
    who: SignedIn, item: NewsItem, draft: NewsDraft, files: Iterable[Received], *, revision: int,
    removed: set[int],
) -> None:
    """Change the words and the files; `revision` is the one the writer had read."""
    item_id, html = item.id, render_markdown(draft.body)
    with writing() as rows:
        fresh = rows.get(NewsItem, item_id)
        if fresh is None or fresh.revision != revision:
            raise EditedMeanwhile
        _write(fresh, draft, html)
        fresh.revision += 1
        fresh.updated_at = utc_now()
        detach(fresh, removed)
        attach(rows, fresh, files, who.account_id)
        want_sheets(rows, who.account_id, fresh)
        touch(fresh.classroom_id)


def name_photos(item: NewsItem, captions: Mapping[int, str]) -> None:
    """What each photo shows, by the id of its file."""
    with writing():
        for photo in item.attachments:
            photo.caption = captions.get(photo.id, photo.caption)
        touch(item.classroom_id)


def _write(item: NewsItem, draft: NewsDraft, html: str) -> None:
    item.title = draft.title
    item.body, item.body_html = draft.body, html
    item.published_at = _moment_of(item, draft)
    item.expires_on = draft.expires_on
    item.is_pinned = draft.is_pinned


def _moment_of(item: NewsItem, draft: NewsDraft) -> datetime | None:
    """What came out before keeps its date: a mended word is no news."""
    now = utc_now()
    if not draft.is_published:
        return None
    if draft.moment is not None:
        return draft.moment
    is_out = item.published_at is not None and item.published_at <= now
    return item.published_at if is_out else now
