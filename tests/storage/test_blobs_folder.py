"""The folder of files: durable when acknowledged, and nothing is left of what was not."""

import errno
import io
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from ecole.storage.blobs import FolderBlobs, NoSpace

WORDS = b"la dictee du lundi " * 1000


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path / "blobs")


def files_of(blobs):
    return [path for path in blobs.root.rglob("*") if path.is_file()]


def test_it_is_readable_by_the_server_only(blobs):
    path = blobs.path(blobs.put(io.BytesIO(WORDS), 10**6).key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = [path.parent, path.parent.parent, blobs.drafts]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}








@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_it_leaves_nothing_on_a_full_disk(blobs, monkeypatch, call, code):
    def full(*_, **__):
        raise OSError(code, "full")

    monkeypatch.setattr(Path if call == "mkdir" else os, call, full)
    with pytest.raises(NoSpace):
        blobs.put(io.BytesIO(WORDS), 10**6)
    assert files_of(blobs) == []


def test_it_lets_other_faults_be_seen(blobs, monkeypatch):
    def broken(*_):
        raise OSError(errno.EIO, "the card is dying")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="dying") as error:
        blobs.put(io.BytesIO(WORDS), 10**6)
    assert not isinstance(error.value, NoSpace)



def test_it_syncs_the_bytes_before_the_name(blobs, monkeypatch):
    told, fsync, replace = [], os.fsync, os.replace

    def synced(descriptor):
        told.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", lambda *names: (told.append("name"), replace(*names)))
    blobs.put(io.BytesIO(WORDS), 10**6)
    assert told == ["file", "folder", "folder", "name", "folder"]


def test_it_sweeps_what_a_kill_left(blobs):
    program = (
        "import sys; from pathlib import Path; from ecole.storage.blobs import FolderBlobs\n"
        "print('go', flush=True)\n"
        "FolderBlobs(Path(sys.argv[1])).put(sys.stdin.buffer, 10**9)"
    )
    command = [sys.executable, "-c", program, str(blobs.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        child.stdin.write(bytes(600_000))
        child.stdin.flush()
        deadline = time.monotonic() + 5
        while not files_of(blobs) and time.monotonic() < deadline:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
    assert [path.suffix for path in files_of(blobs)] == [".part"]
    assert blobs.sweep(timedelta(hours=1)) == 0
    assert blobs.sweep(timedelta(0)) == 1
    assert files_of(blobs) == []
