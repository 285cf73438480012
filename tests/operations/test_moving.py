"""Files change home: all of them, read back, stopped and run again, refused when one is bad."""

from __future__ import annotations

import io
import os

import pytest

from ecole.operations.moving import Moving
from tests.homes import content_of, harm, open_home

FILES = [b"dictee " * n for n in range(1, 7)] + [b"film" * 3_000_000]


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.slow)])
def homes(request, tmp_path):
    """From the one to the other."""
    first = open_home(request.param, tmp_path / "first")
    second = open_home("s3" if request.param == "folder" else "folder", tmp_path / "second")
    return first, second


@pytest.fixture
def keys(homes):
    return [homes[0].put(io.BytesIO(content), 10**8).key for content in FILES]


@pytest.fixture
def moved(homes, tmp_path):
    def run(named, tell=lambda done, total: None, destination="there"):
        return Moving(*homes, tmp_path / "note.txt", destination).run(named, tell)

    return run


pytestmark = pytest.mark.slow


def test_all_are_there_and_here(homes, keys, moved):
    done = moved(keys)
    assert (done.moved, done.copied, done.faults) == (len(keys), len(keys), {})
    for key, content in zip(keys, FILES, strict=True):
        assert content_of(homes[1], key) == content
    assert set(homes[0].stored_keys()) == set(homes[1].stored_keys()) == set(keys)


def test_stopped_and_run_again(homes, keys, moved):
    def stopped(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moved(keys, stopped)
    assert len(list(homes[1].stored_keys())) == 3
    done = moved(keys)
    assert (done.moved, done.copied) == (len(keys), len(keys) - 3)
    again = moved(keys)
    assert (again.moved, again.copied) == (len(keys), 0)


def test_what_an_earlier_run_broke_is_copied_again(homes, keys, moved):
    """A copy that is there and was never read back is read before it is believed."""
    homes[1].put(io.BytesIO(FILES[0]), 10**8)
    harm(homes[1], keys[0], "changed")
    assert moved(keys).copied == len(keys)
    assert content_of(homes[1], keys[0]) == FILES[0]


def test_what_comes_meanwhile_goes_too(homes, keys, moved):
    late = []

    def tell(done, total):
        if not late:
            late.append(homes[0].put(io.BytesIO(b"late"), 100).key)

    assert moved(keys, tell).moved == len(keys) + 1
    assert content_of(homes[1], late[0]) == b"late"


def test_it_lists_what_is_missing_or_damaged(homes, keys, moved):
    harm(homes[0], keys[0], "lost")
    harm(homes[0], keys[1], "changed")
    done = moved(keys)
    assert done.faults == {keys[0]: "missing", keys[1]: "damaged"}
    assert done.moved == len(keys) - 2
    assert not {keys[0], keys[1]} & set(homes[1].stored_keys())


def test_another_destination_starts_again(homes, keys, moved, tmp_path):
    moved(keys)
    moved(keys[:1], destination="elsewhere")
    first, *_ = (tmp_path / "note.txt").read_text().splitlines()
    assert first == "elsewhere"


def test_the_note_may_be_cut(homes, keys, moved, tmp_path):
    moved(keys)
    note = tmp_path / "note.txt"
    os.truncate(note, note.stat().st_size - 10)
    assert moved(keys).copied == 0
