"""Lighter or more widely read forms of a stored file, each made in a small bounded process."""

from pathlib import Path

from ecole.media.conversion import films, pictures, sounds
from ecole.media.conversion.made import CannotConvert, Made
from ecole.media.conversion.pictures import SMALL_SIDE, upright
from ecole.media.conversion.wanted import wanted
from ecole.models.rendition import Profile

__all__ = ["SMALL_SIDE", "CannotConvert", "Made", "convert", "upright", "wanted"]


def convert(source: Path, kind: str, profile: Profile, folder: Path, page: int = 0) -> Made:
    """The rendition of `source`, written in `folder`; it takes as long as it takes.

    Raises CannotConvert with a code of `media/failures.py`, NoSpace when the disk is full (worth
    another try later), RuntimeError when the tool was killed or broken by no fault of the file.
    """
    if kind == "video":
        return films.convert(source, profile, folder)
    if kind == "audio":
        return sounds.convert(source, profile, folder)
    return pictures.convert(source, kind, profile, folder, page)
