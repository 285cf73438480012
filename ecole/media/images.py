"""Pictures: measured on their header before anything is decoded, then drawn again upright, small,
and without the place where they were taken."""

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore
from typing import TYPE_CHECKING, Any

from ecole.media.refusals import RefusedFile

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_MAX = 40_000_000
SIDE_MAX = 1600
QUALITY = 82
ORIENTATION = 0x0112
# A progressive JPEG has about ten scans; thousands of them are minutes of work in 1 MB.
SCANS_MAX = 64
READ = ("JPEG", "PNG", "WEBP")
FORMATS = {
    "JPEG": ("image/jpeg", ".jpg"),
    "MPO": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}

# A picture of 40 million points takes up to 350 MB for a moment: one at a time fits in a
# small machine.
_one_at_a_time = Semaphore(1)


@dataclass(frozen=True)
class CleanImage:
    content: bytes
    mime: str
    extension: str
    width: int
    height: int


def examine(path: Path) -> dict[str, Any]:
    """Its format and size from the header alone, or the code of a refusal."""
    from PIL import Image

    try:
        with Image.open(path, formats=READ) as image:
            mime, extension = FORMATS[image.format or ""]
            width, height = image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_points()
    except Exception:
        return {"refused": "damaged"}
    if width * height > PIXELS_MAX:
        return _too_many_points()
    if mime == "image/jpeg" and path.read_bytes().count(b"\xff\xda") > SCANS_MAX:
        return {"refused": "damaged"}
    return {"mime": mime, "extension": extension, "width": width, "height": height}


def clean_image(path: Path, filename: str = "image") -> CleanImage:
    """The picture drawn again within 1600 points, upright, nothing but its points left.

    Only for a file that `examine` found good. Raises RefusedFile when it cannot be decoded.
    """
    with _one_at_a_time:
        try:
            return _encoded(_redrawn(path))
        except Exception as error:
            raise RefusedFile("damaged", filename) from error


def _too_many_points() -> dict[str, Any]:
    return {"refused": "pixels", "limit": PIXELS_MAX // 1_000_000}


def _redrawn(path: Path) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(path, formats=READ) as image:
        shrink = min(1.0, SIDE_MAX / max(image.size))
        target = (
            max(1, round(image.width * shrink)),
            max(1, round(image.height * shrink)),
        )
        # The JPEG decoder then skips the points that would be thrown away.
        image.draft(None, target)
        colours = "RGBA" if image.has_transparency_data else "RGB"
        drawn = image if image.mode == colours else image.convert(colours)
        # Before the resizing `reducing_gap` makes a cheap first cut.
        small = drawn.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
        # Comments, profiles and coordinates travel in there.
        small.info = {}
        small.getexif()[ORIENTATION] = _orientation(image)
        ImageOps.exif_transpose(small, in_place=True)
        return small


def _orientation(image: "Image") -> int:
    # Some phones write broken EXIF around a good picture.
    with contextlib.suppress(Exception):
        return int(image.getexif().get(ORIENTATION, 1))
    return 1


def _encoded(image: "Image") -> CleanImage:
    see_through = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    if image.mode == "RGBA" and not see_through:
        image = image.convert("RGB")
    written = io.BytesIO()
    if see_through:
        image.save(written, "PNG", optimize=True)
    else:
        image.save(written, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    mime, extension = FORMATS["PNG" if see_through else "JPEG"]
    return CleanImage(written.getvalue(), mime, extension, image.width, image.height)
