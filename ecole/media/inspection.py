"""What a file really is, judged by its content and never by its name, or why it is refused."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecole.media import images, webm
from ecole.media.aside import examine_aside
from ecole.media.refusals import RefusedFile
from ecole.media.sniffing import FAMILIES, HEAD, sniff

MEGABYTE = 1024 * 1024
LIMITS = {
    "image": 20 * MEGABYTE,
    "heic": 20 * MEGABYTE,
    "pdf": 30 * MEGABYTE,
    "av": 100 * MEGABYTE,
    "office": 20 * MEGABYTE,
}


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: `kind` is image, pdf, audio, video or office."""

    kind: str
    mime: str
    extension: str
    size: int
    duration_seconds: float | None = None
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    plays: bool = True


def inspect(path: Path, filename: str, av_limit: int = LIMITS["av"]) -> Inspected:
    """What this file is. Raises RefusedFile, and nothing else whatever its bytes are."""
    with path.open("rb") as file:
        family = family_of(file.read(HEAD), filename)
    size = path.stat().st_size
    if size > (limit := av_limit if family == "av" else LIMITS[family]):
        raise too_heavy(family, filename, limit)
    found = images.examine(path) if family == "image" else examine_aside(family, path)
    if code := found.pop("refused", None):
        raise RefusedFile(code, filename, **found)
    if family == "av" and found["duration_seconds"] is None:
        found["duration_seconds"] = _recorded_length(path, filename)
    found.setdefault("kind", family)
    return Inspected(size=size, **found)


def family_of(head: bytes, filename: str) -> str:
    """The family that the first bytes announce. Raises RefusedFile for all others."""
    verdict = sniff(head) if head else "empty"
    if verdict not in FAMILIES:
        raise RefusedFile(verdict, filename)
    return verdict


def too_heavy(family: str, filename: str, limit: int | None = None) -> RefusedFile:
    return RefusedFile("heavy", filename, limit=(limit or LIMITS[family]) // MEGABYTE)


def _recorded_length(path: Path, filename: str) -> Any:
    if seconds := webm.length_of(path):
        return seconds
    raise RefusedFile("av_silent", filename)
