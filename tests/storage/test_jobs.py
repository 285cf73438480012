"""Jobs: each is done once, comes back when its process dies, and is given up in the end; a quick
one never waits behind a heavy one."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ecole.config import BadSetting
from ecole.models import Job
from ecole.storage import claims, jobs, tasks
from ecole.storage.claims import BEAT_SECONDS, SILENT, TRIES_MAX
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.jobs import advance, ask, do_next, note_progress
from ecole.storage.processes import HOST, identity, is_dead
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

    monkeypatch.setitem(tasks.TASKS, TASK, note)
    monkeypatch.setattr(claims, "PAUSES", (timedelta(0),))
    return asked


@pytest.fixture
def want(world, context):
    def wanted(word, school="bourg", heavy=False, **more):
        with in_school(world.schools[school]):
            job_id = ask(world.people["rossi"], TASK, word=word, **more).id
        change(Job, job_id, is_heavy=heavy)
        return job_id

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


def test_an_unknown_task_is_given_up(done, want, world):
    with in_school(world.schools["bourg"]):
        job = ask(world.people["rossi"], "of a later version").id
    while do_next():
        pass
    assert row(job).failed_at


def killed(job, tries=1, silent=SILENT + timedelta(seconds=1), by="another-machine:1:1:draw"):
    """As if a process had claimed it and died."""
    change(Job, job, claimed_at=utc_now() - silent, tries_count=tries, claimed_by=by)


@pytest.fixture
def dead():
    """The identity of a process of this machine that was killed."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    start = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
    name = f"{HOST}:{child.pid}:{start}:draw"
    assert not is_dead(name)
    child.kill()
    yield name
    child.stdin.close()
    child.wait()


def test_a_process_that_died_here_is_known_at_once(dead):
    time.sleep(0.1)
    assert is_dead(dead)  # even before its parent has looked
    assert not is_dead(f"{identity()}:draw")
    assert is_dead(f"{HOST}:{os.getpid()}:1:draw")  # its number serves another
    assert not is_dead("another-machine:1:1:draw")
    assert not is_dead("")


def test_its_job_is_taken_back_at_once(done, want, dead):
    job = want("a")
    killed(job, silent=timedelta(0), by=dead)
    time.sleep(0.1)
    assert do_next()
    assert row(job).finished_at
    assert row(job).tries_count == 2


def test_the_job_of_a_dead_process_is_done(done, want):
    job = want("a")
    killed(job)
    assert do_next()
    assert len(done) == 1
    assert row(job).finished_at


def test_the_job_of_a_living_process_is_left(done, want):
    killed(want("a"), silent=timedelta(seconds=BEAT_SECONDS))
    killed(want("b"), silent=timedelta(0), by=f"{identity()}:draw")
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


def test_of_two_jobs_neither_is_blamed(done, want, dead):
    """Three deaths of a process that did a card and a film: which of them killed it?"""
    card, film = want("card"), want("film", heavy=True)
    for job in (card, film):
        killed(job, tries=TRIES_MAX, silent=timedelta(0), by=dead)
    time.sleep(0.1)
    assert do_next()
    assert do_next()
    assert sorted(name for name, _ in done) == ["card", "film"]
    assert row(film).finished_at


def test_a_long_job_keeps_its_claim(app, done, want, monkeypatch):
    """Longer than the silence of a dead process: its claim is renewed meanwhile."""
    monkeypatch.setattr(claims, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(jobs, "WATCH_SECONDS", 0.02)
    monkeypatch.setattr(claims, "SILENT", timedelta(seconds=0.4))
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
        change(Job, job, claimed_by="another-machine:1:1:draw", claimed_at=utc_now())
        raise ValueError("too late")

    monkeypatch.setitem(tasks.TASKS, TASK, overtaken)
    assert do_next()
    assert row(job).claimed_at
    monkeypatch.setitem(tasks.TASKS, TASK, lambda mine: change(Job, job, claimed_by="other"))
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

    monkeypatch.setitem(tasks.TASKS, TASK, halfway)
    do_next()
    assert seen == [5]


def test_a_worker_starts_at_once_and_ends_when_told(app, done, want):
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(app, stop))
    worker.start()
    time.sleep(0.2)
    start = time.monotonic()
    want("a")
    while not done and time.monotonic() < start + 20:
        time.sleep(0.01)
    assert done
    assert time.monotonic() - start < 0.8 * jobs.POLL_SECONDS  # told, not come round
    stop.set()
    jobs.wake()
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
    jobs.wake()
    worker.join(5)
    assert held == 0


