"""The icons and the drawings: one hand, light, nothing that a strict policy would refuse."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
ICONS = (STATIC / "icons.svg").read_text("utf-8")
DRAWINGS = sorted((STATIC / "drawings").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def test_each_icon_stands_on_the_same_grid() -> None:
    boxes = re.findall(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">', ICONS)
    assert len(boxes) == len(set(boxes)) == ICONS.count("<symbol")


def test_icons_take_the_colour_of_their_line() -> None:
    """Only the margin of the logo has a colour of its own."""
    assert re.findall(r"#[0-9a-f]{3,6}", ICONS) == ["#e0707d"]
    assert set(re.findall(r'fill="([^"]+)"', ICONS)) == {"currentColor"}


def test_icons_stay_light() -> None:
    assert len(ICONS.encode()) <= 14_000


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.svg")), ids=lambda path: path.stem)
def test_pictures_need_no_style_and_no_script(path: Path) -> None:
    """Some browsers hold a picture to the policy of the pages, which refuses both."""
    elements = list(ElementTree.parse(path).iter())  # noqa: S314 - our own files
    assert not {element.tag for element in elements} & {SVG + "style", SVG + "script"}
    names = {name for element in elements for name in element.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_there_is_a_drawing_for_each_page_nobody_likes() -> None:
    assert {path.stem for path in DRAWINGS} >= {
        "broken", "busy", "closed", "empty-day", "hello", "keep-going", "lost", "offline",
        "too-big", "well-done"}


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_light_and_follows_the_ground(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.encode()) <= 2_000
    assert '<symbol id="drawing" viewBox="0 0 200 150"' in text
    assert 'stroke="currentColor" stroke-width="3"' in text
    tokens = set(re.findall(r"var\((--[\w-]+),#", text))
    assert len(re.findall(r"var\(", text)) == len(re.findall(r"var\(--[\w-]+,#", text))
    known = (STATIC / "css" / "tokens.css").read_text("utf-8")
    assert not {token for token in tokens if f"{token}:" not in known}
