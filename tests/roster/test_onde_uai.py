"""The UAI typed by the head: its shape, then its check letter."""

import pytest

from ecole.roster.onde.uai import check_uai


@pytest.mark.parametrize("uai", ["0750655E", "0400740M", "0610841H", "0000001B"])
def test_it_accepts_a_valid_uai(uai: str) -> None:
    assert check_uai(uai) == uai
    assert check_uai(f" {uai[:3]} {uai[3:].lower()} ") == uai


@pytest.mark.parametrize("text", ["", "0750655", "07506555E", "075O655E", "٠750655E", "E0750655"])
def test_it_refuses_another_shape(text: str) -> None:
    with pytest.raises(ValueError, match="sept chiffres puis une lettre"):
        check_uai(text)


@pytest.mark.parametrize("text", ["0750655F", "0750656E", "0750655I"])
def test_it_refuses_a_wrong_letter_and_asks_to_type_again(text: str) -> None:
    with pytest.raises(ValueError, match="tapez-le de nouveau"):
        check_uai(text)


def test_it_lets_an_administrator_keep_another_letter() -> None:
    assert check_uai("0750655F", any_letter=True) == "0750655F"
