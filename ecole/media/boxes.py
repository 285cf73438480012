"""The boxes that MP4 and MOV are made of: where each begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

# A whole film has some hundreds; a file made to tire us has millions.
BOXES_MAX = 20_000


class Odd(ValueError):
    """This is not a file of boxes, or one that wants to tire its reader."""


@dataclass(frozen=True)
class Box:
    """`start` is where its content begins, `end` the first byte after it."""

    name: bytes
    at: int
    start: int
    end: int


def boxes_in(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places, one after the other. Raises Odd."""
    for _ in range(BOXES_MAX):
        if start + 8 > end:
            return
        file.seek(start)
        head = file.read(16)
        size, name, content = int.from_bytes(head[:4]), head[4:8], start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16]), start + 16
        stop = end if size == 0 else start + size
        if stop < content or stop > end:
            raise Odd(f"a box of {size} bytes at {start}")
        yield Box(name, start, content, stop)
        start = stop
    raise Odd("too many boxes")


def find(file: BinaryIO, box: Box, *names: bytes) -> Box | None:
    """The box at the end of this path of names, the first of each."""
    for name in names:
        inside = (b for b in boxes_in(file, box.start, box.end) if b.name == name)
        found = next(inside, None)
        if found is None:
            return None
        box = found
    return box
