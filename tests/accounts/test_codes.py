"""The codes of family cards: drawn well, and read as people type them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecole.accounts.codes import (
    BANNED,
    CONSONANTS,
    LENGTH,
    SELECTOR_LENGTH,
    VOWELS,
    Mistyped,
    check_letter,
    draw_code,
    read_code,
    trigrams,
    written,
)

CODE = "MABFIPLONNETVORGOP"


@pytest.fixture(scope="module")
def drawn() -> list[str]:
    return [draw_code() for _ in range(10_000)]


def letters_of(place: int) -> str:
    return VOWELS if place % 3 == 1 else CONSONANTS


def is_caught(typed: str) -> bool:
    try:
        read_code(typed)
    except Mistyped:
        return True
    return False


def chi_square(found: Counter[str], alphabet: str) -> float:
    expected = found.total() / len(alphabet)
    return sum((found[letter] - expected) ** 2 / expected for letter in alphabet)


def test_it_draws_good_codes(drawn: list[str]) -> None:
    assert len(set(drawn)) == 10_000
    for code in drawn:
        assert len(code) == LENGTH
        assert all(letter in letters_of(place) for place, letter in enumerate(code))
        assert code[17] == check_letter(code[:17])
        assert not BANNED & set(trigrams(code))
        assert read_code(code) == code


def test_it_draws_many_selectors(drawn: list[str]) -> None:
    # 1.1 million of them: ten thousand draws meet about 44 times.
    assert len({code[:SELECTOR_LENGTH] for code in drawn}) > 9_850


def test_it_draws_letters_evenly(drawn: list[str]) -> None:
    vowels, consonants = Counter[str](), Counter[str]()
    for code in drawn:
        vowels.update(code[place] for place in range(1, 17, 3))
        consonants.update(code[place] for place in range(17) if place % 3 != 1)
    # The banned trigrams bend the frequencies by 2 % or so: hence bounds wider than the tables'.
    assert chi_square(vowels, VOWELS) / vowels.total() < 0.002
    assert chi_square(consonants, CONSONANTS) / consonants.total() < 0.002


def test_banned_words_could_be_drawn() -> None:
    """Else the list would protect from nothing."""
    for word in BANNED:
        assert word[0] in CONSONANTS, word
        assert word[1] in VOWELS, word
        assert word[2] in CONSONANTS, word


@pytest.mark.parametrize("place", range(18))
def test_it_catches_each_wrong_letter(drawn: list[str], place: int) -> None:
    for code in drawn[:40]:
        for letter in letters_of(place):
            if letter != code[place]:
                assert is_caught(code[:place] + letter + code[place + 1 :])


@pytest.mark.parametrize("place", range(17))
def test_it_catches_each_swap(drawn: list[str], place: int) -> None:
    for code in drawn[:1000]:
        first, second = code[place], code[place + 1]
        if first != second:
            assert is_caught(code[:place] + second + first + code[place + 2 :])


def test_a_lost_or_doubled_letter_is_caught() -> None:
    for place in range(LENGTH):
        assert is_caught(CODE[:place] + CODE[place + 1 :])
        assert is_caught(CODE[:place] + CODE[place] + CODE[place:])


@pytest.mark.parametrize("typed", [
    "mab fip lon net vor gop",
    "Mab-Fip-Lon  Net-Vor-Gop ",
    "\tMÀB FÎP LÖN NÉT VÔR GÓP\n",
    "MAB.FIP.LON/NET_VOR,GOP",
    "MAB\u00a0FIP\u202fLON\u2013NET\u2019VOR\u200bGOP",
    "ＭＡＢＦＩＰＬＯＮＮＥＴＶＯＲＧＯＰ",
    "MA8 F1P L0N NET V0R G0P",
    "ma8f1pl0nnetv0rg0p",
])
def test_it_reads_any_spelling(typed: str) -> None:
    assert read_code(typed) == CODE


def test_it_reads_digits_as_letters() -> None:
    letters = "SOZZIBBOSSABZIBSO"
    code = letters + check_letter(letters)
    assert read_code(code.translate(str.maketrans("OIZSB", "01258"))) == code


def test_both_lines_of_the_card_are_read_together() -> None:
    assert written(CODE) == ("MAB FIP LON", "NET VOR GOP")
    assert read_code("\r\n".join(written(CODE))) == CODE


@pytest.mark.parametrize(("typed", "sentence"), [
    ("", "Tapez les 18 lettres de votre carte."),
    (" -- ", "Tapez les 18 lettres de votre carte."),
    ("MAB", "Il faut 18 lettres, vous en avez tapé 3. Vérifiez les lettres."),
    (CODE + "A", "Il faut 18 lettres, vous en avez tapé 19. Vérifiez les lettres."),
    ("MABFIPLONNETVORGOB", "Une lettre n’est pas la bonne. Vérifiez les lettres, une par une."),
    ("MABFCPLONNETVORGOP", "dans le groupe 2, la lettre «\u00a0C\u00a0» n’est pas possible"),
    ("MABFIPLONNETVORG9P", "dans le groupe 6, la lettre «\u00a09\u00a0» n’est pas possible"),
    ("МАВFIPLONNETVORGOP", "dans le groupe 1"),  # Cyrillic
])
def test_it_says_what_to_look_at(typed: str, sentence: str) -> None:
    with pytest.raises(Mistyped) as refusal:
        read_code(typed)
    assert sentence in str(refusal.value)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_a_sentence(typed: str) -> None:
    try:
        found = read_code(typed)
    except Mistyped as mistyped:
        found = str(mistyped)
    assert len(found) == LENGTH or "ettres" in found
