"""French sentences with their typography: write them plainly, the no-break spaces come by rule."""

import re
from collections.abc import Iterable

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"


def say(sentence: str, **values: object) -> str:
    """Typeset `sentence`, then fill its {names}: what a file contains is never touched."""
    sentence = re.sub(r'"([^"]*)"', rf"«{NBSP}\1{NBSP}»", sentence)
    sentence = re.sub(r" ([?!;])", rf"{NARROW_NBSP}\1", sentence)
    sentence = sentence.replace(" :", f"{NBSP}:").replace("'", "’")
    return sentence.format(**values)


def count(number: int, one: str, many: str | None = None) -> str:
    """`3 élèves`; French says `0 élève`, and the plural takes an s unless it is given."""
    return f"{number} {one if number < 2 else many or one + 's'}"


def lines_of(lines: Iterable[int]) -> str:
    """`Ligne 12` or `Lignes 12 et 40`."""
    numbers = [str(line) for line in sorted(set(lines))]
    if len(numbers) == 1:
        return f"Ligne {numbers[0]}"
    return f"Lignes {', '.join(numbers[:-1])} et {numbers[-1]}"


def cut(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
