"""Where the bytes of files live: written once, durable before they are acknowledged, and named
by their own content so that the same file sent thirty times takes the room of one."""

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 256 * 1024
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
KEY = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class TooLarge(ValueError):
    """More bytes came than the caller allows."""


class NoSpace(OSError):
    """The disk, the quota or the permitted file size is full."""


class Missing(LookupError):
    """No blob has this key, or it is not a key at all."""


@dataclass(frozen=True)
class Blob:
    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Draft:
    """Bytes on the disk that nobody has promised to keep yet."""

    path: Path
    sha256: str
    size: int


class BlobStore(Protocol):
    def draft(self, stream: Readable, limit: int) -> AbstractContextManager[Draft]: ...
    def keep(self, draft: Draft) -> Blob: ...
    def put(self, stream: Readable, limit: int) -> Blob: ...
    def open(self, key: str) -> BinaryIO: ...
    def local(self, key: str) -> AbstractContextManager[Path]: ...
    def delete(self, key: str, older_than: timedelta = timedelta(0)) -> None: ...
    def stored_keys(self) -> Iterator[str]: ...
    def sweep(self, older_than: timedelta) -> int: ...


class FolderBlobs:
    """Blobs in one folder, `ab/cd/abcd…`, readable by the server's own account only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.drafts = root / "drafts"
        self.drafts.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def draft(self, stream: Readable, limit: int) -> Iterator[Draft]:
        """Bytes written in full beside the blobs, gone at the end unless kept meanwhile."""
        path = self.drafts / f"{secrets.token_hex(16)}.part"
        try:
            with _full_disk_named():
                sha256, size = _write(path, stream, limit)
            yield Draft(path, sha256, size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Draft) -> Blob:
        """The draft becomes a blob by a rename, durable when this returns."""
        final = self._place(draft.sha256)
        with _full_disk_named():
            for folder in (final.parent.parent, final.parent):
                if not folder.is_dir():
                    folder.mkdir(mode=0o700, exist_ok=True)
                    _sync_folder(folder.parent)
            # Always renamed, even over a twin: a `delete` of the twin that looks at its age
            # then sees a young file.
            os.replace(draft.path, final)
            _sync_folder(final.parent)
        return Blob(draft.sha256, draft.sha256, draft.size)

    def put(self, stream: Readable, limit: int) -> Blob:
        """A blob from at most `limit` bytes. Raises TooLarge or NoSpace, and leaves nothing."""
        with self.draft(stream, limit) as draft:
            return self.keep(draft)

    def open(self, key: str) -> BinaryIO:
        """The bytes, seekable. Raises Missing."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise Missing(key) from None

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A file of this machine with the bytes, for a programme that wants a path. Never write
        to it. Raises Missing."""
        path = self.path(key)
        if not path.exists():
            raise Missing(key)
        yield path

    def path(self, key: str) -> Path:
        """Where the blob lies. Raises Missing for anything that is not a key."""
        if not KEY.fullmatch(key):
            raise Missing(key)
        return self._place(key)

    def delete(self, key: str, older_than: timedelta = timedelta(0)) -> None:
        """Forget a blob that no row names any more. With `older_than`, one that was stored again
        since is left: its new row may not be committed yet."""
        path = self.path(key)
        try:
            if path.stat().st_mtime <= time.time() - older_than.total_seconds():
                path.unlink()
                _sync_folder(path.parent)
        except FileNotFoundError:
            return

    def stored_keys(self) -> Iterator[str]:
        """Every blob there is."""
        return (path.name for path in self.root.glob("??/??/*") if KEY.fullmatch(path.name))

    def sweep(self, older_than: timedelta) -> int:
        """Remove the drafts that a killed process left behind, and say how many."""
        oldest, swept = time.time() - older_than.total_seconds(), 0
        for path in self.drafts.glob("*.part"):
            if path.stat().st_mtime <= oldest:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _place(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4] / key


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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _full_disk_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL_DISK:
            raise NoSpace(error.errno, "no space left for this file") from error
        raise
