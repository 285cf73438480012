"""What any home of files promises: the same tests on a folder and on an S3 service."""

import hashlib
import io
import os
import resource
from datetime import timedelta

import pytest

from ecole.storage.blobs import DAMAGED, MISSING, Draft, Missing, NoSpace, TooLarge, fault_of
from tests.homes import all_of, content_of, grow_old, harm, open_home

WORDS = b"la dictee du lundi " * 1000
DAY = timedelta(days=1)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.slow)])
def blobs(request, tmp_path):
    return open_home(request.param, tmp_path)


def put(blobs, content=WORDS):
    return blobs.put(io.BytesIO(content), 10**8).key


def test_it_works(blobs):
    blob = blobs.put(io.BytesIO(WORDS), len(WORDS))
    assert blob.sha256 == blob.key == hashlib.sha256(WORDS).hexdigest()
    assert blob.size == len(WORDS)
    assert content_of(blobs, blob.key) == WORDS
    assert b"".join(blobs.read(blob.key)) == WORDS
    assert list(blobs.stored_sizes()) == [(blob.key, len(WORDS))]
    blobs.delete(blob.key)
    assert all_of(blobs) == []
    blobs.delete(blob.key)
    with pytest.raises(Missing):
        blobs.open(blob.key)


def test_it_takes_what_needs_several_parts(blobs):
    film = os.urandom(20_000_000)
    key = put(blobs, film)
    assert key == hashlib.sha256(film).hexdigest()
    assert content_of(blobs, key) == film
    assert fault_of(blobs, key) == ""


def test_it_stores_the_same_bytes_once(blobs):
    first, second = (blobs.put(io.BytesIO(WORDS), 10**6) for _ in range(2))
    assert first == second
    assert len(all_of(blobs)) == 1


def test_it_keeps_a_draft_from_elsewhere(blobs, tmp_path):
    """An upload that took days is kept from its own folder, not copied."""
    path = tmp_path / "upload.part"
    path.write_bytes(WORDS)
    sha256 = hashlib.sha256(WORDS).hexdigest()
    blob = blobs.keep(Draft(path, sha256, len(WORDS)))
    assert content_of(blobs, blob.key) == WORDS
    assert not path.exists()


def test_it_refuses_one_byte_too_many(blobs):
    with pytest.raises(TooLarge):
        blobs.put(io.BytesIO(WORDS), len(WORDS) - 1)
    assert all_of(blobs) == []


@pytest.mark.parametrize("key", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_it_refuses_what_is_not_a_key(blobs, key):
    def read(key):
        return list(blobs.read(key))

    def local(key):
        with blobs.local(key):
            pass

    for act in (blobs.open, blobs.delete, read, local):
        with pytest.raises(Missing):
            act(key)


def test_it_says_what_is_missing(blobs):
    with pytest.raises(Missing):
        blobs.open("a" * 64)
    with pytest.raises(Missing):
        list(blobs.read("a" * 64))
    with pytest.raises(Missing), blobs.local("a" * 64):
        pass


def test_it_gives_a_path_to_programmes(blobs):
    with blobs.local(put(blobs)) as path:
        assert path.read_bytes() == WORDS
    assert content_of(blobs, put(blobs)) == WORDS
    assert len(all_of(blobs)) == 1


class Broken(io.BytesIO):
    def read(self, size=-1):
        if self.tell():
            raise KeyboardInterrupt
        return super().read(10)


def test_it_leaves_nothing_when_the_sender_goes(blobs):
    with pytest.raises(KeyboardInterrupt):
        blobs.put(Broken(WORDS), 10**6)
    assert all_of(blobs) == []


def test_it_meets_a_real_limit_of_the_system(blobs):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        with pytest.raises(NoSpace):
            blobs.put(io.BytesIO(WORDS), 10**6)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert all_of(blobs) == []


def test_it_does_not_delete_what_was_just_stored_again(blobs):
    key = put(blobs)
    grow_old(blobs, key, 5 * DAY)
    put(blobs)
    blobs.delete(key, older_than=DAY)
    assert len(all_of(blobs)) == 1
    grow_old(blobs, key, 5 * DAY)
    blobs.delete(key, older_than=DAY)
    assert all_of(blobs) == []


def test_it_sweeps_drafts_only(blobs):
    key = put(blobs)
    (blobs.drafts / "half.part").write_bytes(b"half")
    assert blobs.sweep(DAY) == 0
    assert blobs.sweep(timedelta(0)) == 1
    assert all_of(blobs) == [key]


@pytest.mark.parametrize(("how", "said"), [("lost", MISSING), ("cut", DAMAGED),
                                           ("changed", DAMAGED)])
def test_it_tells_what_is_harmed(blobs, how, said):
    key = put(blobs)
    assert fault_of(blobs, key) == ""
    harm(blobs, key, how)
    assert fault_of(blobs, key) == said
    put(blobs)
    assert fault_of(blobs, key) == ""  # sent again, it is mended
