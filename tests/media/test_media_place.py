"""Where a film was taken is forgotten before the film is kept."""

import hashlib
import struct
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
from media_samples import RECIPES, film

from ecole.media.inspection import inspect
from ecole.media.place import without_place
from ecole.storage.blobs import Draft

SQUARE = b"+48.1113-001.6800+035.000/"


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name + content


def forget(path: Path) -> Draft:
    content = path.read_bytes()
    draft = without_place(Draft(path, hashlib.sha256(content).hexdigest(), len(content)))
    assert draft.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.stat().st_size == len(content)
    return draft


def apple(path: Path, **tags: str) -> None:
    words = [f"-metadata com.apple.quicktime.{tag}={value}" for tag, value in tags.items()]
    command = f"{RECIPES['h264.mov']} {' '.join(words)} -movflags use_metadata_tags"
    run = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *command.split()]
    subprocess.run([*run, str(path)], check=True)


def test_it_forgets_the_place_of_an_iphone(tmp_path):
    path = tmp_path / "a.mov"
    apple(path, **{"location.ISO6709": SQUARE.decode(), "location.name": "Chez-Lea",
                   "location.accuracy.horizontal": "4.9", "make": "Apple"})
    assert SQUARE in path.read_bytes()
    forget(path)
    content = path.read_bytes()
    assert b"+00.0000-000.0000+000.000/" in content
    for trace in (b"48.11", b"Chez-Lea", b"4.9"):
        assert trace not in content
    assert b"Apple" in content
    assert inspect(path, "a.mov").duration_seconds == 2


@pytest.mark.parametrize("name", ["film.mp4", "h264.mov", "iphone.mov", "voice.m4a"])
def test_it_leaves_a_film_without_place_as_it_is(sample, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(sample(name).read_bytes())
    before = path.read_bytes()
    assert forget(path).sha256 == hashlib.sha256(before).hexdigest()
    assert path.read_bytes() == before


def test_it_forgets_the_place_of_an_android(tmp_path):
    path = tmp_path / "film.mp4"
    film(path)
    path.write_bytes(path.read_bytes() + box(b"moov", box(b"udta",
        box(b"\xa9xyz", b"\0\x12\x15\xc7", SQUARE),
        box(b"loci", bytes(6), b"Rennes\0", struct.pack(">iii", -110100, 3152937, 0)),
        box(b"GPMF", b"GPS5", b"\x1c\xac\x3f\x11"),
    )))
    forget(path)
    content = path.read_bytes()
    for trace in (SQUARE, b"48.11", b"Rennes", b"loci", b"GPMF", b"GPS5"):
        assert trace not in content


def test_it_forgets_what_an_editor_left_behind(tmp_path):
    path = tmp_path / "film.mp4"
    film(path)
    adobe = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    path.write_bytes(path.read_bytes() + box(b"free", b"old header " + SQUARE)
                     + box(b"uuid", adobe, b"<exif:GPSLatitude>48,6.678N</exif:GPSLatitude>"))
    forget(path)
    assert b"48" not in path.read_bytes()[-120:]
    assert inspect(path, "film.mp4").plays


def test_it_forgets_the_track_of_places(tmp_path):
    """A track beside the picture, as Apple (mebx), GoPro (gpmd) and Android (camm) write it."""
    path, secret, film_bytes = tmp_path / "a.mov", b"GPS=48.1113;-1.68 ", b"the picture itself "
    start = len(box(b"ftyp", b"qt  ")) + 8
    media = film_bytes + secret * 3 + film_bytes
    first = start + len(film_bytes)
    table = box(b"stbl",
        box(b"stsd", bytes(4), struct.pack(">I", 1), box(b"mebx", bytes(8))),
        box(b"stsz", bytes(4), struct.pack(">IIIII", 0, 3, *[len(secret)] * 3)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 2, 1)),
        box(b"stco", bytes(4), struct.pack(">III", 2, first, first + 2 * len(secret))),
    )
    track = box(b"trak", box(b"mdia", box(b"minf", table)))
    path.write_bytes(box(b"ftyp", b"qt  ") + box(b"mdat", media) + box(b"moov", track))
    forget(path)
    content = path.read_bytes()
    assert b"GPS" not in content
    assert content.count(film_bytes) == 2
    assert content[first : first + 3 * len(secret)] == bytes(3 * len(secret))


@pytest.mark.parametrize("content", [
    b"", b"\0\0\0\x08", b"RIFF1234WAVE", box(b"moov", box(b"udta", b"\xff\xff\xff\xffabcd")),
    box(b"moov") * 30_000, box(b"moov", b"\0\0\0\1udta" + b"\xff" * 8),
    # Ten million samples of the same bytes.
    box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl",
        box(b"stsd", bytes(8), box(b"gpmd", bytes(8))),
        box(b"stsz", bytes(4), struct.pack(">II", 8, 10_000_000)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 10_000_000, 1)),
        box(b"stco", bytes(4), struct.pack(">I", 9), bytes(4_000))))))),
], ids=["empty", "short", "wav", "odd", "crowd", "endless", "tiring"])
def test_it_is_not_tired_by_an_odd_file(tmp_path, content):
    path = tmp_path / "a"
    path.write_bytes(content)
    forget(path)


def test_one_box_in_disorder_does_not_hide_the_next(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(box(b"moov", box(b"trak", b"\xff\xff\xff\xffmdia"),
                         box(b"udta", box(b"\xa9xyz", SQUARE))))
    forget(path)
    assert SQUARE not in path.read_bytes()
