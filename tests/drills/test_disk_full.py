"""A disk without room, for real: the sender is told, nothing is half stored, what was stored is
read, and it works again once room is made.

The data are on a small disk of their own where one may be mounted; elsewhere the system lets the
server write no file longer than a limit, which fails the same writes.
"""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import time
from base64 import b64encode
from pathlib import Path

import pytest
from served_school import Browser, heavier, make_demo, serve

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
SIZE_MB, LEFT, TEXT = 64, 400_000, "Un texte que je ne veux pas perdre"
BIG, HUGE = 3_000_000, 12_000_000  # beyond a form in memory, beyond a body in memory


class SmallDisk:
    """A disk that can be filled, and emptied again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, folder / "ballast"
        folder.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "none", str(folder)],
            capture_output=True, check=False)
        self.is_mounted = mounted.returncode == 0

    def fill(self, server: subprocess.Popen[str]) -> None:
        if not self.is_mounted:
            _let_write(server, 2_500_000)
            return
        stat = os.statvfs(self.folder)
        with self.ballast.open("wb") as file:
            for _ in range((stat.f_bavail * stat.f_frsize - LEFT) // 65_536):
                file.write(bytes(65_536))

    def make_room(self, server: subprocess.Popen[str]) -> None:
        if self.is_mounted:
            self.ballast.unlink()
        else:
            _let_write(server, resource.RLIM_INFINITY)

    def close(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


def _let_write(server: subprocess.Popen[str], longest: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (longest, most))


@pytest.fixture
def disk(tmp_path):
    made = SmallDisk(tmp_path / "disk")
    yield made
    made.close()


@pytest.fixture
def school(disk):
    """The server, the teacher's browser, the page of a class, the data."""
    data = disk.folder / "instance"
    entries = make_demo(data)
    server, port = serve(data)
    try:
        teacher = Browser(port)
        page = teacher.sign_in(entries["teacher_email"], entries["teacher_password"])
        yield server, teacher, page, data
    finally:
        server.terminate()
        server.communicate()


def blobs_in(data):
    return {path.name for path in (data / "files").glob("??/??/*")}


def drafts_in(data):
    return [path for folder in ("drafts", "uploads") if (data / "files" / folder).is_dir()
            for path in (data / "files" / folder).iterdir()]


def give(teacher, page, film, title):
    return teacher.send_form(f"{page}/consignes/nouvelle", film, title=title, subject="maths",
                             body=TEXT, day_on=time.strftime("%Y-%m-%d"))


def titles(data):
    with sqlite3.connect(data / "ecole.sqlite3") as rows:
        return sorted(title for (title,) in rows.execute("SELECT title FROM instruction"))


def wait_for_poster(data, key):
    """Seconds may pass: one conversion at a time."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        with sqlite3.connect(data / "ecole.sqlite3") as rows:
            found = rows.execute("SELECT blob_key FROM rendition WHERE source_key = ? "
                                 "AND profile = 'poster'", (key,)).fetchone()
        if found and found[0]:
            return True
        time.sleep(0.3)
    return False


def test_a_full_disk(disk, school):
    server, teacher, page, data = school
    status, _, shown = give(teacher, page, heavier(300_000), "Avant")
    assert status == 303, "there is room"
    _, said, _ = teacher.ask("GET", shown)
    (film_url, *_) = re.findall(r'/e/[^"?]+/fichiers/[^"?]+film\.mp4', said)
    disk.fill(server)
    # What is being made of the first film meanwhile is no upload of anybody.
    before = titles(data)

    status, said, _ = give(teacher, page, heavier(BIG), "Trop lourd")
    assert status == 200
    assert "le disque de l’école est plein" in said
    assert TEXT in said, "the form comes back filled"
    status, said, _ = give(teacher, page, heavier(HUGE), "Bien trop lourd")
    assert status == 507
    assert "Le disque de l’école est plein" in said
    assert send_in_pieces(teacher, page, heavier(BIG)) == 507
    assert titles(data) == before, "no row without its file"
    assert all(path.stat().st_size < BIG for path in drafts_in(data)), "nothing half stored"

    status, said, _ = teacher.ask("GET", film_url, Range="bytes=0-99")
    assert status == 206, "what was stored is read"
    assert teacher.ask("GET", page)[0] == 200
    assert give(teacher, page, b"", "Sans fichier")[0] == 303, "a text has room"

    disk.make_room(server)
    known = blobs_in(data)
    status, _, _ = give(teacher, page, heavier(BIG), "Après")
    assert status == 303
    assert titles(data) == sorted([*before, "Sans fichier", "Après"])
    new = [key for key in blobs_in(data) - known
           if (data / "files" / key[:2] / key[2:4] / key).stat().st_size == BIG]
    assert len(new) == 1
    assert wait_for_poster(data, new[0]), "conversions go on"


def send_in_pieces(teacher, page, film):
    """The status that ends an upload in pieces, refused at once or where the room ends."""
    token = teacher.hidden(f"{page}/consignes/nouvelle")["csrf_token"]
    school = page.rsplit("/classes/", 1)[0]
    about = {"Tus_Resumable": "1.0.0", "X_CSRFToken": token}
    name = b64encode(b"film.mp4").decode()
    status, said, place = teacher.ask(
        "POST", f"{school}/envois", Upload_Length=str(len(film)),
        Upload_Metadata=f"filename {name}", **about)
    if status == 201:
        status, said, _ = teacher.ask(
            "PATCH", place, film, Upload_Offset="0",
            Content_Type="application/offset+octet-stream", **about)
    assert "message" in said
    return status
