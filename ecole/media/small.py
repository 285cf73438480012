"""The small form of a picture, for pages that show many."""

from __future__ import annotations

import io

from ecole.storage.blobs import BlobStore, Missing

# Three on a page of news must weigh less than the rest of the page (tests/browser/test_news.py).
SMALL_SIDE, SMALL_QUALITY, SMALL_EFFORT = 480, 60, 6
SMALL_MIME = "image/webp"


def shrink(blobs: BlobStore, key: str) -> bytes | None:
    """The picture within 480 points, as WebP; nothing when it cannot be read."""
    from PIL import Image

    try:
        with blobs.open(key) as source, Image.open(source) as image:
            image.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
            image.thumbnail((SMALL_SIDE, SMALL_SIDE))
            written = io.BytesIO()
            image.save(written, "WEBP", quality=SMALL_QUALITY, method=SMALL_EFFORT)
    except (Missing, OSError, ValueError):
        return None
    return written.getvalue()
