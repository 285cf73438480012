"""Files at a service: fetched once, never half, and a service that fails is named."""

import io
import os
import stat
import threading
import time
from datetime import timedelta

import pytest
from door import Door

from ecole.storage.blobs import Missing, StoreUnavailable, bucket, fetches
from ecole.storage.blobs.cache import Cache
from tests.homes import all_of, at_service, content_of, harm, new_place, service

pytestmark = pytest.mark.slow
FILM = os.urandom(3_000_000)


@pytest.fixture
def door():
    made = Door(service())
    yield made
    made.close()


@pytest.fixture
def blobs(tmp_path, door, monkeypatch):
    monkeypatch.setattr(bucket, "PAUSE_SECONDS", 0.0)
    return behind(door, tmp_path)


def behind(door, folder, **options):
    place = new_place()
    place.__dict__["endpoint"] = door.url
    return at_service(folder, place, **options)


def put(blobs, content=FILM):
    return blobs.put(io.BytesIO(content), 10**8).key


def put_cold(blobs, content=FILM):
    """Stored, and no copy of it here."""
    key = put(blobs, content)
    blobs.cache.empty()
    return key


def copies(blobs):
    return [path for path in blobs.cache.root.rglob("*") if path.is_file()]


def ask_at_once(blobs, key, many):
    """What each of them read, or the name of its error."""
    found = []

    def ask():
        try:
            found.append(content_of(blobs, key))
        except Exception as error:
            found.append(type(error).__name__)

    threads = [threading.Thread(target=ask) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_what_was_just_kept_is_read_without_the_service(blobs, door):
    key = put(blobs)
    door.is_shut = True
    assert content_of(blobs, key) == FILM


def test_thirty_viewers_cost_one_fetch(blobs, door):
    key = put_cold(blobs)
    door.asked.clear()
    door.pause = 0.005
    assert ask_at_once(blobs, key, 30) == [FILM] * 30
    assert door.times("GET") == 1
    assert content_of(blobs, key) == FILM
    assert door.times("GET") == 1


def test_a_copy_is_ours_only(blobs):
    blobs.open(put_cold(blobs)).close()
    (copy,) = copies(blobs)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in copy.parents
            if folder.is_relative_to(blobs.cache.root)} == {0o700}


def test_viewers_of_a_slow_film_leave_threads_to_pages(blobs, door, monkeypatch):
    monkeypatch.setattr(fetches, "SHORT_SECONDS", 0.1)
    key = put_cold(blobs)
    door.pause = 0.05
    found = ask_at_once(blobs, key, 6)
    assert found.count(FILM) == fetches.LONG_WAITS
    assert found.count("StoreUnavailable") == 6 - fetches.LONG_WAITS
    assert content_of(blobs, key) == FILM, "whoever comes back finds it"


def test_a_job_waits_as_long_as_it_takes(blobs, door, monkeypatch):
    monkeypatch.setattr(fetches, "SHORT_SECONDS", 0.01)
    monkeypatch.setattr(fetches, "LONG_SECONDS", 0.01)
    key = put_cold(blobs)
    door.pause = 0.02
    with blobs.local(key) as path:
        blobs.cache.empty()
        assert path.read_bytes() == FILM


@pytest.mark.parametrize("harm_it", ["shut", "slammed"])
def test_a_service_that_fails_is_named(blobs, door, harm_it):
    """Nothing is kept that is not there, no half file is served, and it works again after."""
    key = put_cold(blobs)
    if harm_it == "shut":
        door.is_shut = True
    else:
        door.lets = 1_000_000
    with pytest.raises(StoreUnavailable):
        blobs.open(key)
    with pytest.raises(StoreUnavailable):
        put(blobs, b"another" * 1000)
    for act in (lambda: list(blobs.stored_keys()), lambda: list(blobs.read(key)),
                lambda: blobs.delete(key)):
        with pytest.raises(StoreUnavailable):
            act()
    assert copies(blobs) == []
    assert list(blobs.drafts.iterdir()) == []
    door.is_shut, door.lets = False, 10**12
    assert content_of(blobs, key) == FILM
    assert all_of(blobs) == [key]


def test_a_silence_is_not_waited_for_twice(tmp_path, door):
    blobs = behind(door, tmp_path)
    key = put_cold(blobs)
    door.is_shut = True
    with pytest.raises(StoreUnavailable):
        blobs.open(key)
    before = time.monotonic()
    with pytest.raises(StoreUnavailable):
        blobs.open(key)
    assert time.monotonic() - before < 0.05


def test_no_such_bucket_is_no_missing_file(tmp_path):
    place = new_place()
    place.__dict__["bucket"] = "ecole-nobody-made-it"
    blobs = at_service(tmp_path, place)
    with pytest.raises(StoreUnavailable):
        blobs.open("a" * 64)


@pytest.mark.parametrize("how", ["cut", "changed", "lost"])
def test_a_damaged_blob_is_never_served(blobs, how):
    key = put(blobs)
    harm(blobs, key, how)
    with pytest.raises(Missing):
        blobs.open(key)
    assert copies(blobs) == []


def test_nothing_is_deleted_while_it_is_kept_again(blobs, door):
    key = put(blobs)
    door.pause = 0.1
    sender = threading.Thread(target=put, args=(blobs,))
    sender.start()
    deadline = time.monotonic() + 5
    while not blobs._being_kept and time.monotonic() < deadline:
        time.sleep(0.001)
    blobs.delete(key)
    sender.join()
    assert list(blobs.stored_keys()) == [key]


def test_a_full_disk_lets_the_copies_go(blobs, monkeypatch):
    import errno

    key, other = put(blobs), put(blobs, b"small")
    blobs.cache.drop(key)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreUnavailable):
            blobs.open(key)
    assert copies(blobs) == []
    assert content_of(blobs, key) == FILM
    assert content_of(blobs, other) == b"small"


def test_the_last_looked_at_stay(tmp_path, door):
    blobs = behind(door, tmp_path, limit=100_000)
    keys = [put(blobs, bytes([n]) * 30_000) for n in range(3)]
    time.sleep(0.01)
    blobs.open(keys[0]).close()
    put(blobs, b"d" * 30_000)
    assert {path.name for path in copies(blobs)} >= {keys[0]}
    assert keys[1] not in {path.name for path in copies(blobs)}
    assert sum(path.stat().st_size for path in copies(blobs)) <= 100_000
    big = put(blobs, b"e" * 500_000)
    assert [path.name for path in copies(blobs)] == [big], "the newest stays, whatever its size"
    assert content_of(blobs, keys[1]) == b"\x01" * 30_000


def test_a_copy_that_goes_is_read_to_its_end(blobs):
    key = put(blobs)
    with blobs.open(key) as file:
        blobs.cache.empty()
        assert file.read() == FILM


def test_a_second_start_counts_what_is_there(tmp_path):
    first = Cache(tmp_path / "copies", 100)
    for name in ("a" * 64, "b" * 64):
        path = tmp_path / name
        path.write_bytes(b"x" * 45)
        first.add(name, path)
        time.sleep(0.01)
    second = Cache(tmp_path / "copies", 100)
    path = tmp_path / "c"
    path.write_bytes(b"x" * 45)
    second.add("c" * 64, path)
    assert second.find("a" * 64) is None
    assert sum(path.stat().st_size for path in second.root.rglob("?" * 64)) == 90


def test_an_old_draft_of_a_copy_is_swept(blobs):
    blobs.new_path().write_bytes(b"half")
    assert blobs.sweep(timedelta(0)) == 1
