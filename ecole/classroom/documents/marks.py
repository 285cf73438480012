"""A version against the one before: what each hand put in, what it removed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ecole.classroom.documents.authors import Hand
from ecole.classroom.documents.operations import Operation

SAME, ADDED, REMOVED = "same", "added", "removed"
# On the page: around what changed, this much of what did not; and no more marks than that.
AROUND, MARKS_MAX = 120, 80


@dataclass(frozen=True)
class Mark:
    """A stretch of the text."""

    text: str
    kind: str = SAME
    hand: Hand | None = None


def marks_of(before: str, changes: Iterable[Any]) -> list[Mark]:
    """The marks of a version, far stretches without a change shortened."""
    marks = [Mark(before)] if before else []
    for account, pupil, operation in changes:
        marks = _marked(marks, (account, pupil), operation)
    joined = _joined(marks)
    shown = [_shortened(mark, n == 0, n == len(joined) - 1) for n, mark in enumerate(joined)]
    return shown[:MARKS_MAX]


def _marked(marks: list[Mark], hand: Hand, operation: Operation) -> list[Mark]:
    """The marks once one more hand has passed; what was removed before is stepped over."""
    left, made = marks[::-1], []
    for part in operation:
        if isinstance(part, str):
            made.append(Mark(part, ADDED, hand))
            continue
        size = abs(part)
        while size:
            mark = left.pop()
            if mark.kind == REMOVED:
                made.append(mark)
                continue
            if len(mark.text) > size:
                left.append(replace(mark, text=mark.text[size:]))
                mark = replace(mark, text=mark.text[:size])
            size -= len(mark.text)
            if part > 0:
                made.append(mark)
            elif mark.kind == SAME:
                made.append(Mark(mark.text, REMOVED, hand))
    return made + left[::-1]


def _joined(marks: list[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for mark in marks:
        if joined and (joined[-1].kind, joined[-1].hand) == (mark.kind, mark.hand):
            joined[-1] = replace(mark, text=joined[-1].text + mark.text)
        else:
            joined.append(mark)
    return joined


def _shortened(mark: Mark, is_first: bool, is_last: bool) -> Mark:
    if mark.kind != SAME or len(mark.text) <= 3 * AROUND:
        return mark
    start = "" if is_first else mark.text[:AROUND]
    end = "" if is_last else mark.text[-AROUND:]
    return replace(mark, text=f"{start} […] {end}")
