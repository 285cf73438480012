"""Changes of a text as operations, and what two of them made at once become. Pure.

An operation walks the whole text it changes: a positive number keeps as many letters, a negative
one removes them, a string is put in. Letters are code points, in Python and in the browser alike:
static/js/tools/common-operations.js does the same, on the same cases. Why: decision 0021.
"""

from __future__ import annotations

from typing import Any

Operation = list[int | str]
PARTS_MAX = 4000


class BadOperation(ValueError):
    """Not an operation, or not one of this text."""


def apply(operation: Operation, text: str) -> str:
    """The text once changed."""
    kept, place = [], 0
    for part in operation:
        if isinstance(part, str):
            kept.append(part)
        elif part > 0:
            kept.append(text[place : place + part])
            place += part
        else:
            place -= part
    if place != len(text):
        raise BadOperation
    return "".join(kept)


def transform(first: Operation, second: Operation) -> tuple[Operation, Operation]:
    """Two changes of one text: each as it must be made after the other.

    apply(second', apply(first, text)) is apply(first', apply(second, text)); where both put
    something in at one place, what `first` put in stands first.
    """
    a, b = first[::-1], second[::-1]
    first_after: Operation = []
    second_after: Operation = []
    while a or b:
        if a and isinstance(a[-1], str):
            _add(second_after, _size(a[-1]))
            _add(first_after, a.pop())
        elif b and isinstance(b[-1], str):
            _add(first_after, _size(b[-1]))
            _add(second_after, b.pop())
        else:
            size = _common(a, b)
            one, other = _take(a, size), _take(b, size)
            if one > 0 and other > 0:
                _add(first_after, size)
                _add(second_after, size)
            elif one < 0 < other:
                _add(first_after, one)
            elif other < 0 < one:
                _add(second_after, other)
    return first_after, second_after


def compose(first: Operation, second: Operation) -> Operation:
    """One change for two made one after the other."""
    a, b = first[::-1], second[::-1]
    both: Operation = []
    while a or b:
        if a and not isinstance(a[-1], str) and a[-1] < 0:
            _add(both, a.pop())
        elif b and isinstance(b[-1], str):
            _add(both, b.pop())
        else:
            size = _common(a, b)
            made, then = _take(a, size), _take(b, size)
            if isinstance(made, str) and then < 0:
                continue  # put in, then removed
            _add(both, made if then > 0 else then)
    return both


def read_operation(value: Any) -> Operation:
    """What a browser sent, once it is found to be an operation that a text area can hold."""
    if not isinstance(value, list) or len(value) > PARTS_MAX:
        raise BadOperation
    operation: Operation = []
    for part in value:
        if type(part) is int or (isinstance(part, str) and _is_writable(part)):
            _add(operation, part)
        else:
            raise BadOperation
    return operation


def is_idle(operation: Operation) -> bool:
    """Whether it changes nothing."""
    return all(isinstance(part, int) and part > 0 for part in operation)


def _is_writable(text: str) -> bool:
    """No half of a pair (no database takes it), no NUL (PostgreSQL), no CR (text areas drop it)."""
    return not any(letter in "\0\r" or "\ud800" <= letter <= "\udfff" for letter in text)


def _add(operation: Operation, part: int | str) -> None:
    """At its end, joined to what is there; what is put in stands before what is removed."""
    if not part:
        return
    last = operation[-1] if operation else 0
    if isinstance(part, str) and isinstance(last, int) and last < 0:
        removed = operation.pop()
        _add(operation, part)
        operation.append(removed)
    elif last and _are_alike(last, part):
        operation[-1] = last + part  # type: ignore[operator]
    else:
        operation.append(part)


def _are_alike(one: int | str, other: int | str) -> bool:
    """Both put in, both keep, or both remove."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str)
    return one * other > 0


def _size(part: int | str) -> int:
    return len(part) if isinstance(part, str) else abs(part)


def _common(a: Operation, b: Operation) -> int:
    """How far the next parts of both go together."""
    if not (a and b):
        raise BadOperation
    return min(_size(a[-1]), _size(b[-1]))


def _take(rest: Operation, size: int) -> Any:
    """The next `size` letters of a part; what follows of it stays."""
    part = rest.pop()
    if isinstance(part, str):
        if len(part) > size:
            rest.append(part[size:])
        return part[:size]
    if abs(part) > size:
        rest.append(part - size if part > 0 else part + size)
    return size if part > 0 else -size
