"""The contact sheets of an album: light pictures that show twenty photos each, made by a job.

Its address in the store of renditions is the list of the photos: one photo more, another sheet.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.classroom.news.albums import boards_of, pictures_of
from ecole.classroom.trash import touch
from ecole.media.aside import examine_aside
from ecole.models.attachment import Attachment
from ecole.models.news_item import NewsItem
from ecole.models.rendition import Profile, Rendition
from ecole.storage.blobs import BlobStore, Missing
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.jobs import task

TASK = "draw a contact sheet"
# While photos are still being made small the job goes back to the end of the queue.
TURNS_MAX = 5


def key_of(photo_keys: Sequence[str]) -> str:
    """What names the sheet of these photos, in this order."""
    listed = "\n".join(photo_keys)
    return hashlib.sha256(f"contact sheet 1\n{listed}".encode()).hexdigest()


def sheet_of(rows: Session, board: Sequence[Attachment]) -> Rendition | None:
    """The one of these photos, once it is drawn."""
    return rows.scalar(select(Rendition).where(
        Rendition.source_key == key_of(_keys(board)), Rendition.profile == Profile.SHEET,
        Rendition.blob_key.is_not(None)))


def board_at(pictures: Sequence[Attachment], page: int) -> Sequence[Attachment]:
    """The photos of one sheet, from 1; none when there is no such sheet."""
    return next(iter(boards_of(pictures)[page - 1:page]), []) if page > 0 else []


def want_sheets(rows: Session, account_id: int, item: NewsItem) -> None:
    """Ask for them, inside `writing()`, after the small pictures they are made of."""
    if not _is_asked(rows, item.id) and _to_draw(rows, item):
        rows.add(Job(account_id=account_id, task=TASK, total_count=1,
                     arguments={"news_item_id": item.id, "turn": 0}))


def _to_draw(rows: Session, item: NewsItem) -> list[Sequence[Attachment]]:
    return [board for board in boards_of(pictures_of(item)) if sheet_of(rows, board) is None]


def _is_asked(rows: Session, item_id: int) -> bool:
    return any(job.arguments["news_item_id"] == item_id for job in rows.scalars(
        select(Job).where(Job.task == TASK, Job.claimed_at.is_(None), Job.finished_at.is_(None),
                          Job.failed_at.is_(None))))


@task(TASK)
def draw_sheets(job: Job) -> None:
    """Each drawn once; safe to run again."""
    item_id, account_id, turn = job.arguments["news_item_id"], job.account_id, job.arguments["turn"]
    item = db.session.get(NewsItem, item_id)
    boards = _to_draw(db.session(), item) if item is not None else []
    if turn < TURNS_MAX and any(map(_is_on_its_way, chain(*boards))):
        with writing() as rows:
            rows.add(Job(account_id=account_id, task=TASK, total_count=1,
                         arguments={"news_item_id": item_id, "turn": turn + 1}))
        return
    # Read now: the rows are another transaction's after the first sheet.
    for source_key, keys in [(key_of(_keys(board)), [*map(_lightest, board)]) for board in boards]:
        _draw(item_id, source_key, keys)


def _draw(item_id: int, source_key: str, keys: Sequence[str]) -> None:
    blobs = current_app.config["BLOBS"]
    verdict = _drawn(blobs, keys)
    if "sheet" not in verdict:
        return
    content = base64.b64decode(verdict["sheet"])
    blob_key = blobs.put(io.BytesIO(content), len(content)).key
    with writing() as rows:
        fresh = rows.get(NewsItem, item_id)
        is_wanted = fresh is not None and source_key in {
            key_of(_keys(board)) for board in _to_draw(rows, fresh)}
        if fresh is None or not is_wanted:
            return  # the album is not as it was; another job draws it
        rows.add(Rendition(
            source_key=source_key, profile=Profile.SHEET, blob_key=blob_key, mime="image/webp",
            size=len(content), width=verdict["width"], height=verdict["height"],
            ready_at=utc_now()))
        touch(fresh.classroom_id)


def _keys(pictures: Sequence[Attachment]) -> list[str]:
    return [picture.blob_key for picture in pictures]


def _is_on_its_way(picture: Attachment) -> bool:
    return any(made.is_waiting for made in picture.renditions)


def _lightest(picture: Attachment) -> str:
    small = picture.rendition(Profile.SMALL)
    return small.blob_key or "" if small else picture.blob_key


def _drawn(blobs: BlobStore, keys: Sequence[str]) -> dict[str, Any]:
    """What the child process answers; a photo that is missing leaves a blank."""
    with ExitStack() as opened, tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pictures"
        listed.write_text("\n".join(_path(opened, blobs, key) for key in keys))
        return examine_aside("contact_sheet", listed)


def _path(opened: ExitStack, blobs: BlobStore, key: str) -> str:
    try:
        return str(opened.enter_context(blobs.local(key)))
    except Missing:
        return ""
