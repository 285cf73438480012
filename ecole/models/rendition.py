"""What is made later from a file that was sent: a lighter film, its sound, a page as a picture."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned


class Profile(StrEnum):
    """What a rendition is for; the figure is the longest side, or the height of a film."""

    LARGE = "large"  # a picture within 1600 points, in WebP: the attachment itself is its fallback
    SMALL = "small"  # a picture within 320 points, in WebP
    SMALL_JPEG = "small-jpeg"  # the same for browsers without WebP
    POSTER = "poster"  # one picture of a film, or of the first page of a PDF, in JPEG
    VIDEO_480 = "video-480"  # H.264 and AAC in MP4, faststart
    VIDEO_240 = "video-240"  # the same, for a village line
    SOUND = "sound"  # the sound of a film alone, AAC in MP4
    AAC = "aac"  # a sound that plays everywhere, AAC in MP4
    OPUS = "opus"  # a long sound, several times lighter
    PAGE = "page"  # one page of a PDF, in WebP; `page` says which
    SHEET = "sheet"  # twenty photos of an album, in WebP; its `source_key` names their list


class Rendition(SchoolOwned, Model):
    """One rendition of one stored file, made once for all the attachments of the school that
    have the same bytes: `source_key` is their `blob_key`.

    Without `blob_key` and without `failure` it is still to be made.
    """

    __owned_args__ = (UniqueConstraint("school_id", "source_key", "profile", "page"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    source_key: Mapped[str] = mapped_column(String(64), index=True)
    profile: Mapped[str] = mapped_column(String(20))
    page: Mapped[int] = mapped_column(default=0)  # from 1 for the pages of a PDF, else 0
    blob_key: Mapped[str | None] = mapped_column(String(64), index=True)
    mime: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes
    width: Mapped[int | None]
    height: Mapped[int | None]
    failure: Mapped[str] = mapped_column(String(30), default="")  # a code of media/failures.py
    account_id: Mapped[int | None] = mapped_column(Id, ForeignKey("account.id"))  # who sent it
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_ready(self) -> bool:
        return self.blob_key is not None

    @property
    def is_waiting(self) -> bool:
        return self.blob_key is None and not self.failure
