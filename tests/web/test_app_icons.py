"""The icons of the installed app, drawn from the logo."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ecole.web.app_icons import ICONS, draw_app_icons
from ecole.web.assets import build_assets

STATIC = Path(__file__).resolve().parents[2] / "static"
LOGO = (STATIC / "logo.svg").read_text("utf-8")


def opened(name: str) -> Image.Image:
    return Image.open(io.BytesIO(draw_app_icons(LOGO)[name])).convert("RGBA")


def test_it_works(tmp_path: Path) -> None:
    folder = tmp_path / "static" / build_assets(STATIC, tmp_path)
    for name, (side, _) in ICONS.items():
        with Image.open(folder / name) as icon:
            assert icon.size == (side, side)


@pytest.mark.parametrize("name", ICONS)
def test_paper_margin_and_ink_are_there(name: str) -> None:
    colours = opened(name).getcolors(maxcolors=300_000) or []
    seen = {colour for count, colour in colours if count > 100}
    assert seen >= {(255, 255, 255, 255), (0xE0, 0x70, 0x7D, 255), (0x2B, 0x3C, 0xAB, 255)}


def test_the_page_lies_on_nothing() -> None:
    assert opened("icon-512.png").getchannel("A").getpixel((2, 2)) == 0


@pytest.mark.parametrize("name", [name for name, (_, is_full) in ICONS.items() if is_full])
def test_a_phone_may_cut_the_full_ones(name: str) -> None:
    """What is drawn in ink is within the circle that every phone keeps."""
    icon = opened(name)
    side = icon.width
    assert icon.getextrema()[3] == (255, 255)
    kept = Image.new("L", icon.size, 0)
    ImageDraw.Draw(kept).circle((side / 2, side / 2), 0.4 * side, 255)
    cut = Image.composite(Image.new("RGBA", icon.size, "white"), icon, kept)
    darkest = min(low for low, _ in cut.getextrema()[:3])
    assert darkest > 0x60  # the margin and the rules are paler than that


def test_they_are_drawn_once(tmp_path: Path) -> None:
    version = build_assets(STATIC, tmp_path)
    icon = tmp_path / "static" / version / "icon-512.png"
    before = icon.stat().st_mtime_ns
    build_assets(STATIC, tmp_path)
    assert icon.stat().st_mtime_ns == before


def test_one_cut_short_is_drawn_again(tmp_path: Path) -> None:
    version = build_assets(STATIC, tmp_path)
    icon = tmp_path / "static" / version / "icon-192.png"
    icon.write_bytes(icon.read_bytes()[:-20])
    assert build_assets(STATIC, tmp_path) == version
    assert icon.read_bytes().endswith(b"IEND\xaeB`\x82")



def test_drawing_is_quick() -> None:
    draw_app_icons(LOGO)  # Pillow is imported
    before = time.process_time()
    draw_app_icons(LOGO)
    assert time.process_time() - before < 0.5
