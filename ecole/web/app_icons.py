"""The icons of the app on a phone's home screen, drawn from `static/logo.svg` at the first start.

Phones want PNG files; drawing them here keeps binaries out of the sources. Only what the logo is
made of is understood: paths of absolute `M`, `L`, `C` and `Z`, filled or stroked.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

Point = tuple[float, float]
# name: (side in pixels, does the paper fill the square?). Phones cut the full ones to their shape.
ICONS = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
    "apple-touch-icon.png": (180, True),
}
GRID = 64  # the side of the logo's viewBox
SCALE = 24  # drawn so large, then shrunk: smooth edges
TO_CENTRE = (-5, 3)  # the letter is to the right of the logo's page
CURVE = [step / 24 for step in range(1, 25)]
PAPER, CLEAR, NONE = "#ffffffff", "#ffffff00", "none"
RECIPE = Path(__file__).read_bytes()  # the same recipe and the same logo make the same icons


class Line(NamedTuple):
    """One path of the logo, its curves cut into short straight pieces."""

    points: list[Point]
    fill: str
    ink: str
    width: float

    @property
    def is_page(self) -> bool:
        return self.points[0] == self.points[-1]

    def centred(self) -> Line:
        """The letter comes to the middle; a rule or the margin goes from edge to edge."""
        points = [(x + TO_CENTRE[0], y + TO_CENTRE[1]) for x, y in self.points]
        (x1, y1), (x2, y2) = points[0], points[-1]
        if x1 == x2:
            points = [(x1, 0), (x1, GRID)]
        elif y1 == y2:
            points = [(0, y1), (GRID, y1)]
        return self._replace(points=points)


def draw_app_icons(logo: str) -> dict[str, bytes]:
    """The PNG files by name; `logo` is the text of the SVG."""
    lines = [_read(path) for path in re.findall(r"<path [^>]+>", logo)]
    on_desk = _draw(lines, CLEAR)
    full = _draw([line.centred() for line in lines if not line.is_page], PAPER)
    return {name: _png(full if is_full else on_desk, side)
            for name, (side, is_full) in ICONS.items()}


def _read(path: str) -> Line:
    said = dict(re.findall(r'([\w-]+)="([^"]+)"', path))
    points: list[Point] = []
    for letter, text in re.findall(r"([MLCZ])([^MLCZ]*)", said["d"]):
        numbers = [float(number) for number in re.findall(r"[\d.]+", text)]
        ends = list(zip(numbers[::2], numbers[1::2], strict=True)) or points[:1]
        points += _curve(points[-1], *ends) if letter == "C" else ends
    return Line(points, said.get("fill", NONE), said.get("stroke", NONE),
                float(said.get("stroke-width", 0)))


def _curve(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """Points along a cubic Bézier curve, its start left out."""
    weights = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in CURVE]
    return [(p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1])
            for p, q, r, s in weights]


def _draw(lines: list[Line], ground: str) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (GRID * SCALE, GRID * SCALE), ground)
    brush = ImageDraw.Draw(image)
    for line in lines:
        points = [(x * SCALE, y * SCALE) for x, y in line.points]
        if line.fill != NONE:
            brush.polygon(points, line.fill)
        if line.ink != NONE:
            brush.line(points, line.ink, round(line.width * SCALE))
            for point in points:  # round joints and ends
                brush.circle(point, line.width * SCALE / 2, line.ink)
    return image


def _png(image: Image, side: int) -> bytes:
    from PIL.Image import Resampling

    out = io.BytesIO()
    image.resize((side, side), Resampling.BOX).save(out, "PNG", optimize=True)
    return out.getvalue()
