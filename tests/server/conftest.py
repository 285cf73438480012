"""Servers started for a test, each in its own process, ended by its own id."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_process import SCRIPT, TOP, Site


@pytest.fixture
def start_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    processes = []

    def start(*arguments: str) -> Site:
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(tmp_path), *arguments],
            cwd=TOP, env={"PYTHONPATH": str(TOP)}, stdout=subprocess.PIPE, text=True,
        )
        processes.append(process)
        assert process.stdout
        site = Site(process, int(process.stdout.readline()), tmp_path)
        assert site.ask("/").endswith(b"ok")  # its loop turns: a signal finds who hears it
        return site

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def site(start_site: Callable[..., Site]) -> Site:
    return start_site()
