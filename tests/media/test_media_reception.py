"""A file that arrives is kept clean, or nothing of it is left."""

import io
import os

import pytest
from media_hostile import SVG, png_header
from PIL import Image

from ecole.media import inspection
from ecole.media.reception import receive
from ecole.media.refusals import RefusedFile
from ecole.storage.blobs import NoSpace
from tests.homes import all_of, content_of


def test_it_keeps_a_film_as_it_is(sample, blobs):
    film = sample("film.mp4")
    with film.open("rb") as upload:
        got = receive(upload, "ma vidéo.avi", blobs)
    assert (got.kind, got.mime, got.name) == ("video", "video/mp4", "ma vidéo.mp4")
    assert (got.width, got.height) == (160, 120)
    assert content_of(blobs, got.key) == film.read_bytes()
    assert [got.key] == all_of(blobs)


def test_it_keeps_the_clean_picture_only(sample, blobs):
    photo = sample("photo.jpg")
    with photo.open("rb") as upload:
        got = receive(upload, "IMG_1.jpeg", blobs)
    content = content_of(blobs, got.key)
    assert (got.name, got.mime, got.width, got.height) == ("IMG_1.jpg", "image/jpeg", 1067, 1600)
    assert got.size == len(content)
    assert not Image.open(io.BytesIO(content)).getexif()
    assert [got.key] == all_of(blobs)
    assert b"Telephone" in photo.read_bytes()
    assert b"Telephone" not in content


class Counted(io.BytesIO):
    asked = 0

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(size)
        self.asked += len(content)
        return content


@pytest.mark.parametrize("content", [b"", SVG, png_header(50_000, 50_000), b"PK\3\4junk"])
def test_it_leaves_nothing_of_a_refused_file(blobs, content):
    with pytest.raises(RefusedFile):
        receive(io.BytesIO(content), "x", blobs)
    assert all_of(blobs) == []


def test_it_does_not_read_a_programme_to_its_end(blobs):
    upload = Counted(b"MZ" + bytes(5_000_000))
    with pytest.raises(RefusedFile):
        receive(upload, "x.exe", blobs)
    assert upload.asked < 10_000


def test_it_stops_at_the_limit_of_the_kind(blobs, monkeypatch):
    monkeypatch.setitem(inspection.LIMITS, "pdf", 1024 * 1024)
    upload = Counted(b"%PDF-1.7" + bytes(5_000_000))
    with pytest.raises(RefusedFile) as refused:
        receive(upload, "livre.pdf", blobs)
    assert refused.value.code == "heavy"
    assert "1\u00a0Mo" in refused.value.reason
    assert upload.asked < 2_000_000
    assert all_of(blobs) == []


def test_it_tells_a_full_disk_from_a_bad_file(sample, blobs, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with sample("film.mp4").open("rb") as upload, pytest.raises(NoSpace):
        receive(upload, "film.mp4", blobs)
    assert all_of(blobs) == []


def test_it_keeps_one_copy_of_the_same_file(sample, blobs):
    keys = set()
    for name in ("a.pdf", "b.pdf"):
        with sample("page.pdf").open("rb") as upload:
            keys.add(receive(upload, name, blobs).key)
    assert len(keys) == len(all_of(blobs)) == 1
