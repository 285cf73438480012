"""Work after the request: rows of the `job` table, done one by one by a thread of the server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.school_scope import all_schools, in_school

log = logging.getLogger("ecole.job")
TRIES_MAX = 3
SILENT = timedelta(minutes=10)  # a job claimed for so long lost its process
TASKS: dict[str, Callable[[Job], None]] = {}
wake = threading.Event()


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
            job.done_count, job.claimed_at = done, utc_now()


def work(app: Flask, stop: threading.Event) -> None:
    """Do the jobs as they come, until told to stop; those of a killed process start again."""
    release_claims(app)
    while not stop.is_set():
        with app.app_context():
            if not do_next():
                wake.clear()
                wake.wait(2)


def release_claims(app: Flask) -> None:
    with app.app_context(), all_schools("jobs of every school"), writing() as rows:
        for job in rows.scalars(
            select(Job).where(Job.finished_at.is_(None), Job.failed_at.is_(None))
        ):
            job.claimed_at = None


def do_next() -> bool:
    """Do one waiting job; False when there is none."""
    claimed = _claim()
    if claimed is None:
        return False
    job_id, school_id = claimed
    with in_school(school_id):
        _do(job_id)
    return True


def _claim() -> tuple[int, int] | None:
    with all_schools("jobs of every school"):
        waiting = (
            select(Job)
            .where(Job.finished_at.is_(None), Job.failed_at.is_(None),
                   Job.claimed_at.is_(None) | (Job.claimed_at < utc_now() - SILENT))
            .order_by(Job.created_at)
            .limit(1)
        )
        if db.session.scalar(waiting) is None:
            return None
        with writing() as rows:
            job = rows.scalar(waiting)
            if job is None:
                return None
            job.claimed_at, job.tries_count = utc_now(), job.tries_count + 1
            return job.id, job.school_id


def _do(job_id: int) -> None:
    job = db.session.get(Job, job_id)
    assert job is not None
    tries = job.tries_count
    try:
        TASKS[job.task](job)
    except Exception:
        log.exception("job failed")
        db.session.rollback()
        with writing() as rows:
            job = rows.get(Job, job_id)
            assert job is not None
            job.claimed_at = None
            if tries >= TRIES_MAX:
                job.failed_at = utc_now()
        return
    with writing() as rows:
        job = rows.get(Job, job_id)
        assert job is not None
        job.finished_at = utc_now()
