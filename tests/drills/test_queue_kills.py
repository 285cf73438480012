"""Twenty kill -9 at random moments, during every kind of job: in the end each is done, once, and
nothing is left behind."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from ecole import create_app
from ecole.classroom.attaching import attach
from ecole.classroom.preparing import ask_pages
from ecole.config import Settings
from ecole.media.failures import QUIET
from ecole.media.reception import Received
from ecole.models import Attachment, Instruction, Job, Rendition
from ecole.roster.card_jobs import ask_for_cards
from ecole.roster.card_printing import ALL, choose_guardians
from ecole.storage import migrate
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.databases import empty_database
from tests.drills.queue_files import FILES
from tests.world import build_world

# The two heavy ones far from each other: one would wait for the other.
KINDS = ("film", "picture", "heic", "sound", "pdf", "pages", "cards")
KILLS, WORKERS = 20, 3
# About what each takes alone: the moment of the kill is drawn within.
SECONDS = {"picture": 0.8, "heic": 0.8, "pdf": 0.4, "pages": 1.2, "film": 1.5, "sound": 0.5,
           "cards": 0.3}
TOP = Path(__file__).parents[2]


class Drill:
    """A school, its data folder, and the processes that do its jobs."""

    def __init__(self, url: str, data: Path, files: Path) -> None:
        self.environment = {**os.environ, "ECOLE_DATA": str(data), "ECOLE_DATABASE": url,
                            "PYTHONPATH": str(TOP)}
        self.data, self.files = data, files
        self.app = create_app(Settings.from_environment(self.environment))
        self.workers: dict[int, subprocess.Popen[bytes]] = {}

    def start_worker(self) -> None:
        with (self.files / "workers.log").open("ab") as said:
            worker = subprocess.Popen([sys.executable, "-m", "ecole", "work"], cwd=TOP,
                                      env=self.environment, stdout=said, stderr=said)
        self.workers[worker.pid] = worker

    def kill(self, pid: int) -> None:
        """And another takes its place before the dead one is even looked at."""
        worker = self.workers.pop(pid)
        worker.send_signal(signal.SIGKILL)
        self.start_worker()
        worker.wait()

    def stop(self) -> list[int]:
        for worker in self.workers.values():
            worker.terminate()
        return [worker.wait(20) for worker in self.workers.values()]

    def ask(self, kind: str, number: int) -> int:
        """The id of the job of a new file."""
        if kind == "cards":
            return ask_for_cards(self.world.people["rossi"], choose_guardians(ALL)).id
        facts = FILES[kind](number, self.files)
        content = facts.pop("content")
        blob = self.app.config["BLOBS"].put(io.BytesIO(content), len(content))
        file = Received(key=blob.key, sha256=blob.key, size=blob.size, name=f"{number}", **facts)
        with writing() as rows:
            owner = rows.get(Instruction, self.world.instructions["lecture"])
            before = set(rows.scalars(select(Job.id)))
            attach(rows, owner, [file], self.world.people["petit"])
            rows.flush()
            if kind == "pages":
                # Its first page as a poster is another kind: only the pages are asked for.
                for row in [*rows.scalars(select(Job).where(Job.id.not_in(before))),
                            *rows.scalars(select(Rendition).where(
                                Rendition.source_key == blob.key))]:
                    rows.delete(row)
                ask_pages(rows, self.world.people["petit"], owner.attachments[-1])
                rows.flush()
            (job,) = rows.scalars(select(Job.id).where(Job.id.not_in(before)))
        return job

    def row(self, job_id: int) -> Job:
        db.session.rollback()
        return db.session.get_one(Job, job_id)

    def claimant(self, job_id: int) -> int:
        """The process that does the job, once there is one; 0 when it is done already."""
        end = time.monotonic() + 90
        while time.monotonic() < end:
            job = self.row(job_id)
            if job.finished_at:
                return 0
            if job.claimed_at and (pid := int(job.claimed_by.split(":")[1])) in self.workers:
                return pid
            time.sleep(0.01)
        raise AssertionError(f"nobody takes {job.arguments}: {self.state()}")

    def wait_for_all(self) -> None:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            db.session.rollback()
            if not db.session.scalars(select(Job.id).where(Job.finished_at.is_(None))).first():
                return
            time.sleep(0.1)
        raise AssertionError(self.state())

    def state(self) -> str:
        """What to read when the queue stands still."""
        jobs = db.session.scalars(select(Job).where(Job.finished_at.is_(None)))
        return "\n".join([
            *(f"{job.task} heavy={job.is_heavy} tries={job.tries_count} by={job.claimed_by} "
              f"at={job.claimed_at} resumes={job.resumes_at} {job.arguments}" for job in jobs),
            f"alive: {list(self.workers)}", *self.tools_running(), self.said()])

    def said(self) -> str:
        return (self.files / "workers.log").read_text()[-4000:]

    def tools_running(self) -> list[str]:
        """Conversions of ours: their words name our folder."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes()
            except OSError:
                continue
            if f"{self.data}/".encode() in words:
                found.append(words.replace(b"\0", b" ").decode(errors="replace"))
        return found


