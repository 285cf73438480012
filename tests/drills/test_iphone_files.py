"""What an iPhone really films and photographs, from its reception to what families are shown: it
plays everywhere, stands upright, and no stored byte says where it was taken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pymediainfo import MediaInfo

from ecole.media.conversion import convert, upright, wanted
from ecole.media.reception import Received, receive
from ecole.models.rendition import Profile
from ecole.storage.blobs import FolderBlobs
from tests.media.media_iphone import AAC, FILMS, PLACE, SECONDS, SQUARE, photo, run

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
@pytest.fixture
def store(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


def received(path: Path, store: FolderBlobs) -> Received:
    return receive(io.BytesIO(path.read_bytes()), path.name, store)


def track(path: Path, kind: str) -> MediaInfo:
    return next(found for found in MediaInfo.parse(path).tracks if found.track_type == kind)


@pytest.mark.parametrize("name", FILMS)
def test_a_film_of_an_iphone_plays_everywhere(
    tmp_path: Path, store: FolderBlobs, name: str
) -> None:
    path = FILMS[name](tmp_path)
    if name == "varied-pace.mov":
        assert track(path, "Video").frame_rate_mode == "VFR"
    file = received(path, store)
    assert (file.kind, file.mime, file.plays) == ("video", "video/quicktime", False)
    assert (file.width, file.height) == (720, 1280)
    profiles = wanted(file.kind, file.mime, plays=file.plays, width=file.width,
                      height=file.height, duration_seconds=file.duration_seconds, size=file.size)
    assert profiles[:2] == [Profile.POSTER, Profile.VIDEO_480]
    for profile in profiles:
        with store.local(file.key) as source:
            made = convert(source, file.kind, profile, tmp_path)
        content = made.path.read_bytes()
        store.put(io.BytesIO(content), len(content))
        if profile in (Profile.VIDEO_480, Profile.VIDEO_240):
            check_film(made.path, content, 480 if profile == Profile.VIDEO_480 else 240)
        if profile == Profile.POSTER:
            assert made.width is not None
            assert made.height is not None
            assert made.width < made.height
    no_place_in(store)


def check_film(path: Path, content: bytes, side: int) -> None:
    film, sound = track(path, "Video"), track(path, "Audio")
    assert (film.format, film.bit_depth, film.chroma_subsampling) == ("AVC", 8, "4:2:0")
    # Upright by itself: no matrix is left to turn it.
    assert film.width == side
    assert film.width < film.height
    assert float(film.rotation or 0) == 0
    assert film.frame_rate_mode == "CFR"
    assert 10 <= float(film.frame_rate) <= 30
    assert sound.format == "AAC"
    for found in (film, sound):
        assert float(found.duration) == pytest.approx(SECONDS * 1000, rel=0.1)
    assert content.index(b"moov") < content.index(b"mdat")


def no_place_in(store: FolderBlobs) -> None:
    keys = list(store.stored_keys())
    assert keys
    for key in keys:
        with store.open(key) as blob:
            found = PLACE.search(blob.read())
        assert found is None, found


def test_a_photo_of_an_iphone_becomes_an_upright_jpeg(tmp_path: Path, store: FolderBlobs) -> None:
    file = received(photo(tmp_path), store)
    assert (file.kind, file.mime, file.plays) == ("image", "image/heic", False)
    with store.local(file.key) as source:
        made = upright(source, tmp_path)
    with Image.open(made.path) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (made.width, made.height) == (1200, 1600)
        assert not picture.getexif()
        # What lies at the left on the disk is at the top for the eye.
        assert picture.getpixel((600, 50))[1] < 60
        assert picture.getpixel((600, 1500))[1] > 200
    assert not PLACE.search(made.path.read_bytes())
    assert b"Apple" not in made.path.read_bytes()


def test_only_the_sound_of_a_recorder_of_an_iphone(tmp_path: Path, store: FolderBlobs) -> None:
    """48 kHz, one channel, in a .mov without a picture."""
    path = tmp_path / "note.mov"
    run(f"-f lavfi -i sine=440:d={SECONDS} {AAC} -movflags use_metadata_tags "
        f"-metadata com.apple.quicktime.location.ISO6709={SQUARE}", path)
    file = received(path, store)
    assert (file.kind, file.mime, file.plays) == ("audio", "audio/mp4", False)
    with store.local(file.key) as source:
        made = convert(source, file.kind, Profile.AAC, tmp_path)
    sound = track(made.path, "Audio")
    assert (sound.format, sound.channel_s) == ("AAC", 1)
    no_place_in(store)
