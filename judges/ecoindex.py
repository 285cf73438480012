"""EcoIndex: how heavy a page is for the planet, from its elements, its requests and its weight.

The formula and its quantiles (of half a million pages of the HTTP Archive) are those published by
the Collectif Conception Numérique Responsable: github.com/cnumr/ecoindex_reference. Its Python
package is not used: its licence is not a free one, and it brings three other packages.
"""

from __future__ import annotations

from bisect import bisect_right

ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237,
            1459, 1801, 2479, 594601)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281,
            3920)
KILOBYTES = (0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32,
             1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54,
             223212.26)
LETTERS = {"A": 80, "B": 70, "C": 55, "D": 40, "E": 25, "F": 10}
WORST = "G"


def score_of(elements: int, requests: int, kilobytes: float) -> float:
    """From 0 to 100; elements count for three, requests for two, weight for one."""
    place = (3 * rank(elements, ELEMENTS) + 2 * rank(requests, REQUESTS)
             + rank(kilobytes, KILOBYTES)) / 6
    return 100 - 5 * place


def rank(value: float, quantiles: tuple[float, ...]) -> float:
    """Where a value stands among twenty slices of the web's pages: 0 the lightest, 20 the rest."""
    above = bisect_right(quantiles, value)
    if above == len(quantiles):
        return len(quantiles) - 1
    low, high = quantiles[above - 1], quantiles[above]
    return above - 1 + (value - low) / (high - low)


def letter_of(score: float) -> str:
    return next((letter for letter, least in LETTERS.items() if score >= least), WORST)