@pytest.fixture
def drill(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "files").mkdir()
    with empty_database() as url:
        drill = Drill(url, tmp_path / "data", tmp_path / "files")
        migrate.upgrade(drill.app)
        try:
            with drill.app.app_context():
                drill.world = build_world()
                with in_school(drill.world.schools["bourg"]):
                    yield drill
        finally:
            for worker in drill.workers.values():
                worker.kill()
                worker.wait()
            with drill.app.app_context():
                db.session.remove()
                db.engine.dispose()


@pytest.mark.sqlite
@pytest.mark.slow
def test_all_is_done_once_whatever_is_killed(drill, capsys):
    begun, seed = time.monotonic(), random.randrange(10**6)
    drawn, kills, midway, asked = random.Random(seed), 0, Counter(), {}
    for _ in range(WORKERS):
        drill.start_worker()
    while kills < KILLS:
        kind = KINDS[len(asked) % len(KINDS)]
        job_id = drill.ask(kind, len(asked))
        asked[job_id] = kind
        if not (pid := drill.claimant(job_id)):
            continue
        time.sleep(drawn.random() * SECONDS[kind])
        drill.kill(pid)
        kills += 1
        midway[kind] += drill.row(job_id).finished_at is None
    drill.wait_for_all()
    # One may be told to stop before it has begun.
    assert set(drill.stop()) <= {0, -signal.SIGTERM}, drill.said()
    check_once_each(drill, asked)
    assert drill.tools_running() == []
    left = list((drill.data / "tmp" / "jobs").glob("*"))
    assert left == []
    with capsys.disabled():
        print(f"\nqueue drill, seed {seed}: {kills} kills, {sum(midway.values())} of them in the "  # noqa: T201
              f"middle of their job ({dict(midway)}), {len(asked)} jobs, "
              f"{time.monotonic() - begun:.0f} s")
    assert set(midway) == set(KINDS)


def check_once_each(drill: Drill, asked: dict[int, str]) -> None:
    db.session.rollback()
    with all_schools("drill"):
        jobs = db.session.scalars(select(Job)).all()
        files = db.session.scalars(select(Attachment)).all()
        made = db.session.scalars(select(Rendition)).all()
    assert set(asked) <= {job.id for job in jobs}
    assert all(job.finished_at and not job.failed_at for job in jobs)
    # One row of each profile: what was begun by the dead was ended, not begun twice.
    assert max(Counter((row.source_key, row.profile, row.page) for row in made).values()) == 1
    assert {row.failure for row in made if not row.is_ready} <= QUIET
    assert all(file.plays for file in files if file.kind == "image")  # each HEIC was replaced
    named = {file.blob_key for file in files} | {row.blob_key for row in made} - {None}
    assert set(drill.app.config["BLOBS"].stored_keys()) == named
    printed = {path.name for path in (drill.data / "tmp" / "cards").glob("*")}
    assert printed == {f"{job_id}.pdf" for job_id, kind in asked.items() if kind == "cards"}
