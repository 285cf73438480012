"""Who does which job: several processes take from one table, and none takes what another has.

All is written in the turn of « every school » (`writing()`), so that on PostgreSQL too two
processes never look for a job at the same moment.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.processes import identity, is_dead
from ecole.storage.school_scope import all_schools, in_school
from ecole.storage.tasks import GIVEN_UP

TRIES_MAX = 3
# After the first failure, after the second: a full disk or a lack of memory may pass.
PAUSES = (timedelta(seconds=15), timedelta(minutes=3))
BEAT_SECONDS = 15
# A claim of another machine not renewed for so long lost its process.
SILENT = timedelta(seconds=4 * BEAT_SECONDS)
UNFINISHED = (Job.finished_at.is_(None), Job.failed_at.is_(None))


@dataclass(frozen=True)
class Claim:
    """A job being done here. `name` is drawn for each claim: a worker that was frozen and
    overtaken finds another, and leaves the job alone."""

    job_id: int
    school_id: int
    name: str


def claim(*, is_heavy: bool) -> Claim | None:
    """The oldest job that waits in one lane, if there is one."""
    with _every_school():
        # Looked at without the turn of the writers: most often there is nothing.
        if not _orphans(db.session()) and _next(db.session(), is_heavy) is None:
            return None
        with writing() as rows:
            _take_back(_orphans(rows))
            rows.flush()
            while (job := _next(rows, is_heavy)) is not None and job.tries_count >= TRIES_MAX:
                # It never came back: perhaps it kills its process, and would each time.
                _give_up(rows, job)
                rows.flush()
            if job is None:
                return None
            job.claimed_at, job.tries_count = utc_now(), job.tries_count + 1
            job.claimed_by = f"{identity()}:{secrets.token_hex(4)}"
            return Claim(job.id, job.school_id, job.claimed_by)


def renew(mine: Claim) -> None:
    """Say that the job is still being done."""
    with _still(mine) as (_, job):
        if job:
            job.claimed_at = utc_now()


def finish(mine: Claim) -> None:
    with _still(mine) as (_, job):
        if job:
            job.finished_at = utc_now()


def fail(mine: Claim) -> None:
    """To be tried again after a pause, or given up."""
    with _still(mine) as (rows, job):
        if job and job.tries_count >= TRIES_MAX:
            _give_up(rows, job)
        elif job:
            pause = PAUSES[min(job.tries_count, len(PAUSES)) - 1]
            job.claimed_at, job.resumes_at = None, utc_now() + pause


def give_back(mine: Claim) -> None:
    """The process is told to stop: another does the job, and this try does not count."""
    with _still(mine) as (_, job):
        if job:
            job.claimed_at, job.claimed_by = None, ""
            job.tries_count = max(0, job.tries_count - 1)


def _orphans(rows: Session) -> list[Job]:
    """Jobs that a process of this machine had when it died."""
    claimed = rows.scalars(select(Job).where(*UNFINISHED, Job.claimed_at.is_not(None)))
    return [job for job in claimed if is_dead(job.claimed_by)]


def _take_back(orphans: list[Job]) -> None:
    """Of two jobs in one process nobody knows which killed it: that try counts for neither."""
    processes = Counter(_process_of(job) for job in orphans)
    for job in orphans:
        if processes[_process_of(job)] > 1:
            job.tries_count = max(0, job.tries_count - 1)
    for job in orphans:
        job.claimed_at, job.claimed_by = None, ""


def _process_of(job: Job) -> str:
    return job.claimed_by.rpartition(":")[0]


def _next(rows: Session, is_heavy: bool) -> Job | None:
    now = utc_now()
    return rows.scalar(
        select(Job)
        .where(
            *UNFINISHED,
            Job.is_heavy.is_(is_heavy),
            or_(Job.claimed_at.is_(None), Job.claimed_at < now - SILENT),
            or_(Job.resumes_at.is_(None), Job.resumes_at <= now),
        )
        .order_by(Job.created_at, Job.id)
        .limit(1)
    )


def _give_up(rows: Session, job: Job) -> None:
    goes_on = False
    if note := GIVEN_UP.get(job.task):
        with in_school(job.school_id):
            goes_on = note(rows, job)
            rows.flush()
    if goes_on:
        job.tries_count, job.claimed_at = 0, None
    else:
        job.failed_at = utc_now()


@contextmanager
def _still(mine: Claim) -> Iterator[tuple[Session, Job | None]]:
    """A write on the job, while it is ours."""
    with _every_school(), writing() as rows:
        job = rows.get(Job, mine.job_id)
        yield rows, job if job is not None and job.claimed_by == mine.name else None


@contextmanager
def _every_school() -> Iterator[None]:
    with all_schools("jobs of every school"):
        yield
