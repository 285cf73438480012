"""A real instance in a folder of its own: set up by the command line, served by a process."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

TOP = Path(__file__).resolve().parents[2]
START_SECONDS, STOP_SECONDS, PREPARED_SECONDS = 20, 30, 180
UNFINISHED = "SELECT count(*) FROM job WHERE finished_at IS NULL AND failed_at IS NULL"


@dataclass
class Instance:
    """The data folder, the port and the log of one instance."""

    folder: Path
    port: int
    entries: dict[str, str] = field(default_factory=dict)  # of the demo school

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ECOLE_")}
        return kept | {
            "ECOLE_DATA": str(self.folder / "instance"),
            "ECOLE_HOST": "127.0.0.1",
            "ECOLE_PORT": str(self.port),
            "ECOLE_ATELIER": "1",
        }

    def ecole(self, *arguments: str) -> str:
        """What the `ecole` command prints; it must succeed."""
        done = subprocess.run(
            [sys.executable, "-m", "ecole", *arguments],
            cwd=TOP, env=self.environment(), capture_output=True, text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def make_demo(self) -> None:
        self.entries = json.loads(self.ecole("demo", "--json"))

    def wait_until_prepared(self) -> None:
        """Served, and its queue empty: a page no longer changes by itself."""
        end = time.monotonic() + PREPARED_SECONDS
        with closing(sqlite3.connect(self.folder / "instance" / "ecole.sqlite3")) as database:
            while database.execute(UNFINISHED).fetchone()[0]:
                assert time.monotonic() < end, f"jobs left after {PREPARED_SECONDS} s"
                time.sleep(0.2)

    @contextmanager
    def served(self) -> Iterator[Instance]:
        """Open while the block lasts; then stopped as a system stops a service, and all well."""
        with self.log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ecole", "serve"],
                cwd=TOP, env=self.environment(), stdout=log, stderr=log,
            )
            try:
                self._wait_until_open(process)
                yield self
                process.terminate()
                assert process.wait(STOP_SECONDS) == 0, self.log.read_text()[-2000:]
            finally:
                process.kill()
                process.wait()
        assert "Traceback" not in self.log.read_text(), self.log.read_text()[-4000:]

    def _wait_until_open(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert process.poll() is None, self.log.read_text()
            try:
                with urlopen(f"{self.address}/sante", timeout=5) as answer:
                    assert answer.status == 200
                    return
            except URLError:
                time.sleep(0.05)
        raise AssertionError(f"not open after {START_SECONDS} s: {self.log.read_text()}")


def new_instance(folder: Path) -> Instance:
    """An empty instance on a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Instance(folder, probe.getsockname()[1])
