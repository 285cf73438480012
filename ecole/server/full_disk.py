"""A big body that the disk has no room for: read to its end all the same, then refused in words.

waitress keeps what is heavier than `inbuf_overflow` in a temporary file, and a write that fails
there would cut the connection: the sender would see a broken network. It leans on `body_rcv` and
`buf` of waitress's parser: `tests/drills/test_disk_full.py` sends such a body.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import Error

from ecole.storage.blobs.drafts import FULL_DISK


class DiskFull(Error):
    code = 507
    reason = "Insufficient Storage"


class FullDiskParser(HTTPRequestParser):
    """A request whose body is let go once it cannot be kept."""

    error: Any

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = BodyBuffer(self.body_rcv.buf)

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        buffer = getattr(self.body_rcv, "buf", None)
        if self.completed and not self.error and isinstance(buffer, BodyBuffer):
            buffer.settle()
            if buffer.is_cut:
                self.error = DiskFull("no space for this body")
        return taken


class BodyBuffer:
    """waitress's buffer, which keeps nothing more once a write of its own found no room."""

    def __init__(self, buffer: Any) -> None:
        self._buffer, self.is_cut = buffer, False

    def append(self, part: bytes) -> None:
        if not self.is_cut:
            self._try(self._buffer.append, part)

    def settle(self) -> None:
        """The last bytes too are on the disk, or it is cut."""
        if not self.is_cut:
            self._try(self._buffer.getfile().flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._buffer, name)

    def __len__(self) -> int:
        return 0 if self.is_cut else int(self._buffer.__len__())

    def _try(self, act: Any, *parts: bytes) -> None:
        try:
            act(*parts)
        except OSError as error:
            if error.errno not in FULL_DISK:
                raise
            self.is_cut = True
            with suppress(OSError):  # what it held gives its room back
                self._buffer.close()
