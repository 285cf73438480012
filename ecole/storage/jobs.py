"""Work after the request: rows of the `job` table, in two lanes, done by threads of the server or
of `ecole work`. A quick job never waits behind a film (docs/decisions/0025)."""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ecole.config import BadSetting
from ecole.storage import claims
from ecole.storage.claims import Claim
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.school_scope import in_school
from ecole.storage.tasks import TASKS, task
from ecole.storage.workbench import sweep_workbenches

__all__ = [
    "advance", "ask", "do_next", "lanes", "lanes_of_server", "note_progress", "task", "wake",
    "work",
]
log = logging.getLogger("ecole.job")
POLL_SECONDS = 2  # for jobs asked in another process
WATCH_SECONDS = 0.2
# Told to stop: cards end in that time, a film does not and is begun again.
GRACE_SECONDS = {False: 5.0, True: 0.0}
_wakes = {False: threading.Event(), True: threading.Event()}
_never = threading.Event()


def ask(account_id: int, name: str, total: int = 0, **arguments: Any) -> Job:
    """Ask for a job of the current school; its row is the progress that a page can show."""
    with writing() as rows:
        job = Job(account_id=account_id, task=name, arguments=arguments, total_count=total)
        rows.add(job)
    wake()
    return job


def note_progress(job_id: int, done: int) -> None:
    with writing() as rows:
        job = rows.get(Job, job_id)
        if job is not None:
            job.done_count = done


def advance(rows: Session, job_id: int) -> None:
    """One more part is made for good, in the transaction that keeps it: the tries count from
    here, since what did not come back was not this part."""
    job = rows.get(Job, job_id)
    if job is not None:
        job.done_count, job.tries_count = job.done_count + 1, 1


def wake() -> None:
    """Look at once for what was asked."""
    for lane in _wakes.values():
        lane.set()


def lanes(app: Flask) -> list[Callable[[threading.Event], None]]:
    """The two threads of the queue, for `ecole.server.background`."""

    def quick_jobs(stop: threading.Event) -> None:
        sweep_workbenches(app.config["ECOLE"].data)
        work(app, stop, is_heavy=False)

    def heavy_jobs(stop: threading.Event) -> None:
        work(app, stop, is_heavy=True)

    return [quick_jobs, heavy_jobs]


def lanes_of_server(app: Flask) -> list[Callable[[threading.Event], None]]:
    """The same, unless `ecole work` does them in a process of its own. Raises BadSetting."""
    asked = app.config["ECOLE"].jobs
    if asked not in ("embedded", "apart"):
        raise BadSetting(f"ECOLE_JOBS = «\u00a0{asked}\u00a0»\u00a0: il faut embedded ou apart.")
    return lanes(app) if asked == "embedded" else []


def work(app: Flask, stop: threading.Event, *, is_heavy: bool = False) -> None:
    """Do the jobs of a lane as they come, until told to stop."""
    while not stop.is_set():
        _wakes[is_heavy].clear()
        with app.app_context():
            is_busy = do_next(is_heavy, stop)
        # Outside the context: a thread that waits must not hold a connection.
        if not is_busy:
            _wakes[is_heavy].wait(POLL_SECONDS)


def do_next(is_heavy: bool | None = None, stop: threading.Event = _never) -> bool:
    """Do one waiting job, of one lane or of either; False when there is none."""
    asked = (False, True) if is_heavy is None else (is_heavy,)
    return any(_do_next_of(lane, stop) for lane in asked)


def _do_next_of(is_heavy: bool, stop: threading.Event) -> bool:
    with ExitStack() as held:
        if is_heavy and not _alone(held, current_app.config["ECOLE"].data / "heavy.lock"):
            return False
        claim = claims.claim(is_heavy=is_heavy)
        if claim is None:
            return False
        app, over = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]
        # The lock goes with it: it may still be at work once this thread has ended.
        doer = threading.Thread(target=_do, args=(app, claim, held.pop_all(), over), daemon=True)
        doer.start()
    _watch(claim, over, stop, GRACE_SECONDS[is_heavy])
    return True


def _alone(held: ExitStack, path: Path) -> bool:
    """One heavy job at a time on a machine, whatever the number of processes: the kernel gives
    the lock back when a process dies."""
    file = held.enter_context(path.open("a"))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _do(app: Flask, claim: Claim, held: ExitStack, over: threading.Event) -> None:
    try:
        with held, app.app_context():
            try:
                with in_school(claim.school_id):
                    job = db.session.get(Job, claim.job_id)
                    assert job is not None
                    TASKS[job.task](job)
            except Exception:
                log.exception("job failed")
                claims.fail(claim)
            else:
                claims.finish(claim)
    except Exception:
        log.exception("job left as it is")
    finally:
        over.set()


def _watch(claim: Claim, over: threading.Event, stop: threading.Event, grace: float) -> None:
    """Renew the claim while the job runs; give it back when the process is told to stop."""
    beat = time.monotonic() + claims.BEAT_SECONDS
    end: float | None = None
    while not over.wait(WATCH_SECONDS):
        now = time.monotonic()
        if stop.is_set() and end is None:
            end = now + grace
        if end is not None and now >= end:
            claims.give_back(claim)
            return
        if now >= beat:
            beat = now + claims.BEAT_SECONDS
            try:
                claims.renew(claim)
            except DBAPIError as error:
                log.warning("claim not renewed: %s", type(error.orig).__name__)
