"""Work after the request: rows of the `job` table, done one by one by a thread of the server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.school_scope import all_schools, in_school

log = logging.getLogger("ecole.job")
TRIES_MAX = 3
BEAT_SECONDS = 15
SILENT = timedelta(seconds=4 * BEAT_SECONDS)  # a claim not renewed for so long lost its process
POLL_SECONDS = 2  # for jobs asked in another process
TASKS: dict[str, Callable[[Job], None]] = {}
wake = threading.Event()


@dataclass(frozen=True)
class Claim:
    """A job being done here. `tries` says whose it is: a worker that was frozen and overtaken
    finds another number, and leaves the job alone."""

    job_id: int
    school_id: int
    tries: int

    def row(self, rows: Session) -> Job | None:
        """The job, while it is still ours."""
        job = rows.get(Job, self.job_id)
        return job if job is not None and job.tries_count == self.tries else None


def task(name: str) -> Callable[[Callable[[Job], None]], Callable[[Job], None]]:
    """Register what a kind of job does; it must be safe to run again from the start."""

    def register(function: Callable[[Job], None]) -> Callable[[Job], None]:
        TASKS[name] = function
        return function

    return register


def ask(account_id: int, name: str, total: int = 0, **arguments: Any) -> Job:
    """Ask for a job of the current school; its row is the progress that a page can show."""
    with writing() as rows:
        job = Job(account_id=account_id, task=name, arguments=arguments, total_count=total)
        rows.add(job)
    wake.set()
    return job


def note_progress(job_id: int, done: int) -> None:
    with writing() as rows:
        job = rows.get(Job, job_id)
        if job is not None:
            job.done_count = done


def work(app: Flask, stop: threading.Event) -> None:
    """Do the jobs as they come, until told to stop; those of a killed process start again."""
    while not stop.is_set():
        wake.clear()
        with app.app_context():
            is_busy = do_next()
        # Outside the context: a thread that waits must not hold a connection.
        if not is_busy:
            wake.wait(POLL_SECONDS)


def do_next() -> bool:
    """Do one waiting job; False when there is none."""
    claim = _claim()
    if claim is None:
        return False
    with in_school(claim.school_id), _kept_alive(claim):
        _do(claim)
    return True


def _claim() -> Claim | None:
    with all_schools("jobs of every school"):
        if _waiting(db.session()) is None:
            return None
        with writing() as rows:
            while (job := _waiting(rows)) is not None and job.tries_count >= TRIES_MAX:
                # It never came back: perhaps it kills its process, and would each time.
                job.failed_at = utc_now()
                rows.flush()
            if job is None:
                return None
            job.claimed_at, job.tries_count = utc_now(), job.tries_count + 1
            return Claim(job.id, job.school_id, job.tries_count)


def _waiting(rows: Session) -> Job | None:
    return rows.scalar(
        select(Job)
        .where(
            Job.finished_at.is_(None),
            Job.failed_at.is_(None),
            Job.claimed_at.is_(None) | (Job.claimed_at < utc_now() - SILENT),
        )
        .order_by(Job.created_at, Job.id)
        .limit(1)
    )


@contextmanager
def _kept_alive(claim: Claim) -> Iterator[None]:
    """Renew the claim while the job runs, so that no other process takes it for lost."""
    app, over = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]
    beat = threading.Thread(target=_beat, args=(app, claim, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(app: Flask, claim: Claim, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        with app.app_context(), in_school(claim.school_id):
            try:
                with writing() as rows:
                    if job := claim.row(rows):
                        job.claimed_at = utc_now()
            except DBAPIError as error:
                log.warning("claim not renewed: %s", type(error.orig).__name__)


def _do(claim: Claim) -> None:
    job = db.session.get(Job, claim.job_id)
    assert job is not None
    try:
        TASKS[job.task](job)
    except Exception:
        log.exception("job failed")
        with writing() as rows:
            if job := claim.row(rows):
                job.claimed_at = None
                job.failed_at = utc_now() if claim.tries >= TRIES_MAX else None
        return
    with writing() as rows:
        if job := claim.row(rows):
            job.finished_at = utc_now()
