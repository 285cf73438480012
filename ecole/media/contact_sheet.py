"""Many photos on one small picture, drawn in a child process (ecole/media/aside.py)."""

from __future__ import annotations

import base64
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

# With the style and the scripts of a page (49 KB), it stays under the 80 KB of a page.
COLUMNS, BYTES_MAX = 5, 26_000
# The side of a cell and the quality, the finest first: a page of an album stays under its budget.
TRIES = ((240, 60), (200, 55), (160, 50), (144, 45), (128, 45), (112, 42), (96, 40), (96, 32),
         (96, 24), (96, 16), (96, 8))
LARGEST = TRIES[0][0]
BLANK = (226, 224, 216)  # a photo that cannot be read keeps its place


def examine(listed: str) -> dict[str, Any]:
    """The sheet of the pictures whose paths are the lines of a file; an empty line is a blank."""
    from PIL import Image

    paths = Path(listed).read_text().split("\n")
    cells = [_cell(path) for path in paths]
    if not any(cells):
        return {"refused": "damaged"}
    columns, rows = min(COLUMNS, len(cells)), math.ceil(len(cells) / COLUMNS)
    large = Image.new("RGB", (columns * LARGEST, rows * LARGEST), BLANK)
    for place, cell in enumerate(cells):
        if cell is not None:
            large.paste(cell, (place % COLUMNS * LARGEST, place // COLUMNS * LARGEST))
    content = b""
    for side, quality in TRIES:
        content = _written(large, (columns * side, rows * side), quality)
        if len(content) <= BYTES_MAX:
            break
    return {"sheet": base64.b64encode(content).decode(),
            "width": columns * side, "height": rows * side}


def _cell(path: str) -> Image.Image | None:
    """The middle of a picture, square: a little higher than the middle, where faces are."""
    from PIL import Image, ImageOps

    if not path:
        return None
    try:
        with Image.open(path) as image:
            image.draft("RGB", (2 * LARGEST, 2 * LARGEST))
            return ImageOps.fit(image.convert("RGB"), (LARGEST, LARGEST), centering=(0.5, 0.4))
    except (OSError, ValueError):
        return None


def _written(large: Image.Image, size: tuple[int, int], quality: int) -> bytes:
    """Reduced cell by cell would be sharper by nothing: all cells have whole sides."""
    written = io.BytesIO()
    large.resize(size, reducing_gap=3).save(written, "WEBP", quality=quality, method=5)
    return written.getvalue()
