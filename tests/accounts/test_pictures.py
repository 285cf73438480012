"""The pictures of the pupils' lock: drawn, named, light, and none like another."""

import gzip
import re
from pathlib import Path

from ecole.accounts.pictures import PICTURES

SPRITE = (Path(__file__).resolve().parents[2] / "static" / "pictures.svg").read_text("utf-8")
SYMBOLS = re.findall(r"<symbol .*?</symbol>", SPRITE, re.DOTALL)


def test_it_works() -> None:
    drawn = re.findall(r'<symbol id="([a-z]+)" viewBox="0 0 64 64"', SPRITE)
    assert drawn == [picture.id for picture in PICTURES]
    assert len(drawn) == len(set(drawn)) == len(SYMBOLS) == 24


def test_each_has_a_french_name_of_its_own() -> None:
    names = [str(picture.name) for picture in PICTURES]
    assert len(set(names)) == 24
    assert all(re.fullmatch(r"(le |la |l’)[a-zéè-]+", name) for name in names), names


def test_outlines_follow_the_ground() -> None:
    """Ink on paper, chalk on slate: the page gives the colour."""
    assert all('stroke="currentColor" stroke-width="3"' in symbol for symbol in SYMBOLS)


def test_colours_are_few() -> None:
    assert len(set(re.findall(r"#[0-9a-f]{3,6}", SPRITE))) <= 24


def test_a_class_of_tablets_loads_little() -> None:
    assert max(len(symbol.encode()) for symbol in SYMBOLS) < 1_200
    assert len(SPRITE.encode()) <= 25_000
    assert len(gzip.compress(SPRITE.encode())) <= 8_000
