"""What changed from a text to another, as an operation: for forms that send a whole text. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from ecole.classroom.documents.operations import Operation, read_operation

# Comparing costs by the pairs of pieces that are alike: with more of them than this, and in texts
# of more pieces, the whole stretch is replaced.
PAIRS_MAX, PIECES_MAX = 20_000, 20_000
WORDS = re.compile(r"\w+\s*|\s+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")


def difference(before: str, after: str) -> Operation:
    """By lines, then by words inside the lines that changed."""
    start = _common_start(before, after)
    end = _common_start(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return read_operation([start, *_compare(old, new, (LINES, WORDS)), end])


def _compare(old: str, new: str, pieces: Sequence[re.Pattern[str]]) -> Operation:
    if not (old and new and pieces):
        return [new, -len(old)]
    a, b = pieces[0].findall(old), pieces[0].findall(new)
    if max(len(a), len(b)) > PIECES_MAX or _pairs(a, b) > PAIRS_MAX:
        return [new, -len(old)]
    operation: Operation = []
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            operation.append(len("".join(a[i:j])))
        else:
            operation += _compare("".join(a[i:j]), "".join(b[k:m]), pieces[1:])
    return operation


def _pairs(a: Sequence[str], b: Sequence[str]) -> int:
    here, there = Counter(a), Counter(b)
    return sum(count * there[piece] for piece, count in here.items())


def _common_start(one: str, other: str) -> int:
    """How many letters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
