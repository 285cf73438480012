"""Row keys in addresses: thirteen letters and digits, one spelling each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, ValidationError

from ecole.storage.columns import new_id
from ecole.web.access import ALPHABET, IdConverter

converter = IdConverter(Map())
SHAPE = re.compile(IdConverter.regex)


@given(st.integers(0, (1 << 63) - 1))
def test_it_goes_there_and_back(number: int) -> None:
    text = converter.to_url(number)
    assert SHAPE.fullmatch(text)
    assert converter.to_python(text) == number


@given(st.from_regex(SHAPE, fullmatch=True))
def test_each_text_is_one_number_or_none(text: str) -> None:
    try:
        number = converter.to_python(text)
    except ValidationError:
        assert text[0] in ALPHABET[8:]
    else:
        assert converter.to_url(number) == text


def test_the_greatest_key_fits_the_databases() -> None:
    assert converter.to_python("7zzzzzzzzzzzz") == (1 << 63) - 1
    with pytest.raises(ValidationError):
        converter.to_python("8000000000000")


def test_look_alikes_are_left_out() -> None:
    assert not set("ilou") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32
    for letter in "ilouABC-_.":
        assert not SHAPE.fullmatch(letter * 13)


def test_new_keys_are_random_and_large() -> None:
    keys = {new_id() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert all(1 << 62 <= key < 1 << 63 for key in keys)
    assert len({converter.to_url(key)[:4] for key in keys}) > 9_000
