"""Many stored files as one ZIP: valid for others, whole, read from any place, never in memory."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest

from ecole.media.archive import Archive, Member
from ecole.storage.blobs import FolderBlobs

AT = datetime(2026, 11, 20, 16, 30, 10, tzinfo=UTC)
CONTENTS = [b"", b"un", bytes(range(256)) * 3000, b"trois" * 70_000]


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path / "files")


@pytest.fixture
def archive(blobs):
    """Four files, two of the same name but for a capital."""
    names = ["vide.txt", "Léa B./été.jpg", "photo.jpg", "PHOTO.JPG"]
    return Archive(blobs, [
        Member(name, blobs.put(io.BytesIO(content), len(content) + 1).key, AT)
        for name, content in zip(names, CONTENTS, strict=True)])


def test_it_is_a_zip_with_the_very_bytes(archive):
    with zipfile.ZipFile(io.BytesIO(archive.read())) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["vide.txt", "Léa B./été.jpg", "photo.jpg", "PHOTO (2).JPG"]
        assert [opened.read(name) for name in opened.namelist()] == CONTENTS
        assert all(info.date_time == AT.timetuple()[:6] for info in opened.infolist())


def test_others_read_it(archive, tmp_path):
    path = tmp_path / "tout.zip"
    path.write_bytes(archive.read())
    if (unzip := shutil.which("unzip")) is None:
        pytest.skip("no unzip here")
    done = subprocess.run([unzip, "-t", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_it_is_read_from_any_place(archive):
    whole = archive.read()
    assert len(whole) == archive.size == archive.seek(0, os.SEEK_END)
    for start in range(0, archive.size, 7919):
        archive.seek(start)
        assert archive.read(9001) == whole[start:start + 9001]
        assert archive.tell() == min(start + 9001, archive.size)
    archive.seek(archive.size)
    assert archive.read(10) == b""


def test_the_same_files_have_the_same_mark(blobs, archive):
    key = blobs.put(io.BytesIO(b"un"), 2).key
    one, two = Archive(blobs, [Member("a", key, AT)]), Archive(blobs, [Member("b", key, AT)])
    assert one.etag == Archive(blobs, [Member("a", key, AT)]).etag
    assert one.etag != two.etag


def test_what_is_missing_is_left_out(blobs):
    key = blobs.put(io.BytesIO(b"un"), 2).key
    archive = Archive(blobs, [Member("parti.jpg", "f" * 64, AT), Member("ici.jpg", key, AT)])
    with zipfile.ZipFile(io.BytesIO(archive.read())) as opened:
        assert opened.namelist() == ["ici.jpg"]


def test_three_hundred_megabytes_cost_no_memory(blobs):
    """Nothing of it is on the disk either: holes."""
    keys = []
    for number in range(3):
        key = blobs.put(io.BytesIO(b"%d" % number), 2).key
        os.truncate(blobs.path(key), 100_000_000)
        keys.append(key)
    tracemalloc.start()
    archive = Archive(blobs, [Member(f"{n}.mp4", key, AT) for n, key in enumerate(keys)])
    read = 0
    while piece := archive.read(200_000):
        read += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == archive.size > 300_000_000
    assert most < 3_000_000


def test_its_blob_is_closed(archive):
    archive.seek(2000)
    archive.read(10)
    blob = archive._blob
    archive.close()
    assert blob.closed
