"""How long a day is, for the pupils of a class: the same for all, or from the least to the most."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ecole.web.languages import gettext
from ecole.web.words import duration, estimate_in_all

Part = tuple[int, Collection[int]]  # minutes, the pupils who have them to do


def total_of(parts: Iterable[Part], pupils: Collection[int]) -> str:
    """« environ 1 h 10 en tout »; « de 40 min à 1 h selon les élèves » when they differ."""
    least, most = spread(list(parts), pupils)
    if least == most:
        return estimate_in_all(most)
    if not least:
        return gettext("jusqu’à %(most)s selon les élèves", most=duration(most))
    return gettext("de %(least)s à %(most)s selon les élèves",
                   least=duration(least), most=duration(most))


def spread(parts: Collection[Part], pupils: Collection[int]) -> tuple[int, int]:
    """The least and the most that a pupil has; all of it while the class has nobody."""
    if not pupils:
        return (sum(minutes for minutes, _ in parts),) * 2
    sums = [sum(minutes for minutes, whom in parts if one in whom) for one in pupils]
    return min(sums), max(sums)
