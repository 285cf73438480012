"""The length of a WebM that a browser recorded: nothing in its header says it, so the moment of
its last block is looked for."""

from pathlib import Path
from typing import BinaryIO

SEGMENT, TRACK_INFO, CLUSTER, GROUP = 0x18538067, 0x1549A966, 0x1F43B675, 0xA0
OPENED = {SEGMENT, TRACK_INFO, CLUSTER, GROUP}
SCALE, MOMENT, BLOCK, SIMPLE_BLOCK = 0x2AD7B1, 0xE7, 0xA1, 0xA3
ELEMENTS_MAX = 500_000


def length_of(path: Path) -> float:
    """Seconds up to the last block, 0.0 when there is none."""
    scale, start, last = 1_000_000, 0, 0
    with path.open("rb") as file:
        for _ in range(ELEMENTS_MAX):
            name, size = _number(file, keep_mark=True), _number(file)
            if name is None or size is None:
                break
            if name in OPENED:
                continue
            after = file.tell() + size
            if name in (SCALE, MOMENT):
                value = int.from_bytes(file.read(min(size, 8)))
                scale, start = (value, start) if name == SCALE else (scale, value)
            elif name in (BLOCK, SIMPLE_BLOCK):
                _number(file)
                last = max(last, start + int.from_bytes(file.read(2), signed=True))
            file.seek(after)
    return last * scale / 1e9


def _number(file: BinaryIO, *, keep_mark: bool = False) -> int | None:
    """The variable-length number of EBML: leading zeros say how many bytes follow."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    kept = first[0] if keep_mark else first[0] & (0xFF >> (extra + 1))
    return int.from_bytes(bytes([kept]) + file.read(extra))
