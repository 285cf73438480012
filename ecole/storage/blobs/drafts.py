"""Bytes that arrive, on the disk of this machine: whole and synced, or not there at all."""

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from ecole.storage.blobs.nouns import CHUNK, Draft, NoSpace, Readable, TooLarge

FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DraftFolder:
    """Where both homes write what arrives; readable by the server's own account only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.drafts = root / "drafts"
        self.drafts.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def draft(self, stream: Readable, limit: int) -> Iterator[Draft]:
        """Bytes written in full on this machine, gone at the end unless kept meanwhile."""
        path = self.new_path()
        try:
            with full_disk_named():
                sha256, size = _write(path, stream, limit)
            yield Draft(path, sha256, size)
        finally:
            path.unlink(missing_ok=True)

    def new_path(self) -> Path:
        return self.drafts / f"{secrets.token_hex(16)}.part"

    def sweep(self, older_than: timedelta) -> int:
        """Remove the drafts that a killed process left behind, and say how many."""
        oldest, swept = time.time() - older_than.total_seconds(), 0
        for path in self.drafts.glob("*.part"):
            if path.stat().st_mtime <= oldest:
                path.unlink(missing_ok=True)
                swept += 1
        return swept


def _write(path: Path, stream: Readable, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge(f"more than {limit} bytes")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        # The rename must never be on the disk before the bytes it names.
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def full_disk_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL_DISK:
            raise NoSpace(error.errno, "no space left for this file") from error
        raise
