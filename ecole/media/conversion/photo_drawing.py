"""Draws a picture again, smaller, from our own clean copy.

Run aside, by file: it imports nothing of the application.
"""

WEBP_QUALITY, WEBP_EFFORT, JPEG_QUALITY = 70, 5, 72
WHITE = (255, 255, 255)


def answer(source: str, side: str, form: str, target: str) -> dict[str, object]:
    """The picture within `side` points, as WebP or JPEG."""
    from PIL import Image

    with Image.open(source, formats=("JPEG", "PNG", "WEBP")) as image:
        longest = int(side)
        image.draft("RGB", (longest, longest))
        see_through = image.has_transparency_data
        drawn = image.convert("RGBA" if see_through else "RGB")
    drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    drawn.info = {}
    if form == "webp":
        drawn.save(target, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    else:
        if see_through:
            paper = Image.new("RGB", drawn.size, WHITE)
            paper.paste(drawn, mask=drawn.getchannel("A"))
            drawn = paper
        drawn.save(target, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return {"mime": f"image/{form}", "width": drawn.width, "height": drawn.height}
