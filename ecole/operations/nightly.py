"""The tidying of each night: what was announced as erased is erased."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, func, select

from ecole.models.attachment import Attachment
from ecole.models.attempt import Attempt
from ecole.models.completion import Completion
from ecole.models.device import Device
from ecole.models.form_draft import FormDraft
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.parked_form import ParkedForm
from ecole.models.pupil_group import PupilGroup
from ecole.models.receipt import Receipt
from ecole.models.rendition import Rendition
from ecole.models.roster_import import RosterImport
from ecole.models.submission import Submission
from ecole.models.trash import Trashable, oldest_kept
from ecole.operations.old_renditions import forget_renditions
from ecole.operations.old_sheets import forget_sheets
from ecole.operations.verifying import verify_when_due
from ecole.roster.card_jobs import forget_old_pdfs
from ecole.storage.blobs import StoreUnavailable
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.school_scope import all_schools
from ecole.townhall.night import note_night
from ecole.uploads.sweeping import kept_keys, sweep_uploads
from ecole.web.drafts import oldest_draft

log = logging.getLogger("ecole.nightly")
EVERY_SECONDS = 3600
DAY = timedelta(days=1)
# Said to families on the page of personal data (ecole/public/durations.py).
ATTEMPTS_KEPT, DEVICES_KEPT = DAY, 30 * DAY
JOBS_KEPT = 7 * DAY
# A file received a moment ago may still wait for its form to be mended.
FILE_GRACE = 2 * DAY


def nightly(app: Flask, stop: threading.Event) -> None:
    """Tidy every hour until told to stop: on a small machine the night may never come, and the
    printed cards are kept one hour."""
    while not stop.wait(60):
        with app.app_context():
            try:
                erased = tidy(app)
                log.info("tidied", extra={"fields": erased})
                verify_when_due(app)
                note_night(app, erased)
            except Exception:
                log.exception("tidying failed")
        if stop.wait(EVERY_SECONDS):
            return


def tidy(app: Flask) -> dict[str, int]:
    """Erase what is past its time; returns how many of each."""
    with all_schools("nightly: every school has a trash"):
        erased = {"instructions": _empty_trash(), **_empty_other_trash(),
                  "previews": _forget_previews(), "jobs": _forget_jobs()}
        erased["uploads"] = sweep_uploads(app.config["PARTS"])
        erased["renditions"] = forget_renditions(FILE_GRACE)
        erased["sheets"] = forget_sheets(FILE_GRACE)
        try:
            erased["files"] = _erase_files(app)
        except StoreUnavailable as away:  # another hour: the rest must not wait for it
            log.warning("files not erased: %s", away)
    forget_old_pdfs()
    now = utc_now()
    with writing() as rows:
        rows.execute(delete(Attempt).where(Attempt.tried_at < now - ATTEMPTS_KEPT))
        rows.execute(delete(Submission).where(Submission.created_at < now - 7 * DAY))
        rows.execute(delete(ParkedForm).where(ParkedForm.created_at < now - DAY))
        rows.execute(delete(FormDraft).where(FormDraft.updated_at < oldest_draft()))
        rows.execute(delete(Device).where(Device.expires_at < now - DEVICES_KEPT))
    app.config["BLOBS"].sweep(DAY)
    return erased


def _empty_trash() -> int:
    with writing() as rows:
        old = rows.scalars(
            select(Instruction).where(
                Instruction.deleted_at < oldest_kept()
            )
        ).all()
        for instruction in old:
            for model in (Receipt, Completion, HandIn):
                for row in rows.scalars(
                    select(model).where(model.instruction_id == instruction.id)
                ):
                    rows.delete(row)
            rows.flush()
            rows.delete(instruction)
    return len(old)


def _empty_other_trash() -> dict[str, int]:
    """Whatever else was deleted, once it cannot be put back any more, by the name of its table.

    A group keeps its row: what was given to it years ago still says for whom it was.
    """
    erased = {}
    for model in Trashable.__subclasses__():
        if model in (Instruction, PupilGroup):
            continue
        with writing() as rows:
            old = rows.scalars(select(model).where(model.deleted_at < oldest_kept())).all()
            for row in old:
                rows.delete(row)
        erased[f"{model.__tablename__}s"] = len(old)  # type: ignore[attr-defined]
    return erased


def _forget_previews() -> int:
    with writing() as rows:
        old = rows.scalars(
            select(RosterImport).where(RosterImport.applied_at.is_(None),
                                       RosterImport.created_at < utc_now() - DAY)
        ).all()
        for row in old:
            rows.delete(row)
    return len(old)


def _forget_jobs() -> int:
    with writing() as rows:
        ended = func.coalesce(Job.finished_at, Job.failed_at)
        old = rows.scalars(select(Job).where(ended < utc_now() - JOBS_KEPT)).all()
        for row in old:
            rows.delete(row)
    return len(old)


def _erase_files(app: Flask) -> int:
    """Files that no attachment names any more, once they are old enough; how many went."""
    named = set(db.session.scalars(select(Attachment.blob_key)))
    named |= set(db.session.scalars(select(Attachment.captions_key)))
    named |= set(db.session.scalars(select(Rendition.blob_key)))
    named |= kept_keys()
    blobs = app.config["BLOBS"]
    unnamed = {key for key in blobs.stored_keys() if key not in named}
    for key in unnamed:
        blobs.delete(key, older_than=FILE_GRACE)
    return len(unnamed.difference(blobs.stored_keys()))
