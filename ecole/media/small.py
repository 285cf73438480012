"""The small twin of a picture, for pages that show many: made later by a job."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import current_app

from ecole.storage.blobs import BlobStore, Missing
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.jobs import task

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment

# Three on a page of news must weigh less than the rest of the page (tests/browser/test_news.py).
SMALL_SIDE, SMALL_QUALITY, SMALL_EFFORT = 480, 60, 6
SMALL_MIME = "image/webp"
TASK = "draw a small picture"


def small_job(account_id: int, attachment: Attachment) -> Job:
    """The job of one picture, to be added in the same transaction as its row."""
    return Job(account_id=account_id, task=TASK, arguments={"attachment_id": str(attachment.id)},
               total_count=1)


@task(TASK)
def draw_small(job: Job) -> None:
    """A picture removed meanwhile, or that cannot be read any more, keeps its large form only."""
    from ecole.models.attachment import Attachment

    row = db.session.get(Attachment, int(job.arguments["attachment_id"]))
    if row is None or row.small_key:
        return
    row_id, blobs = row.id, current_app.config["BLOBS"]
    key = shrink(blobs, row.blob_key)
    if key is None:
        return
    with writing() as rows:
        fresh = rows.get(Attachment, row_id)
        if fresh is not None:
            fresh.small_key = key


def shrink(blobs: BlobStore, key: str) -> str | None:
    """The key of a new blob: the picture within 480 points, as WebP."""
    from PIL import Image

    try:
        with blobs.open(key) as source, Image.open(source) as image:
            image.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
            image.thumbnail((SMALL_SIDE, SMALL_SIDE))
            written = io.BytesIO()
            image.save(written, "WEBP", quality=SMALL_QUALITY, method=SMALL_EFFORT)
    except (Missing, OSError, ValueError):
        return None
    return blobs.put(io.BytesIO(written.getvalue()), written.tell()).key
