"""A folder for the files of one job while it is done: on the disk of the data, since /tmp is often
memory on a small machine, and gone whatever happens."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecole.storage.processes import identity, is_dead

OLD_SECONDS = 86_400


@contextmanager
def workbench(data: Path) -> Iterator[Path]:
    """An empty private folder, removed at the end with all it holds."""
    folder = place_of(data) / f"{identity()}:{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_workbenches(data: Path) -> int:
    """Remove the folders of killed processes, and say how many."""
    swept, oldest = 0, time.time() - OLD_SECONDS
    for folder in place_of(data).glob("*"):
        try:
            is_left = is_dead(folder.name) or folder.stat().st_mtime < oldest
        except FileNotFoundError:
            continue
        if is_left:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept


def place_of(data: Path) -> Path:
    return data / "tmp" / "jobs"
