"""What the drill of the queue sends: one small file of each kind, another one each time."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

Facts = dict[str, Any]


def picture(number: int, folder: Path) -> Facts:
    written = io.BytesIO()
    _drawn(number, (1600, 1200)).save(written, "JPEG", quality=90)
    return _facts(written.getvalue(), "image", "image/jpeg", width=1600, height=1200)


def heic(number: int, folder: Path) -> Facts:
    import pillow_heif

    path = folder / f"{number}.heic"
    pillow_heif.from_pillow(_drawn(number, (800, 600))).save(path, quality=50)
    return _facts(path.read_bytes(), "image", "image/heic", plays=False)


def pdf(number: int, folder: Path) -> Facts:
    return _pdf(number, 1)


def pages(number: int, folder: Path) -> Facts:
    return _pdf(number, 5)


def film(number: int, folder: Path) -> Facts:
    path = folder / f"{number}.mp4"
    _ffmpeg("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-f", "lavfi",
            "-i", f"sine=frequency={300 + number}", "-t", "2", "-c:v", "libx264", "-preset",
            "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path))
    return _facts(path.read_bytes(), "video", "video/mp4", duration_seconds=2.0, width=320,
                  height=240, plays=False)


def sound(number: int, folder: Path) -> Facts:
    path = folder / f"{number}.ogg"
    _ffmpeg("-f", "lavfi", "-i", f"sine=frequency={300 + number}", "-t", "20", "-c:a", "libopus",
            str(path))
    return _facts(path.read_bytes(), "audio", "audio/ogg", duration_seconds=20.0)


FILES: dict[str, Callable[[int, Path], Facts]] = {
    "picture": picture, "heic": heic, "pdf": pdf, "pages": pages, "film": film, "sound": sound,
}


def _drawn(number: int, size: tuple[int, int]) -> Image.Image:
    gradient = Image.linear_gradient("L").resize(size)
    plain = Image.new("L", size, number * 7 % 256)
    return Image.merge("RGB", (gradient, gradient.rotate(180), plain))


def _pdf(number: int, count: int) -> Facts:
    written = io.BytesIO()
    canvas = Canvas(written)
    for page in range(count):
        canvas.drawString(100, 700, f"Fiche {number}, page {page + 1}")
        canvas.showPage()
    canvas.save()
    return _facts(written.getvalue(), "pdf", "application/pdf", pages=count)


def _ffmpeg(*words: str) -> None:
    subprocess.run([get_ffmpeg_exe(), "-v", "error", "-y", *words], check=True)


def _facts(content: bytes, kind: str, mime: str, **more: Any) -> Facts:
    return {"content": content, "kind": kind, "mime": mime, "duration_seconds": None,
            "pages": None, "width": None, "height": None, "plays": True, **more}
