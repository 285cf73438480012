"""Renditions put beside a file by hand: what a job would have made, in a few bytes."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from flask import Flask
from sqlalchemy import select

from ecole.models import Attachment, Rendition
from ecole.models.rendition import Profile
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school

MIMES = {Profile.SMALL: "image/webp", Profile.LARGE: "image/webp", Profile.PAGE: "image/webp",
         Profile.SMALL_JPEG: "image/jpeg", Profile.POSTER: "image/jpeg",
         Profile.SOUND: "audio/mp4", Profile.AAC: "audio/mp4", Profile.OPUS: "audio/ogg"}


def put_rendition(app: Flask, file: Attachment, profile: Profile, content: bytes = b"",
                  failure: str = "", page: int = 0) -> bytes:
    """Ready with these bytes (some of its own without any), failed, or waiting when `failure` is
    « … »."""
    content = content or hashlib.sha256(f"{file.blob_key}{profile}{page}".encode()).digest() * 40
    values: dict[str, Any] = {"failure": "" if failure == "…" else failure}
    if not failure:
        key = app.config["BLOBS"].put(io.BytesIO(content), len(content)).key
        values |= {"blob_key": key, "size": len(content), "ready_at": utc_now(),
                   "mime": MIMES.get(profile, "video/mp4")}
    with in_school(file.school_id):
        db.session.rollback()
        with writing() as rows:
            row = rows.scalar(select(Rendition).where(
                Rendition.source_key == file.blob_key, Rendition.profile == profile,
                Rendition.page == page))
            if row is None:
                row = Rendition(source_key=file.blob_key, profile=profile, page=page)
                rows.add(row)
            for name, value in {"blob_key": None, **values}.items():
                setattr(row, name, value)
    db.session.expunge_all()
    return content