def test_a_failure_waits_longer_each_time(done, want, monkeypatch):
    """A full disk may have room later; meanwhile the others pass."""
    monkeypatch.setattr(claims, "PAUSES", (timedelta(minutes=1), timedelta(minutes=5)))
    job, other = want("fails"), want("other")
    pauses = []
    for _ in range(2):
        assert do_next()
        pauses.append((row(job).resumes_at - utc_now()).total_seconds())
        do_next()
        assert not do_next()
        change(Job, job, resumes_at=utc_now() - timedelta(seconds=1))
    assert 50 < pauses[0] < 61
    assert 290 < pauses[1] < 301
    assert row(other).finished_at


def test_what_advances_is_not_given_up(done, want, monkeypatch):
    """Ten parts, and the process killed after each: it is not the job that kills it."""
    job = want("parts", total=10)

    def one_more(mine):
        with writing() as rows:
            advance(rows, job)
        if row(job).done_count < 10:
            raise ValueError("killed")

    monkeypatch.setitem(tasks.TASKS, TASK, one_more)
    while do_next():
        pass
    assert row(job).finished_at
    assert row(job).done_count == 10


def test_what_kills_may_be_left_out(done, want, monkeypatch):
    """A task that knows which part is at fault notes it, and the rest is done."""
    job = want("deadly")
    noted = []
    monkeypatch.setitem(tasks.GIVEN_UP, TASK, lambda rows, mine: not noted.append(mine.id))
    killed(job, tries=TRIES_MAX)
    assert do_next()
    assert noted == [job]
    assert row(job).finished_at
    assert row(job).tries_count == 1


def test_a_quick_job_never_waits_behind_a_heavy_one(app, done, want):
    heavy, quick = want("film", heavy=True, seconds=1.5), want("card")
    start = time.monotonic()
    worker = threading.Thread(target=in_context, args=(app, lambda: do_next(True)))
    worker.start()
    while not done:
        time.sleep(0.01)
    assert do_next(False)
    assert time.monotonic() - start < 1.4
    assert row(quick).finished_at
    assert row(heavy).finished_at is None
    worker.join()
    assert row(heavy).finished_at


def in_context(app, action):
    with app.app_context():
        action()


def test_heavy_jobs_are_one_at_a_time(app, want, monkeypatch):
    at_work, most = [], []

    def film(mine):
        at_work.append(1)
        most.append(len(at_work))
        time.sleep(0.1)
        at_work.pop()

    monkeypatch.setitem(tasks.TASKS, TASK, film)
    for number in range(4):
        want(str(number), heavy=True)
    workers = [threading.Thread(target=in_context, args=(app, lambda: patient(30)))
               for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1, 1, 1, 1]


def patient(turns):
    for _ in range(turns):
        if not do_next(True):
            time.sleep(0.03)


def test_a_heavy_job_is_given_back_when_told_to_stop(app, done, want):
    """A restart of the server neither waits for a film nor counts as a failure."""
    job = want("film", heavy=True, seconds=2)
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(app, stop), kwargs={"is_heavy": True})
    worker.start()
    while not done:
        time.sleep(0.01)
    stop.set()
    jobs.wake()
    worker.join(1.5)
    assert not worker.is_alive()
    assert (row(job).claimed_at, row(job).tries_count) == (None, 0)
    assert not do_next(True)  # it still holds the machine
    while threading.active_count() > 1 and any("_do" in t.name for t in threading.enumerate()):
        time.sleep(0.05)
    assert row(job).finished_at is None
    assert do_next(True)
    assert row(job).finished_at


def test_the_lanes_may_be_in_a_process_of_their_own(app, monkeypatch):
    settings = app.config["ECOLE"]
    assert len(jobs.lanes_of_server(app)) == 2
    monkeypatch.setitem(app.config, "ECOLE", dataclasses.replace(settings, jobs="apart"))
    assert jobs.lanes_of_server(app) == []
    monkeypatch.setitem(app.config, "ECOLE", dataclasses.replace(settings, jobs="ailleurs"))
    with pytest.raises(BadSetting, match="ECOLE_JOBS"):
        jobs.lanes_of_server(app)
