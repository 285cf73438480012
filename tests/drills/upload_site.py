"""A real server process with the world of the tests, somebody signed in, and what it writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from ecole import create_app
from ecole.accounts.devices import STAFF, open_device
from ecole.config import Settings
from ecole.storage import migrate
from ecole.storage.database import db
from tests.browser.instance import Instance, new_instance
from tests.conftest import Visitor, visitor_with
from tests.world import BOURG, build_world

COUNTERS = ("write_bytes", "wchar")
TEACHER = "petit"


@dataclass
class UploadSite:
    """Its lives follow each other on one folder; `written` adds up what each of them wrote."""

    instance: Instance
    app: Flask
    headers: dict[str, str]
    counter: str
    written: int = 0
    lives: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def root(self) -> str:
        return f"/e/{BOURG}/envois"

    def start(self) -> None:
        with self.instance.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ecole", "serve"], cwd=Path(__file__).parents[2],
                env=self.instance.environment(), stdout=log, stderr=log)
        self.instance._wait_until_open(self.process)
        self.lives += 1

    def end(self, number: int) -> None:
        """By a signal; its figures are read while it is dead and not yet buried."""
        assert self.process
        self.process.send_signal(number)
        os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        self.written += written_by(self.process.pid, self.counter)
        code = self.process.wait()
        assert code == (0 if number == signal.SIGTERM else -number), self.instance.log.read_text()


def written_by(pid: int | str, counter: str) -> int:
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{counter}:")).split()[1])


@contextmanager
def upload_site() -> Iterator[UploadSite]:
    """On a real disk, where what is written is counted by the system."""
    folder, counter = _place()
    with folder as name:
        instance = new_instance(Path(name))
        settings = Settings.from_environment(instance.environment())
        app = create_app(settings)
        app.test_client_class = Visitor
        with app.app_context():
            migrate.upgrade(app)
            world = build_world()
            token = open_device(world.people[TEACHER], STAFF, "drill")
            db.session.remove()
        visitor = visitor_with(app, token)
        csrf = visitor.token()
        cookie = visitor.get_cookie("ecole")
        assert cookie
        headers = {"Cookie": f"ecole={cookie.value}", "X-CSRFToken": csrf,
                   "Tus-Resumable": "1.0.0"}
        site = UploadSite(instance, app, headers, counter)
        site.start()
        try:
            yield site
        finally:
            if site.process and site.process.poll() is None:
                site.process.kill()
                site.process.wait()
            with app.app_context():
                db.engine.dispose()


def _place() -> tuple[tempfile.TemporaryDirectory[str], str]:
    """A folder whose disk counts what is written, and the name of the counter."""
    for parent in ("/var/tmp", None):  # noqa: S108 - the tests' own folder may be memory
        try:
            folder = tempfile.TemporaryDirectory(prefix="ecole-drill-", dir=parent)
        except OSError:
            continue
        if _counts(Path(folder.name)):
            return folder, "write_bytes"
        folder.cleanup()
    return tempfile.TemporaryDirectory(prefix="ecole-drill-"), "wchar"


def _counts(folder: Path) -> bool:
    before = written_by("self", "write_bytes")
    with (folder / "probe").open("wb") as file:
        file.write(bytes(1_000_000))
        file.flush()
        os.fsync(file.fileno())
    (folder / "probe").unlink()
    return written_by("self", "write_bytes") - before >= 1_000_000
