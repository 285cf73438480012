"""Renditions of the files of a class: asked for when a file is attached, made later by a job."""

from __future__ import annotations

import io

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.media.small import SMALL_MIME, shrink
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.jobs import task

TASK = "prepare a file"


def want_renditions(rows: Session, account_id: int, attachment: Attachment) -> None:
    """Ask, inside `writing()`, for what the pages will need, unless the same bytes have it."""
    if attachment.kind != "image" or renditions_of(rows, attachment.blob_key):
        return
    rows.add(Rendition(source_key=attachment.blob_key, profile=Profile.SMALL))
    rows.add(Job(account_id=account_id, task=TASK, total_count=1,
                 arguments={"source_key": attachment.blob_key}))


def renditions_of(rows: Session, source_key: str) -> list[Rendition]:
    return list(rows.scalars(
        select(Rendition).where(Rendition.source_key == source_key, Rendition.page == 0)))


@task(TASK)
def prepare(job: Job) -> None:
    """Make what is still waiting for one stored file; what is made already is left."""
    source_key, blobs = job.arguments["source_key"], current_app.config["BLOBS"]
    for rendition in renditions_of(db.session(), source_key):
        if not rendition.is_waiting:
            continue
        rendition_id, content = rendition.id, shrink(blobs, source_key)
        key = blobs.put(io.BytesIO(content), len(content)).key if content else None
        with writing() as rows:
            row = rows.get(Rendition, rendition_id)
            if row is not None and key is not None:
                row.blob_key, row.mime, row.size = key, SMALL_MIME, len(content or b"")
                row.ready_at = utc_now()
            elif row is not None:
                row.failure = "damaged"
