"""The tracks of a film that say, moment after moment, where the camera was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, repeat
from typing import BinaryIO

from ecole.media.boxes import Box, Odd, find

# Apple, GoPro, Android: all that a camera notes beside the picture.
PLACE_TRACKS = {b"mebx", b"gpmd", b"camm"}
# An hour of film has a hundred thousand at most.
SAMPLES_MAX = 1_000_000
TABLE_MAX = 4 * SAMPLES_MAX


def blank_places_of_track(
    file: BinaryIO, track: Box, zeros: Callable[[int, int], None]
) -> None:
    """Zeros over each sample of such a track. Raises Odd."""
    table = find(file, track, b"mdia", b"minf", b"stbl")
    if table is None or _format(file, table) not in PLACE_TRACKS:
        return
    # A file made to tire us names the same bytes again and again.
    left = file.seek(0, 2)
    for start, end in _runs(file, table):
        left -= end - start
        if left < 0:
            raise Odd("more samples than bytes")
        zeros(start, end)


def _format(file: BinaryIO, table: Box) -> bytes:
    described = find(file, table, b"stsd")
    if described is None:
        return b""
    file.seek(described.start + 12)
    return file.read(4)


def _runs(file: BinaryIO, table: Box) -> Iterator[tuple[int, int]]:
    """Where each chunk of samples lies; never beyond the end of the file."""
    chunks = _numbers(file, table, b"stco", 4) or _numbers(file, table, b"co64", 8)
    counts = _numbers(file, table, b"stsc", 4)
    sizes, limit = _sizes(file, table), file.seek(0, 2)
    # Each step: from this chunk on, so many samples a chunk.
    steps = list(zip(counts[0::3], counts[1::3], strict=False)) or [(1, 1)]
    step = 0
    for number, start in enumerate(chunks, 1):
        while step + 1 < len(steps) and steps[step + 1][0] <= number:
            step += 1
        end = start + sum(islice(sizes, steps[step][1]))
        if start < end <= limit:
            yield start, end


def _numbers(file: BinaryIO, table: Box, name: bytes, width: int, skipped: int = 8) -> list[int]:
    """The numbers of a table, after its version and how many lines it has."""
    box = find(file, table, name)
    if box is None:
        return []
    file.seek(box.start + skipped)
    content = file.read(max(0, min(box.end - box.start - skipped, TABLE_MAX)))
    whole = len(content) // width * width
    return [int.from_bytes(content[at : at + width]) for at in range(0, whole, width)]


def _sizes(file: BinaryIO, table: Box) -> Iterator[int]:
    """The size of each sample; when all have the same it is written once."""
    same, count, *others = [*_numbers(file, table, b"stsz", 4, skipped=4), 0, 0]
    return repeat(same, min(count, SAMPLES_MAX)) if same else iter(others)
