"""The code of a family card: six pronounceable trigrams and a check letter (18 letters, 56.7 bits).

Five trigrams consonant-vowel-consonant and a sixth whose last consonant is the check letter:
the sum of weight x rank over letters 1 to 17, modulo 15, catches every single wrong letter and
every swap of two neighbours.
"""

from __future__ import annotations

import secrets
import unicodedata

from ecole.web.languages import gettext

CONSONANTS = "BDFGJKLMNPRSTVZ"
VOWELS = "AEIOU"
WEIGHTS = (1, 2, 4, 2, 7, 8, 7, 4, 1, 8, 11, 13, 14, 2, 7, 11, 1)
LENGTH = 18
SELECTOR_LENGTH = 6
# Words no one wants on a paper given to a child, and what sounds like them.
BANNED = frozenset((
    "BIT", "BAT", "BOB", "BUT", "DIK", "FAF", "FIF", "FUK", "GAZ", "GOD", "GOL", "JAP", "JUD",
    "KAK", "KON", "KUK", "KUL", "LOL", "LOP", "MAL", "MER", "MOR", "MUT", "NAZ", "NEG", "NIK",
    "NUL", "NUN", "PAF", "PED", "PET", "PIP", "PIS", "PON", "POP", "PUD", "PUS", "PUT", "RAT",
    "RAZ", "ROM", "ROT", "SAL", "SEK", "SID", "SOT", "SUS", "TAR", "TUR", "TUT", "VIT", "VOL",
    "VIL", "ZIZ", "ZOB", "ZUT",
))
LOOK_ALIKES = str.maketrans("01258", "OIZSB")


class Mistyped(ValueError):
    """Not a code that was ever drawn: a typing mistake, which costs no attempt."""


def draw_code() -> str:
    """A new code of 18 letters, without spaces, from the system's random source."""
    while True:
        letters = "".join(
            secrets.choice(VOWELS if place % 3 == 1 else CONSONANTS) for place in range(17)
        )
        code = letters + check_letter(letters)
        if not any(trigram in BANNED for trigram in trigrams(code)):
            return code


def check_letter(letters: str) -> str:
    """The 18th letter, from the first 17."""
    total = sum(
        weight * (VOWELS if place % 3 == 1 else CONSONANTS).index(letter)
        for place, (weight, letter) in enumerate(zip(WEIGHTS, letters, strict=True))
    )
    return CONSONANTS[total % 15]


def trigrams(code: str) -> list[str]:
    return [code[place : place + 3] for place in range(0, LENGTH, 3)]


def written(code: str) -> tuple[str, str]:
    """The two lines printed on a card: « BAD KOL MIN » and « TUR VEP SOZ »."""
    parts = trigrams(code)
    return " ".join(parts[:3]), " ".join(parts[3:])


def read_code(typed: str) -> str:
    """The 18 letters meant by what was typed, or `Mistyped` with a sentence.

    Case, accents, spaces and dashes do not count; digits are read as the letters they look like.
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", typed).upper().translate(LOOK_ALIKES)
        if letter.isalnum()
    )
    if not bare:
        raise Mistyped(gettext("Tapez les 18 lettres de votre carte."))
    if len(bare) != LENGTH:
        raise Mistyped(gettext("Il faut 18 lettres, vous en avez tapé %(count)d. Vérifiez les "
                               "lettres.", count=len(bare)))
    for place, letter in enumerate(bare):
        if letter not in (VOWELS if place % 3 == 1 else CONSONANTS):
            raise Mistyped(_wrong_place(place, letter))
    if check_letter(bare[:17]) != bare[17]:
        raise Mistyped(gettext("Une lettre n’est pas la bonne. Vérifiez les lettres, une par une."))
    return bare


def _wrong_place(place: int, letter: str) -> str:
    return gettext("Vérifiez les lettres\u00a0: dans le groupe %(group)d, la lettre "
                   "«\u00a0%(letter)s\u00a0» n’est pas possible à cette place.",
                   group=place // 3 + 1, letter=letter)
