"""Forgets where a film was taken, in the file itself, before it is kept: no stored byte says it.

Phones write it as text in the header (ISO 6709: « +48.1113-001.6800/ »), as numbers in a box of
its own, or all along the film in a track beside the picture. The bytes are blanked where they
lie: nothing is copied, and nothing moves.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import replace
from typing import BinaryIO

from ecole.media.boxes import Box, Odd, boxes_in, find
from ecole.media.place_tracks import blank_places_of_track
from ecole.storage.blobs import CHUNK, Draft

PLACE = re.compile(rb"[+-]\d{2,6}(\.\d+)?[+-]\d{3,7}(\.\d+)?([+-]\d+(\.\d+)?)?(CRS[\w:]*)?/?")
DIGIT = re.compile(rb"\d")
PLACE_KEY = b"com.apple.quicktime.location"
# What other makers write of the place, text or numbers: the whole box goes.
PLACE_BOXES = {b"loci", b"\xa9xyz", b"GPS ", b"GPMF", b"XMP_", b"gps0", b"uuid"}
OPENED = {b"moov", b"trak", b"udta"}
DEPTH_MAX = 8
LEAF_MAX = 8 * 1024 * 1024
LEFTOVER_MAX = 16 * 1024 * 1024


def without_place(draft: Draft) -> Draft:
    """The same draft, its bytes blanked where they said a place; its new name if so."""
    with draft.path.open("r+b") as file:
        blanks = _Blanks(file)
        # Not a file of boxes, or not to its end: what was found by then is blanked already.
        with contextlib.suppress(Odd):
            _look(file, Box(b"", 0, 0, draft.size), blanks, 0)
        if not blanks.count:
            return draft
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return replace(draft, sha256=digest.hexdigest())


class _Blanks:
    """Writes over a file, and counts."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.count = file, 0

    def write(self, at: int, content: bytes) -> None:
        self.file.seek(at)
        self.file.write(content)
        self.count += 1

    def zeros(self, start: int, end: int) -> None:
        while start < end:
            length = min(CHUNK, end - start)
            self.write(start, bytes(length))
            start += length


def _look(file: BinaryIO, parent: Box, blanks: _Blanks, depth: int) -> None:
    if depth > DEPTH_MAX:
        raise Odd("boxes too deep")
    for box in boxes_in(file, parent.start, parent.end):
        if box.name == b"meta":
            _blank_keys(file, box, blanks)
            _blank_texts(file, box, blanks)
        elif box.name in PLACE_BOXES:
            _blank_box(file, box, blanks)
        elif box.name in OPENED:
            _open(file, box, blanks, depth)
        elif box.name in (b"free", b"skip") and _read(file, box, LEFTOVER_MAX).strip(b"\0"):
            # A header moved by an editor may have left its old self here.
            blanks.zeros(box.start, min(box.end, box.start + LEFTOVER_MAX))


def _open(file: BinaryIO, box: Box, blanks: _Blanks, depth: int) -> None:
    if box.name == b"udta":
        _blank_texts(file, box, blanks)
    # One box in disorder does not hide what its neighbours say.
    with contextlib.suppress(Odd):
        if box.name == b"trak":
            blank_places_of_track(file, box, blanks.zeros)
    with contextlib.suppress(Odd):
        _look(file, box, blanks, depth + 1)


def _blank_box(file: BinaryIO, box: Box, blanks: _Blanks) -> None:
    if box.name == b"\xa9xyz":
        _blank_texts(file, box, blanks)
    elif _read(file, box).strip(b"\0"):
        blanks.zeros(box.start, box.end)
        blanks.write(box.at + 4, b"free")


def _blank_texts(file: BinaryIO, box: Box, blanks: _Blanks) -> None:
    content = _read(file, box)
    for place in PLACE.finditer(content):
        zeros = DIGIT.sub(b"0", place.group())
        if zeros != place.group():
            blanks.write(box.start + place.start(), zeros)


def _blank_keys(file: BinaryIO, meta: Box, blanks: _Blanks) -> None:
    """The values of Apple's keys of place: the name of it, its precision, and the rest."""
    # One of the two ways of writing this box begins with four bytes of version.
    if _read(file, meta, 12)[8:] == b"hdlr":
        meta = replace(meta, start=meta.start + 4)
    with contextlib.suppress(Odd):
        keys, values = find(file, meta, b"keys"), find(file, meta, b"ilst")
        if keys is None or values is None:
            return
        names = [_read(file, box) for box in boxes_in(file, keys.start + 8, keys.end)]
        for value in boxes_in(file, values.start, values.end):
            number = int.from_bytes(value.name)
            name = names[number - 1] if 0 < number <= len(names) else b""
            # The place itself keeps its form, as zeros.
            if name.startswith(PLACE_KEY) and not name.endswith(b"6709"):
                for part in boxes_in(file, value.start, value.end):
                    # After the kind and the language of the value.
                    blanks.write(part.start + 8, b" " * max(0, part.end - part.start - 8))


def _read(file: BinaryIO, box: Box, limit: int = LEAF_MAX) -> bytes:
    file.seek(box.start)
    return file.read(min(limit, box.end - box.start))
