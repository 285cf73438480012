"""A heavy film over a line that is cut fifty times, on a server that restarts and is killed: it
ends byte-identical, and the disk has hardly seen more than its size. Then the reference client."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecole.models import Upload
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.uploads.protocol import read_id
from tests.drills.cut_sender import Cut, CutSender
from tests.drills.upload_site import UploadSite, upload_site

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
MEGABYTES = int(os.environ.get("ECOLE_DRILL_MB", "300"))
CUTS, MOST_WRITTEN = 50, 1.1


@pytest.fixture(scope="module")
def site() -> Iterator[UploadSite]:
    with upload_site() as site:
        yield site


def make_film(path: Path, media: Path, size: int) -> str:
    """A film that is accepted, made heavy by a second box of random data; its SHA-256."""
    film = (media / "l-eau-change-d-etat.mp4").read_bytes()
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in film, struct.pack(">I4s", size - len(film), b"mdat"):
            file.write(part)
            digest.update(part)
        while left := size - file.tell():
            part = os.urandom(min(left, 1_000_000))
            file.write(part)
            digest.update(part)
    return digest.hexdigest()


def kept_of(site: UploadSite, address: str) -> tuple[str, str]:
    """The key that the row of an upload says, and the SHA-256 of the bytes that lie there."""
    with site.app.app_context(), all_schools("drill"):
        upload = db.session.get(Upload, read_id(address.rsplit("/", 1)[1]))
        assert upload
        assert upload.received
        key = str(upload.received["key"])
        db.session.remove()
    with site.app.config["BLOBS"].open(key) as blob:
        return key, hashlib.file_digest(blob, "sha256").hexdigest()


def go_on(site: UploadSite, sender: CutSender, size: int) -> None:
    """To the end, through the cuts; the 17th is a restart, the 34th a kill, the end one more."""
    trouble = {17: signal.SIGTERM, 34: signal.SIGKILL}
    killed_at_the_end = False
    at = sender.offset()
    while at < size:
        try:
            if sender.is_last(at) and not sender.cuts and not killed_at_the_end:
                killed_at_the_end = True
                sender.send_and_leave(at)
                time.sleep(0.25)  # the whole is being summed and looked at
                again(site, signal.SIGKILL)
                at = sender.offset()
            at = sender.send_piece(at)
        except Cut:
            number = trouble.pop(len(sender.done), None)
            if number:
                again(site, number)
            at = sender.offset()
    assert not trouble


def again(site: UploadSite, number: int) -> None:
    site.end(number)
    site.start()


def test_it_ends_byte_identical(site: UploadSite, media: Path, tmp_path: Path,
                                capsys: pytest.CaptureFixture[str]) -> None:
    size = MEGABYTES * 1_000_000
    film, begun = tmp_path / "film.mp4", time.monotonic()
    sha256 = make_film(film, media, size)
    made = time.monotonic()
    seed = random.randrange(10**6)
    cuts = sorted(random.Random(seed).sample(range(size), CUTS))
    sender = CutSender(site.instance.port, site.root, site.headers, film, cuts,
                       min(4_000_000, size // 75))
    sender.create("le film de la classe.mp4")
    go_on(site, sender, size)
    key, kept = kept_of(site, sender.address)
    site.end(signal.SIGTERM)
    ratio = site.written / size
    with capsys.disabled():
        print(f"\n{MEGABYTES} MB, {len(sender.done)} cuts (seed {seed}), {site.lives} lives: "  # noqa: T201
              f"{ratio:.3f} x its size written ({site.counter}), {sender.sent / size:.2f} x sent, "
              f"{time.monotonic() - made:.1f} s (made in {made - begun:.1f} s)")
    assert len(sender.done) == CUTS
    assert (key, kept) == (sha256, sha256)
    assert list(site.app.config["PARTS"].root.iterdir()) == []
    assert ratio <= MOST_WRITTEN
    site.written = 0
    site.start()


def test_the_reference_client_sends_too(site: UploadSite, media: Path, tmp_path: Path) -> None:
    from tusclient.client import TusClient

    film = tmp_path / "film.mp4"
    sha256 = make_film(film, media, 10_000_000)
    client = TusClient(f"{site.instance.address}{site.root}", headers=site.headers)
    about = {"filename": "le film d’été.mp4", "filetype": "video/mp4"}
    with film.open("rb") as stream:  # it does not close those that it opens
        how = {"file_stream": stream, "chunk_size": 4_000_000}
        first = client.uploader(metadata=about, **how)
        first.upload_chunk()
        # Another evening, it goes on from the address it has kept; with sums this time.
        second = client.uploader(url=first.url, upload_checksum=True, **how)
        assert second.offset == 4_000_000
        second.upload()
    address = second.url.removeprefix(site.instance.address)
    assert kept_of(site, address) == (sha256, sha256)
