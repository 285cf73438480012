"""The published formula, with scores that the published calculator gives (in whole points)."""

from __future__ import annotations

import pytest

from judges.ecoindex import ELEMENTS, letter_of, rank, score_of


@pytest.mark.parametrize(
    ("elements", "requests", "kilobytes", "score"),
    [(0, 0, 0, 100), (100, 100, 100, 72), (850, 12, 1000, 58), (50, 5, 20, 94)],
)
def test_it_works(elements: int, requests: int, kilobytes: float, score: float) -> None:
    assert score_of(elements, requests, kilobytes) == pytest.approx(score, abs=0.5)


def test_a_monster_has_the_worst_score_and_no_worse() -> None:
    assert score_of(1_000_000, 10_000, 1_000_000) == 0
    assert rank(600_000, ELEMENTS) == 20


@pytest.mark.parametrize(
    ("score", "letter"), [(100, "A"), (80, "A"), (79.9, "B"), (55, "C"), (10, "F"), (0, "G")]
)
def test_the_letter_follows_the_score(score: float, letter: str) -> None:
    assert letter_of(score) == letter
