"""Changes of a text made at once: the cases that the browser runs too, and texts nobody would
think of. Two to five writers with delays, losses and repeats end on one text, no letter lost."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecole.classroom.documents.differences import difference
from ecole.classroom.documents.operations import (
    BadOperation,
    Operation,
    apply,
    compose,
    is_idle,
    read_operation,
    transform,
)
from tests.classroom.documents.writers import Writer, settle

CASES = json.loads((Path(__file__).parents[2] / "fixtures/documents/operations.json").read_text())
LETTERS = "ab \n-é😀👩\u200dש"
texts = st.text(LETTERS, max_size=12)


@pytest.mark.parametrize(("operation", "text", "changed"), CASES["apply"])
def test_it_applies(operation: Operation, text: str, changed: str | None) -> None:
    if changed is None:
        with pytest.raises(BadOperation):
            apply(operation, text)
    else:
        assert apply(operation, text) == changed


@pytest.mark.parametrize(("first", "second", "first_after", "second_after"), CASES["transform"])
def test_it_transforms(first: Operation, second: Operation, first_after: Operation,
                       second_after: Operation) -> None:
    assert transform(first, second) == (first_after, second_after)


@pytest.mark.parametrize(("first", "second", "both"), CASES["compose"])
def test_it_composes(first: Operation, second: Operation, both: Operation) -> None:
    assert compose(first, second) == both


@st.composite
def changes(draw: Any, text: str) -> Operation:
    """Any operation of this text."""
    operation: Operation = []
    left = len(text)
    while left or draw(st.booleans()):
        part: int | str = draw(st.integers(-left, left) | st.text(LETTERS, min_size=1, max_size=4))
        operation.append(part)
        left -= abs(part) if isinstance(part, int) else 0
    return read_operation(operation)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_two_changes_at_once_end_on_one_text(data: Any) -> None:
    text = data.draw(texts)
    first, second = data.draw(changes(text)), data.draw(changes(text))
    first_after, second_after = transform(first, second)
    both = apply(second_after, apply(first, text))
    assert both == apply(first_after, apply(second, text))
    assert both == apply(compose(first, second_after), text)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_the_difference_leads_to_the_other_text(before: str, after: str) -> None:
    operation = difference(before, after)
    assert apply(operation, before) == after
    assert is_idle(operation) == (before == after)


def test_the_difference_spares_what_did_not_change() -> None:
    before = "Le loup arrive.\nLa poule dort.\nLe chat part.\n"
    after = "Le grand loup arrive.\nLa poule dort.\nLe chat revient.\n"
    assert [part for part in difference(before, after) if isinstance(part, str)] == [
        "grand ", "revien"]


@pytest.mark.parametrize(("before", "after"), [
    ("a\n" * 50_000, "b\n" * 50_000), ("a\n" * 900, "a\nb\n" * 450),
    ("a b " * 20_000, "b a " * 20_000), ("a\n" * 140, "a\nb\n" * 140)])
def test_no_difference_is_long_to_find(before: str, after: str) -> None:
    """Texts made to be slow to compare are replaced as a whole."""
    start = time.process_time()
    assert apply(difference(before, after), before) == after
    assert time.process_time() - start < 2


@pytest.mark.parametrize("value", [
    None, 3, "abc", {}, [True], [1.5], [None], [[1]], ["a\0"], ["a\r\n"], ["\ud83d"], [1] * 5000])
def test_it_refuses_what_is_no_operation(value: object) -> None:
    with pytest.raises(BadOperation):
        read_operation(value)


class PaperServer:
    """The order of the server, without its database."""

    def __init__(self) -> None:
        self.text = ""
        self.made: list[dict[str, Any]] = []

    def take(self, base: int, key: str, operation: Operation) -> None:
        if any(made["key"] == key for made in self.made):
            return
        for made in self.made[base:]:
            _, operation = transform(made["operation"], operation)
        self.text = apply(operation, self.text)
        self.made.append({"key": key, "operation": operation})

    def news(self, base: int) -> dict[str, Any]:
        return {"sequence": len(self.made), "operations": self.made[base:]}


Letters = tuple[Counter[str], set[str]]


def play(data: Any, server: Any, writers: list[Writer], turns: int) -> Letters:
    """Turns at random; the letters put in (each a letter of its own) and those somebody removed."""
    put_in, removed, fresh = Counter[str](), set[str](), iter(map(chr, range(0x1F300, 0x1FAFF)))
    for _ in range(turns):
        writer = data.draw(st.sampled_from(writers))
        place = data.draw(st.integers(0, len(writer.shown)))
        size = data.draw(st.integers(0, min(2, len(writer.shown) - place)))
        word = "".join(next(fresh) for _ in range(data.draw(st.integers(0, 3))))
        operation = read_operation([place, word, -size, len(writer.shown) - place - size])
        if not is_idle(operation):
            put_in.update(word)
            removed.update(writer.shown[place : place + size])
            writer.type(operation)
        fate = data.draw(st.sampled_from(("", "", "lost", "late", "unheard", "later")))
        if fate != "later":
            writer.exchange(server, fate)
        if data.draw(st.integers(0, 3)) == 0:
            data.draw(st.sampled_from(writers)).let_late_come(server)
    settle(server, writers)
    return put_in, removed


def check(text: str, writers: list[Writer], put_in: Counter[str], removed: set[str]) -> None:
    assert {writer.shown for writer in writers} == {text}
    assert Counter(text) == Counter({c: n for c, n in put_in.items() if c not in removed})


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(2, 5))
def test_writers_converge_and_lose_nothing(data: Any, hands: int) -> None:
    server, writers = PaperServer(), [Writer() for _ in range(hands)]
    put_in, removed = play(data, server, writers, data.draw(st.integers(1, 25)))
    check(server.text, writers, put_in, removed)
