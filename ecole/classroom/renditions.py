"""What is asked to be made of the files of a class, and what is there already."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.media.conversion import wanted
from ecole.media.failures import QUIET
from ecole.media.names import safe_name
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.storage.job import Job

PREPARE, DRAW_PAGES = "prepare a file", "draw the pages"
HEAVY = ("video", "audio")
JPEG = "image/jpeg"


def want_renditions(rows: Session, account_id: int, attachment: Attachment) -> None:
    """Ask, inside `writing()`, for what the pages will need, unless the same bytes have it."""
    if is_to_replace(attachment) and (note := note_of_replacement(rows, attachment.blob_key)):
        # Its bytes have just come again: the job forgets them.
        _ask(rows, account_id, attachment, total=0)
        become(attachment, note)
    known = {made.profile for made in renditions_of(rows, attachment.blob_key)}
    missing = [profile for profile in wanted(
        attachment.kind, attachment.mime, plays=attachment.plays, width=attachment.width,
        height=attachment.height, duration_seconds=attachment.duration_seconds,
        size=attachment.size,
    ) if profile not in known]
    if missing:
        rows.add_all(
            Rendition(source_key=attachment.blob_key, profile=profile, account_id=account_id)
            for profile in missing)
        _ask(rows, account_id, attachment, total=len(missing))


def ask_pages(rows: Session, account_id: int, attachment: Attachment) -> None:
    """Ask, inside `writing()`, for every page of a PDF as a picture: lazily, by who reads it."""
    known = set(rows.scalars(select(Rendition.page).where(
        Rendition.source_key == attachment.blob_key, Rendition.profile == Profile.PAGE)))
    missing = [page for page in range(1, (attachment.pages or 0) + 1) if page not in known]
    if missing:
        rows.add_all(
            Rendition(source_key=attachment.blob_key, profile=Profile.PAGE, page=page,
                      account_id=account_id)
            for page in missing)
        _ask(rows, account_id, attachment, total=len(missing), task=DRAW_PAGES)


def ask_again(rows: Session, account_id: int, attachment: Attachment) -> None:
    """What failed waits once more, inside `writing()`."""
    failed = [made for made in every_rendition_of(rows, attachment.blob_key) if has_failed(made)]
    for made in failed:
        made.failure = ""
    for task, some in ((PREPARE, [m for m in failed if not m.page]),
                       (DRAW_PAGES, [m for m in failed if m.page])):
        if some:
            _ask(rows, account_id, attachment, total=len(some), task=task)


def forget_failures(rows: Session, attachment: Attachment) -> None:
    """Nothing more is said of it: the file stays as it was sent."""
    for made in every_rendition_of(rows, attachment.blob_key):
        if has_failed(made):
            rows.delete(made)


def has_failed(made: Rendition) -> bool:
    return made.failure not in ("", *QUIET)


def renditions_of(rows: Session, source_key: str) -> list[Rendition]:
    return [made for made in every_rendition_of(rows, source_key) if made.page == 0]


def every_rendition_of(rows: Session, source_key: str) -> list[Rendition]:
    """The pages of a PDF too."""
    return list(rows.scalars(select(Rendition).where(Rendition.source_key == source_key)))


def attachments_of(rows: Session, source_key: str) -> list[Attachment]:
    """Every place where these bytes hang."""
    return list(rows.scalars(select(Attachment).where(Attachment.blob_key == source_key)))


def is_to_replace(attachment: Attachment) -> bool:
    """A photo that browsers do not show (HEIC): a JPEG takes its place, and its bytes go."""
    return attachment.kind == "image" and not attachment.plays


def note_of_replacement(rows: Session, source_key: str) -> Rendition | None:
    """The JPEG that took the place of these bytes. The LARGE of any other picture is in WebP."""
    return rows.scalar(select(Rendition).where(
        Rendition.source_key == source_key, Rendition.profile == Profile.LARGE,
        Rendition.mime == JPEG, Rendition.blob_key.is_not(None)))


def become(attachment: Attachment, note: Rendition) -> None:
    """The row of a photo now names the JPEG."""
    attachment.blob_key, attachment.mime, attachment.size = note.blob_key or "", JPEG, note.size
    attachment.width, attachment.height = note.width, note.height
    attachment.plays, attachment.name = True, safe_name(attachment.name, ".jpg")


def _ask(rows: Session, account_id: int, attachment: Attachment, *, total: int,
         task: str = PREPARE) -> None:
    rows.add(Job(
        account_id=account_id, task=task, total_count=total,
        is_heavy=task == PREPARE and attachment.kind in HEAVY,
        arguments={"source_key": attachment.blob_key, "kind": attachment.kind},
    ))
