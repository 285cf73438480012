"""Words that several sentences share: lines named by their numbers, long cells cut."""

from collections.abc import Iterable

from ecole.web.languages import gettext


def lines_of(lines: Iterable[int]) -> str:
    """`Ligne 12` or `Lignes 12 et 40`."""
    numbers = [str(line) for line in sorted(set(lines))]
    if len(numbers) == 1:
        return gettext("Ligne %(line)s", line=numbers[0])
    return gettext("Lignes %(lines)s et %(last)s", lines=", ".join(numbers[:-1]), last=numbers[-1])


def cut(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
