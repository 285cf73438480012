"""Pictures made light: of a photo, of an iPhone's photo, of the pages of a PDF."""

from __future__ import annotations

from pathlib import Path
from threading import Semaphore

from ecole.media.conversion.bounded import MEGABYTE, Bounds, run_script
from ecole.media.conversion.made import CannotConvert, Made
from ecole.models.rendition import Profile

SMALL_SIDE, LARGE_SIDE = 320, 1600
# A page of the site weighs 80 KB at most, and a phone is 1080 points wide; the first page of a PDF
# stands beside its name.
PAGE_WIDTH, POSTER_WIDTH = 1080, 240
# Measured: 144 MB for a HEIC of 12 million points, 400 MB for 40 million; one of several layers
# takes more.
PICTURE = Bounds(memory=1024 * MEGABYTE, seconds=60, file_size=32 * MEGABYTE)
HEIC = Bounds(memory=2048 * MEGABYTE, seconds=120, file_size=32 * MEGABYTE)
PAGE = Bounds(memory=1024 * MEGABYTE, seconds=60, file_size=32 * MEGABYTE)
# How each profile of a picture is drawn: longest side, format.
DRAWN = {
    Profile.SMALL: (SMALL_SIDE, "webp"),
    Profile.SMALL_JPEG: (SMALL_SIDE, "jpeg"),
    Profile.LARGE: (LARGE_SIDE, "webp"),
}
ENDINGS = {"image/webp": ".webp", "image/jpeg": ".jpg", "image/png": ".png"}

# The memory of one is bounded; the memory of four at once would be that of the machine.
_one_at_a_time = Semaphore(1)


def convert(source: Path, kind: str, profile: Profile, folder: Path, page: int = 0) -> Made:
    """One picture: of a photo (`kind` image) or of a page of a PDF."""
    if kind == "pdf":
        number, width = (page, PAGE_WIDTH) if profile == Profile.PAGE else (1, POSTER_WIDTH)
        form = "webp" if profile == Profile.PAGE else "jpeg"
        return _drawn("page_drawing", [str(source), str(number), str(width), form], PAGE, folder)
    side, form = DRAWN[profile]
    made = _drawn("photo_drawing", [str(source), str(side), form], PICTURE, folder)
    if profile == Profile.LARGE and made.path.stat().st_size >= source.stat().st_size:
        raise CannotConvert("no_gain")
    return made


def upright(source: Path, folder: Path) -> Made:
    """The photo of an iPhone (HEIC) as an upright JPEG within 1600 points, with nothing of its
    camera or its place left."""
    return _drawn("heic_drawing", [str(source), str(LARGE_SIDE)], HEIC, folder)


def measure(picture: Path) -> tuple[int, int, float]:
    """Width, height and mean light out of 255 of a small picture that we made ourselves."""
    from PIL import Image, ImageStat

    with Image.open(picture) as image:
        return image.width, image.height, ImageStat.Stat(image.convert("L")).mean[0]


def _drawn(script: str, words: list[str], bounds: Bounds, folder: Path) -> Made:
    target = folder / f"{script}.part"
    with _one_at_a_time:
        verdict = run_script(script, [*words, str(target)], bounds, folder)
    path = target.rename(target.with_suffix(ENDINGS[verdict["mime"]]))
    return Made(path, verdict["mime"], verdict["width"], verdict["height"])
