"""What the process needs around it: a private place for big bodies, and enough descriptors."""

from __future__ import annotations

import os
import resource
import tempfile
from pathlib import Path

from ecole.config import make_private_folder

DESCRIPTORS = 8192


def keep_temporary_files_in(data: Path) -> None:
    """Bodies wait in `<data>/tmp`: on a small machine /tmp is memory, and readable by others."""
    folder = data / "tmp"
    make_private_folder(folder)
    folder.chmod(0o700)
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def raise_file_limit() -> None:
    """Systems give 1024 descriptors; a thousand connections and their files need more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
