"""Stored files as one ZIP that is never written anywhere: short headers in memory, and between
them the bytes of the store, read as they leave. It is read like a file, from any place, so that a
slow phone holds no thread (ecole/media/serving.py) and a download that was cut goes on."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import BinaryIO

from ecole.storage.blobs import BlobStore, Missing

MIME = "application/zip"
CHUNK = 256 * 1024
SUMS_KEPT = 4096


@dataclass(frozen=True)
class Member:
    """A file to be: its name (« dossier/nom ») in the archive, its bytes, its date."""

    name: str
    key: str
    at: datetime


class Archive(io.RawIOBase):
    """The ZIP of these members. Those that are missing from the store are left out; the bytes of
    every other are read through once before the first answer, for their sums."""

    def __init__(self, blobs: BlobStore, members: Iterable[Member]) -> None:
        self.blobs = blobs
        self._parts: list[bytes | str] = []  # headers, and the keys of blobs
        self._starts: list[int] = []
        self.size = self._place = 0
        self._blob: BinaryIO | None = None
        self._open_part = -1
        self._write(_named_apart(list(members)))
        self.etag = hashlib.sha256(b"".join(
            part if isinstance(part, bytes) else part.encode() for part in self._parts)).hexdigest()

    def _write(self, members: Sequence[Member]) -> None:
        sink = _Sink()
        # The module of Python writes every header; only the bytes of the files are ours.
        with zipfile.ZipFile(sink, "w") as headers:
            for member in members:
                try:
                    size, crc = sums_of(self.blobs, member.key)  # type: ignore[arg-type]
                except Missing:
                    continue
                info = zipfile.ZipInfo(member.name, member.at.timetuple()[:6])
                info.external_attr = 0o644 << 16
                info.file_size = info.compress_size = size
                info.CRC, info.header_offset = crc, sink.tell()
                sink.write(info.FileHeader())
                self._add(sink.taken())
                self._add(member.key, size)
                sink.skip(size)
                headers.filelist.append(info)
            headers.start_dir = sink.tell()
        self._add(sink.taken())

    def _add(self, part: bytes | str, size: int = 0) -> None:
        self._starts.append(self.size)
        self._parts.append(part)
        self.size += size or (len(part) if isinstance(part, bytes) else 0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        self._place = max(base + offset, 0)
        return self._place

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, if there are."""
        left = self.size - self._place
        left = left if size is None or size < 0 else min(size, left)
        pieces = []
        while left > 0:
            piece = self._piece(left)
            if not piece:
                raise Missing("a file of the archive is shorter than it was")
            pieces.append(piece)
            self._place += len(piece)
            left -= len(piece)
        return b"".join(pieces)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self.read(len(buffer))
        buffer[:len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        """Bytes of the part where we are, from where we are."""
        place = bisect_right(self._starts, self._place) - 1
        part, within = self._parts[place], self._place - self._starts[place]
        if isinstance(part, bytes):
            return part[within:within + most]
        if self._open_part != place or self._blob is None:
            self._let_go()
            self._blob, self._open_part = self.blobs.open(part), place
        end = self._starts[place + 1]
        self._blob.seek(within)
        return self._blob.read(min(most, end - self._place))

    def _let_go(self) -> None:
        if self._blob is not None:
            self._blob.close()
        self._blob = None

    def close(self) -> None:
        self._let_go()
        super().close()


class _Sink(io.RawIOBase):
    """What `zipfile` writes into: it keeps the headers and only counts the files."""

    def __init__(self) -> None:
        self.place, self.headers = 0, b""

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        return self.place

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.headers += content
        self.place += len(content)
        return len(content)

    def skip(self, size: int) -> None:
        self.place += size

    def taken(self) -> bytes:
        headers, self.headers = self.headers, b""
        return headers


@lru_cache(maxsize=SUMS_KEPT)
def sums_of(blobs: BlobStore, key: str) -> tuple[int, int]:
    """Size and CRC of a blob. Its key is its content: once known, they never change."""
    size = crc = 0
    with blobs.open(key) as blob:
        while chunk := blob.read(CHUNK):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
    return size, crc


def _named_apart(members: Sequence[Member]) -> list[Member]:
    """« photo.jpg », « photo (2).jpg »: no file hides another, whatever the case of its letters."""
    seen: Counter[str] = Counter()
    apart = []
    for member in members:
        path = PurePosixPath(member.name)
        name = member.name
        while seen[name.casefold()]:
            seen[member.name.casefold()] += 1
            number = seen[member.name.casefold()]
            name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        seen[name.casefold()] += 1
        apart.append(Member(name, member.key, member.at))
    return apart
