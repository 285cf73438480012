"""The bytes of uploads that are not whole yet: one file each, and its size is what has come."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ecole.storage.blobs import CHUNK, Missing, NoSpace, Readable

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Busy(RuntimeError):
    """Another request is writing this part."""


@dataclass(frozen=True)
class Part:
    """A part that nobody else writes meanwhile."""

    path: Path
    descriptor: int

    @property
    def size(self) -> int:
        return os.fstat(self.descriptor).st_size

    def append(self, stream: Readable, most: int) -> None:
        """At most so many bytes, on the disk when this returns: what is acknowledged is there.

        Raises NoSpace; what came before it stays, and counts.
        """
        with _full_disk_named():
            os.lseek(self.descriptor, 0, os.SEEK_END)
            while most and (chunk := stream.read(min(CHUNK, most))):
                most -= len(chunk)
                while chunk:
                    chunk = chunk[os.write(self.descriptor, chunk):]
            os.fdatasync(self.descriptor)

    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @contextmanager
    def second_name(self) -> Iterator[Path]:
        """Another name of the same bytes, to be moved away: were the process killed before the
        row says so, the part is still whole. Where a disk has no second names, the part itself.
        """
        whole = self.path.with_suffix(".whole")
        whole.unlink(missing_ok=True)
        try:
            os.link(self.path, whole)
        except OSError:
            whole = self.path
        # What is kept is young: the night spares it until its row is written.
        os.utime(whole)
        try:
            yield whole
        finally:
            if whole != self.path:
                whole.unlink(missing_ok=True)


class Parts:
    """The folder of the parts, on the disk of the blobs so that the last step is a rename."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def create(self, upload_id: int) -> None:
        """An empty part. Raises NoSpace."""
        with _full_disk_named():
            os.close(os.open(self._path(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def size(self, upload_id: int) -> int:
        """How much has come. Raises Missing."""
        try:
            return self._path(upload_id).stat().st_size
        except FileNotFoundError:
            raise Missing(str(upload_id)) from None

    def touched_at(self, upload_id: int) -> float | None:
        """When something last came, as seconds since 1970; None when there is no part."""
        with suppress(FileNotFoundError):
            return self._path(upload_id).stat().st_mtime
        return None

    @contextmanager
    def hold(self, upload_id: int, patience: float = 0) -> Iterator[Part]:
        """The part, ours alone. Raises Missing, or Busy after `patience` seconds."""
        path = self._path(upload_id)
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            raise Missing(str(upload_id)) from None
        try:
            _lock(descriptor, patience)
            if not _is_named(path, descriptor):  # who held it before us has ended it
                raise Missing(str(upload_id))
            yield Part(path, descriptor)
        finally:
            os.close(descriptor)

    def remove(self, upload_id: int) -> None:
        path = self._path(upload_id)
        path.with_suffix(".whole").unlink(missing_ok=True)
        path.unlink(missing_ok=True)

    def ids(self) -> set[int]:
        """Of every part there is, second names included."""
        return {int(path.stem) for path in self.root.iterdir() if path.stem.isdecimal()}

    def free(self) -> int:
        """Bytes that the disk still takes."""
        return shutil.disk_usage(self.root).free

    def _path(self, upload_id: int) -> Path:
        return self.root / f"{int(upload_id)}.part"


@contextmanager
def _full_disk_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoSpace(error.errno, "no space left for this part") from error
        raise


def _is_named(path: Path, descriptor: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _lock(descriptor: int, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise Busy from None
            time.sleep(0.05)
