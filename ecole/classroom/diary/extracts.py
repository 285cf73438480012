"""A few words around what was searched, with the words found marked in them as they were written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

BEFORE, EXTRACT_MAX, MARKS_MAX = 60, 200, 4


@dataclass(frozen=True)
class Part:
    """A piece of text, found or not."""

    text: str
    is_found: bool


def extract(text: str, words: Sequence[str]) -> list[Part]:
    """The text around the first word found, else its beginning; `words` are folded."""
    text = " ".join(text.split())
    found = places_of(text, words)
    start = max(found[0][0] - BEFORE, 0) if found else 0
    if start:
        start = text.find(" ", start, found[0][0]) + 1 or start
    end = start + EXTRACT_MAX
    if end < len(text):
        last = max((b for a, b in found[:1]), default=start)
        end = max(text.rfind(" ", start, end), last)
    parts = marked(text[start:end], words)
    before = [Part("… ", False)] if start else []
    return before + parts + ([Part(" …", False)] if end < len(text) else [])


def marked(text: str, words: Sequence[str]) -> list[Part]:
    """The whole text in pieces, the words found apart; the first ones only."""
    parts, here = [], 0
    for start, end in places_of(text, words)[:MARKS_MAX]:
        parts += [Part(text[here:start], False), Part(text[start:end], True)]
        here = end
    return [part for part in [*parts, Part(text[here:], False)] if part.text]


def places_of(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """(start, end) of each word in the text, accents and capitals left aside; none overlap."""
    folded = [_plain(letter) for letter in text]
    origin = [place for place, plain in enumerate(folded) for _ in plain]
    line = "".join(folded)
    found = sorted(
        (start, start + len(word)) for word in words for start in _starts(line, word)
    )
    places: list[tuple[int, int]] = []
    for start, end in found:
        at, past = origin[start], _end_of(text, origin[end - 1])
        if not places or at >= places[-1][1]:
            places.append((at, past))
    return places


@lru_cache(maxsize=2048)
def _plain(letter: str) -> str:
    """As `fold` does of a whole text (ecole/models/searchable.py)."""
    plain = unicodedata.normalize("NFKD", letter.replace("’", "'").casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def _starts(line: str, word: str) -> list[int]:
    starts, here = [], line.find(word)
    while here >= 0:
        starts.append(here)
        here = line.find(word, here + len(word))
    return starts


def _end_of(text: str, last: int) -> int:
    """Past a letter and the accents that follow it as signs of their own."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
