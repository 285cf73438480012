"""Printing cards takes seconds of processor: a job draws them, and the PDF waits an hour."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from flask import current_app

from ecole.roster.card_printing import Family, families_of, print_cards
from ecole.storage.columns import utc_now
from ecole.storage.job import Job
from ecole.storage.jobs import ask, note_progress, task

PDF_KEPT = timedelta(hours=1)
TASK = "print cards"


def ask_for_cards(account_id: int, families: Sequence[Family]) -> Job:
    """A job that prints a card for each of these families."""
    return ask(account_id, TASK, total=len(families),
               guardian_ids=[family.guardian_id for family in families],
               address=current_app.config["ECOLE"].address)


@task(TASK)
def print_asked_cards(job: Job) -> None:
    # The guardians are those chosen when it was asked: run again after a kill, it draws new
    # codes for the same families, and nobody has seen the first ones.
    asked, job_id, account_id = job.arguments, job.id, job.account_id
    pdf = print_cards(
        families_of(set(asked["guardian_ids"])), asked["address"], by=account_id,
        progress=lambda done: note_progress(job_id, done) if done % 5 == 0 else None,
    )
    write_private(pdf_of(job_id), pdf)


def pdf_of(job_id: int) -> Path:
    """Where the PDF waits: outside the files of the school, so that no backup takes the codes."""
    folder = Path(current_app.config["ECOLE"].data) / "tmp" / "cards"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{job_id}.pdf"


def write_private(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def read_pdf(job: Job) -> bytes | None:
    """The cards of a finished job, for an hour; then they are erased."""
    path = pdf_of(job.id)
    forget_old_pdfs()
    is_fresh = job.finished_at is not None and job.finished_at > utc_now() - PDF_KEPT
    return path.read_bytes() if is_fresh and path.exists() else None


def forget_old_pdfs() -> None:
    oldest = (utc_now() - PDF_KEPT).timestamp()
    for path in pdf_of(0).parent.glob("*.pdf"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
