"""Draws one page of a PDF as a picture.

Run aside, by file: it imports nothing of the application.
"""

from __future__ import annotations

from typing import Any

PIXELS_MAX, SIDE_MAX = 6_000_000, 8_000
JPEG_QUALITY, WEBP_QUALITY = 80, 75
# A page of text is ink on paper: in so few colours nobody sees a difference, and it weighs half.
# Squares of a page of text differ by 2 out of 255 at most, those with a photo by 17 and more.
INKS, SQUARE, DIFFERENCE_MAX = 16, 32, 4


def answer(source: str, number: str, width: str, form: str, target: str) -> dict[str, object]:
    """Page `number`, from 1, `width` points wide, less for a page like a scroll."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    # What was filled in a form is part of the page; a script in one was refused on reception.
    document.init_forms()
    page = document[int(number) - 1]
    wide, high = page.get_size()
    scale = int(width) / wide
    # A page may be declared as a ribbon of a kilometre.
    scale *= min(1.0, (PIXELS_MAX / (wide * high * scale * scale)) ** 0.5)
    scale = min(scale, SIDE_MAX / max(wide, high))
    image = page.render(scale=scale).to_pil().convert("RGB")
    if form == "webp":
        save_webp(image, target)
    else:
        image.save(target, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return {"mime": f"image/{form}", "width": image.width, "height": image.height}


def save_webp(image: Any, target: str) -> None:
    """In few colours and exact when the page is text and drawings, else as a photo."""
    from PIL import ImageChops

    few = image.quantize(INKS).convert("RGB")
    squares = ImageChops.difference(image, few).convert("L").reduce(SQUARE)
    if max(squares.tobytes()) <= DIFFERENCE_MAX:
        few.save(target, "WEBP", lossless=True, method=4)
    else:
        image.save(target, "WEBP", quality=WEBP_QUALITY, method=4)
