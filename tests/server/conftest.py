"""Servers started for a test, each in its own process, ended by its own id."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from site_process import SCRIPT, TOP, Site


@pytest.fixture(scope="module")
def start_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Starts one more site; all are gone at the end of the file."""
    processes = []

    def start(*arguments: str) -> Site:
        folder = tmp_path_factory.mktemp("site")
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(folder), *arguments],
            cwd=TOP, env={"PYTHONPATH": str(TOP)}, stdout=subprocess.PIPE, text=True,
        )
        processes.append(process)
        assert process.stdout
        site = Site(process, int(process.stdout.readline()), folder)
        assert site.ask("/").endswith(b"ok")  # its loop turns: a signal finds who hears it
        return site

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def site(start_site: Callable[..., Site]) -> Site:
    """A site of the test's own, to be stopped."""
    return start_site()


@pytest.fixture(scope="module")
def kept_site(start_site: Callable[..., Site]) -> Site:
    """One site for all the tests of a file."""
    return start_site()
