"""The levels in the order of school, whatever the words of a roster around them."""

from __future__ import annotations

from collections.abc import Iterable

ORDER = ("TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")


def by_level(levels: Iterable[str]) -> list[str]:
    """From the youngest; what is not a level of the ordinary school comes last, by name."""
    return sorted(levels, key=lambda name: (
        ORDER.index(name.upper()) if name.upper() in ORDER else len(ORDER), name))
