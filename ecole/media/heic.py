"""The photo of an iPhone (HEIC), measured on its header; it is decoded later, by a job.

Run aside, by file: it imports nothing of the application.
"""

import os
from typing import Any

PIXELS_MAX = 40_000_000
# Other pictures share the container; the decoder that comes with us reads none of them.
OTHERS = (b"avif", b"avis", b"jpeg", b"j2ki")


def examine(path: str) -> dict[str, Any]:
    """Its size, or the code of a refusal."""
    with open(path, "rb") as file:
        if _announces_another(file.read(64)):
            return {"refused": "picture"}
    if not _is_whole(path):
        return {"refused": "damaged"}
    import pillow_heif

    image = pillow_heif.open_heif(path, convert_hdr_to_8bit=False)
    width, height = image.size
    if width * height > PIXELS_MAX:
        return {"refused": "pixels", "limit": PIXELS_MAX // 1_000_000}
    return {"kind": "image", "mime": "image/heic", "extension": ".heic",
            "width": width, "height": height, "plays": False}


def _announces_another(head: bytes) -> bool:
    brands = head[8 : min(int.from_bytes(head[:4]), len(head))]
    return any(brands[at : at + 4] in OTHERS for at in range(0, len(brands), 4))


def _is_whole(path: str) -> bool:
    """The boxes of the file end where the file ends."""
    size, at = os.path.getsize(path), 0
    with open(path, "rb") as file:
        while at < size:
            file.seek(at)
            length = int.from_bytes(file.read(4))
            name = file.read(4)
            if length == 1:
                length = int.from_bytes(file.read(8))
            if length == 0:
                return name == b"mdat"
            if length < 8:
                return False
            at += length
    return at == size
