"""The way out of the pupil's space: a number written in words, to touch among numbers in figures.

A small gesture that an adult makes without thinking and that a young child does not make by chance.
It is no wall: a child who reads numbers gets out (docs/decisions/0016-pupil-space.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from ecole.web.languages import N_, gettext

CHOICES, TRIES, SECONDS_TO_WAIT = 8, 3, 10
# Numbers of two figures, none that its first word gives away.
NUMBERS = {
    42: N_("quarante-deux"),
    47: N_("quarante-sept"),
    48: N_("quarante-huit"),
    53: N_("cinquante-trois"),
    56: N_("cinquante-six"),
    59: N_("cinquante-neuf"),
    64: N_("soixante-quatre"),
    67: N_("soixante-sept"),
    68: N_("soixante-huit"),
    72: N_("soixante-douze"),
    74: N_("soixante-quatorze"),
    76: N_("soixante-seize"),
    83: N_("quatre-vingt-trois"),
    86: N_("quatre-vingt-six"),
    89: N_("quatre-vingt-neuf"),
    92: N_("quatre-vingt-douze"),
    95: N_("quatre-vingt-quinze"),
    97: N_("quatre-vingt-dix-sept"),
}


@dataclass(frozen=True)
class Question:
    number: int
    choices: Sequence[int]

    @property
    def words(self) -> str:
        return gettext(NUMBERS[self.number])


def draw_question() -> Question:
    """Another question at each try."""
    chance = secrets.SystemRandom()
    choices = chance.sample(sorted(NUMBERS), CHOICES)
    return Question(choices[0], sorted(choices))


@dataclass(frozen=True)
class Attempts:
    """What this browser's session remembers between two tries."""

    number: int = 0  # what was asked
    wrong: int = 0
    wait_until: float = 0  # seconds since 1970

    def must_wait(self, now: float) -> bool:
        return now < self.wait_until

    def is_answer(self, text: str) -> bool:
        return bool(self.number) and text == str(self.number)

    def after_wrong(self, now: float) -> Attempts:
        """One more; too many, and everybody breathes a little."""
        if self.wrong + 1 < TRIES:
            return Attempts(wrong=self.wrong + 1)
        return Attempts(wait_until=now + SECONDS_TO_WAIT)

    def asked(self, question: Question) -> Attempts:
        return Attempts(question.number, self.wrong)
