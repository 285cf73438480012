"""Draws the photo of an iPhone as a JPEG: upright, within some points, nothing else left.

Run aside, by file: it imports nothing of the application.
"""

import contextlib
import io
import re
from typing import Any

PIXELS_MAX = 40_000_000
QUALITY = 82
ORIENTATION = 0x0112
# A turn or a mirror that the format itself asks for, in the properties of its header: the decoder
# has then applied it, and the orientation of EXIF says the same a second time.
TURNED = re.compile(rb"\0\0\0\x09(irot|imir)")
HEAD = 1024 * 1024


def answer(source: str, side: str, target: str) -> dict[str, object]:
    """The picture as a JPEG, measured before it is decoded."""
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    register_heif_opener()
    with open(source, "rb") as file:
        is_turned = TURNED.search(file.read(HEAD)) is not None
    with Image.open(source, formats=("HEIF",)) as image:
        if image.width * image.height > PIXELS_MAX:
            return {"failure": "too_big"}
        said = image.info.get("original_orientation") or 1
        small = image.convert("RGB")
        profile = image.info.get("icc_profile")
    longest = int(side)
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = _in_plain_colours(small, profile)
    small.info = {}
    small.getexif().clear()
    if said != 1 and not is_turned:
        small.getexif()[ORIENTATION] = said
        ImageOps.exif_transpose(small, in_place=True)
        small.info = {}
    small.save(target, "JPEG", quality=QUALITY, progressive=True, optimize=True, exif=b"")
    return {"mime": "image/jpeg", "width": small.width, "height": small.height}


def _in_plain_colours(image: Any, profile: bytes | None) -> Any:
    """Phones write more colours than a screen without their profile shows: dull, without this."""
    from PIL import ImageCms

    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            written = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            plain = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, written, plain, outputMode="RGB")
    return image
