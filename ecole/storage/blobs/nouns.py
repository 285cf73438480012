"""What both homes of the files share: the promises of a store, its words and its refusals."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 256 * 1024
KEY = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class TooLarge(ValueError):
    """More bytes came than the caller allows."""


class NoSpace(OSError):
    """The disk, the quota or the permitted file size is full."""


class Missing(LookupError):
    """No blob has this key, or it is not a key at all."""


class StoreUnavailable(RuntimeError):
    """The service that keeps the files does not answer as it should, just now.

    No OSError on purpose: it says nothing about the file, which is not damaged for all that.
    """


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
    """Any of these but `sweep` may raise StoreUnavailable when the files are at a service."""

    def draft(self, stream: Readable, limit: int) -> AbstractContextManager[Draft]:
        """Bytes written in full on this machine, gone at the end unless kept meanwhile."""

    def keep(self, draft: Draft) -> Blob:
        """The draft becomes a blob, durable when this returns. Raises NoSpace."""

    def put(self, stream: Readable, limit: int) -> Blob:
        """A blob from at most `limit` bytes. Raises TooLarge or NoSpace, and leaves nothing."""

    def open(self, key: str) -> BinaryIO:
        """The bytes as a real file of this machine, seekable. Raises Missing."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A file of this machine with the bytes, for a programme that wants a path. Never write
        to it. Raises Missing."""

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes as they are at home, part by part, past any copy. Raises Missing."""

    def delete(self, key: str, older_than: timedelta = timedelta(0)) -> None:
        """Forget a blob that no row names any more. With `older_than`, one that was stored again
        since is left: its new row may not be committed yet."""

    def stored_keys(self) -> Iterator[str]:
        """Every blob there is."""

    def stored_sizes(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, and how many bytes it has."""

    def sweep(self, older_than: timedelta) -> int:
        """Remove the drafts that a killed process left behind, and say how many."""


def check_key(key: str) -> str:
    """The key itself. Raises Missing for anything that is not one."""
    if not KEY.fullmatch(key):
        raise Missing(key)
    return key
