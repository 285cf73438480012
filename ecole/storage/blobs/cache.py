"""Copies of the blobs of a service on the disk of this machine: the last looked at stay."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ROOM_LEFT = 0.9  # of the limit, once copies had to go


class Cache:
    """Whole copies only, `ab/abcd…`, within `limit` bytes or one copy, the newest.

    A copy that goes while it is read is read to its end: its name goes, its bytes last.
    """

    def __init__(self, root: Path, limit: int) -> None:
        self.root, self.limit = root, limit
        self._turn = threading.Lock()
        self._size: int | None = None  # counted at the first copy

    def find(self, key: str) -> BinaryIO | None:
        """The copy, open; it counts as looked at."""
        try:
            file = self.place(key).open("rb")
        except FileNotFoundError:
            return None
        with suppress(OSError):
            os.utime(file.fileno())
        return file

    def add(self, key: str, path: Path) -> None:
        """A whole and checked file becomes the copy, by a rename."""
        size, final = path.stat().st_size, self.place(key)
        for folder in (self.root, final.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        with self._turn:
            known = (self._size if self._size is not None
                     else sum(size for _, size, _ in self._copies()))
            had = final.stat().st_size if final.exists() else 0
            os.utime(path)
            os.replace(path, final)
            self._size = known + size - had
            if self._size > self.limit:
                self._size = self._make_room(int(self.limit * ROOM_LEFT))

    def drop(self, key: str) -> None:
        with self._turn, suppress(FileNotFoundError):
            size = self.place(key).stat().st_size
            self.place(key).unlink()
            if self._size is not None:
                self._size -= size

    def empty(self) -> None:
        """All copies go: the disk is full, and they are only copies."""
        with self._turn:
            shutil.rmtree(self.root, ignore_errors=True)
            self._size = 0

    def place(self, key: str) -> Path:
        return self.root / key[:2] / key

    def _copies(self) -> Iterator[tuple[int, int, Path]]:
        """When each was looked at, its size, its place."""
        for path in self.root.glob("??/*"):
            with suppress(FileNotFoundError):
                stat = path.stat()
                yield stat.st_mtime_ns, stat.st_size, path

    def _make_room(self, most: int) -> int:
        """Let the copies nobody looked at for longest go, but the last; the bytes that stay."""
        copies = sorted(self._copies())
        left = sum(size for _, size, _ in copies)
        for _, size, path in copies[:-1]:
            if left <= most:
                break
            path.unlink(missing_ok=True)
            left -= size
        return left
