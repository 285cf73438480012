"""The files of a plain form on their way: where the disk has no room, its text still comes.

Werkzeug keeps a file of more than 500 KB in a temporary one; without room for it, the whole form
was lost. Here its text goes on to the page, and whoever reads the file is told NoSpace.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Request

from ecole.storage.blobs import NoSpace
from ecole.storage.blobs.drafts import FULL_DISK

IN_MEMORY = 500 * 1024


class FormRequest(Request):
    """A request whose files may be cut short by a full disk, each by itself."""

    def _get_file_stream(self, *facts: Any, **named: Any) -> IO[bytes]:
        return FormFile()  # type: ignore[return-value]


class FormFile:
    """A file that takes all that comes; once a write found no room, reading it says so."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY, mode="w+b")  # noqa: SIM115
        self.is_cut = False

    def write(self, part: bytes) -> int:
        self._try(self._file.write, part)
        return len(part)

    def seek(self, place: int, whence: int = 0) -> int:
        self._try(self._file.flush)
        return 0 if self.is_cut else self._file.seek(place, whence)

    def read(self, size: int = -1) -> bytes:
        if self.is_cut:
            raise NoSpace(errno.ENOSPC, "no space left for this file")
        return self._file.read(size)

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __iter__(self) -> Any:
        return iter(lambda: self.read(IN_MEMORY), b"")

    def _try(self, act: Any, *parts: bytes) -> None:
        if self.is_cut:
            return
        try:
            act(*parts)
        except OSError as error:
            if error.errno not in FULL_DISK:
                raise
            self.is_cut = True
            self.close()  # what it held gives its room back
