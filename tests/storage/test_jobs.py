"""Jobs: each is done once, comes back when its process dies, and is given up in the end."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import Job
from ecole.storage import jobs
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.jobs import TRIES_MAX, ask, do_next, note_progress
from ecole.storage.school_scope import all_schools, current_school_id, in_school
from tests.world import change

TASK = "note in a test"


@pytest.fixture
def done(monkeypatch):
    """What the task of the tests was asked; it does what its argument says."""
    asked = []

    def note(job):
        asked.append((job.arguments["word"], current_school_id()))
        if job.arguments["word"] == "fails":
            raise ValueError("no")
        time.sleep(job.arguments.get("seconds", 0))

    monkeypatch.setitem(jobs.TASKS, TASK, note)
    return asked


@pytest.fixture
def want(world, context):
    def wanted(word, school="bourg", **more):
        with in_school(world.schools[school]):
            return ask(world.people["rossi"], TASK, word=word, **more).id

    return wanted


def row(job_id):
    db.session.rollback()
    with all_schools("tests"):
        job = db.session.get(Job, job_id)
        db.session.refresh(job)
        db.session.expunge(job)
    db.session.rollback()
    return job


def test_it_is_done_in_its_school(done, want, world):
    first, second = want("a"), want("b", school="voisine")
    assert do_next()
    assert do_next()
    assert not do_next()
    assert done == [("a", world.schools["bourg"]), ("b", world.schools["voisine"])]
    assert row(first).finished_at
    assert row(second).finished_at
    assert row(first).tries_count == 1


def test_it_is_tried_again_then_given_up(done, want):
    job = want("fails")
    for _ in range(TRIES_MAX):
        assert do_next()
    assert not do_next()
    assert len(done) == TRIES_MAX
    assert row(job).failed_at
    assert row(job).finished_at is None


def test_an_unknown_task_is_given_up(want, world):
    with in_school(world.schools["bourg"]):
        job = ask(world.people["rossi"], "of a later version").id
    while do_next():
        pass
    assert row(job).failed_at


def killed(job, tries=1, silent=jobs.SILENT + timedelta(seconds=1)):
    """As if a process had claimed it and died."""
    change(Job, job, claimed_at=utc_now() - silent, tries_count=tries)


def test_the_job_of_a_dead_process_is_done(done, want):
    job = want("a")
    killed(job)
    assert do_next()
    assert len(done) == 1
    assert row(job).finished_at


def test_the_job_of_a_living_process_is_left(done, want):
    killed(want("a"), silent=timedelta(seconds=jobs.BEAT_SECONDS))
    assert not do_next()
    assert done == []


def test_a_job_that_kills_its_process_is_given_up(done, want):
    """Else it would kill the school again at each start; the next job is not kept waiting."""
    deadly, other = want("deadly"), want("other")
    killed(deadly, tries=TRIES_MAX)
    assert do_next()
    assert [name for name, _ in done] == ["other"]
    assert row(deadly).failed_at
    assert row(other).finished_at


def test_a_long_job_keeps_its_claim(app, done, want, monkeypatch):
    """Longer than the silence of a dead process: its claim is renewed meanwhile."""
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(jobs, "SILENT", timedelta(seconds=0.4))
    job = want("long", seconds=1)
    worker = worker_of(app)
    end = time.monotonic() + 1.3
    while time.monotonic() < end:
        do_next()
        db.session.rollback()
        time.sleep(0.05)
    worker.join()
    assert len(done) == 1
    assert row(job).finished_at


def worker_of(app, turns=1):
    def work():
        with app.app_context():
            for _ in range(turns):
                do_next()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_worker_that_was_overtaken_leaves_the_job_alone(app, want, monkeypatch):
    """Frozen, taken for dead, awake again: it neither ends nor fails the other's job."""
    job = want("frozen")

    def overtaken(mine):
        killed(job)
        change(Job, job, tries_count=mine.tries_count + 1, claimed_at=utc_now())
        raise ValueError("too late")

    monkeypatch.setitem(jobs.TASKS, TASK, overtaken)
    assert do_next()
    assert row(job).claimed_at
    monkeypatch.setitem(jobs.TASKS, TASK, lambda mine: change(Job, job, tries_count=3))
    killed(job)
    assert do_next()
    assert row(job).finished_at is None


def test_two_workers_never_do_one_job_twice(app, done, want):
    wanted = [str(number) for number in range(30)]
    for name in wanted:
        want(name)
    workers = [worker_of(app, turns=30) for _ in range(4)]
    for worker in workers:
        worker.join()
    assert Counter(name for name, _ in done) == Counter(wanted)
    db.session.rollback()
    with all_schools("tests"):
        rows = db.session.scalars(select(Job).where(Job.task == TASK)).all()
        assert all(job.finished_at and job.tries_count == 1 for job in rows)


def test_progress_is_read_by_others(app, done, want, monkeypatch):
    job = want("a", total=10)
    seen = []

    def halfway(mine):
        note_progress(mine.id, 5)
        seen.append(row(job).done_count)

    monkeypatch.setitem(jobs.TASKS, TASK, halfway)
    do_next()
    assert seen == [5]


def test_a_worker_starts_at_once_and_ends_when_told(app, done, want):
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(app, stop))
    worker.start()
    time.sleep(0.2)
    start = time.monotonic()
    want("a")
    while not done and time.monotonic() < start + 5:
        time.sleep(0.01)
    assert time.monotonic() - start < 1
    stop.set()
    jobs.wake.set()
    worker.join(5)
    assert not worker.is_alive()
    assert len(done) == 1


def test_a_worker_that_waits_holds_no_connection(app, done):
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(app, stop))
    worker.start()
    time.sleep(0.3)
    with app.app_context():
        held = db.engine.pool.checkedout()
    stop.set()
    jobs.wake.set()
    worker.join(5)
    assert held == 0
