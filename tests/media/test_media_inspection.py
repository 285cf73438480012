"""Files that families and teachers really send are recognised by what is in them."""

import subprocess

import imageio_ffmpeg
import pytest

from ecole.media.inspection import inspect
from ecole.media.refusals import ADVICE, RefusedFile

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
TAKEN = {
    "photo.jpg": ("image", "image/jpeg", ".jpg"),
    "drawing.png": ("image", "image/png", ".png"),
    "drawing.webp": ("image", "image/webp", ".webp"),
    "page.pdf": ("pdf", "application/pdf", ".pdf"),
    "film.mp4": ("video", "video/mp4", ".mp4"),
    "mute.mp4": ("video", "video/mp4", ".mp4"),
    "pieces.mp4": ("video", "video/mp4", ".mp4"),
    "film.webm": ("video", "video/webm", ".webm"),
    "voice.m4a": ("audio", "audio/mp4", ".m4a"),
    "voice.mp3": ("audio", "audio/mpeg", ".mp3"),
    "voice.flac": ("audio", "audio/flac", ".flac"),
    "voice.ogg": ("audio", "audio/ogg", ".ogg"),
    "voice.webm": ("audio", "audio/webm", ".webm"),
    "recorded.webm": ("audio", "audio/webm", ".webm"),
    "recorded.mp4": ("audio", "audio/mp4", ".m4a"),
    "text.odt": ("office", f"{ODF}text", ".odt"),
    "table.ods": ("office", f"{ODF}spreadsheet", ".ods"),
    "slides.odp": ("office", f"{ODF}presentation", ".odp"),
    "text.docx": ("office", f"{OOXML}wordprocessingml.document", ".docx"),
    "table.xlsx": ("office", f"{OOXML}spreadsheetml.sheet", ".xlsx"),
    "slides.pptx": ("office", f"{OOXML}presentationml.presentation", ".pptx"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_it_knows_a_file_by_its_content(sample, name):
    found = inspect(sample(name), "lies.exe")
    assert (found.kind, found.mime, found.extension) == TAKEN[name]
    assert found.size == sample(name).stat().st_size
    assert (found.duration_seconds is not None) == (found.kind in ("audio", "video"))


def test_it_measures(sample):
    film, page, photo = (inspect(sample(n), n) for n in ("film.mp4", "page.pdf", "photo.jpg"))
    assert (film.width, film.height, film.duration_seconds) == (160, 120, pytest.approx(2, abs=0.2))
    assert (page.pages, photo.width, photo.height) == (2, 1800, 1200)


@pytest.mark.parametrize("name", ["recorded.webm", "recorded.mp4"])
def test_it_finds_the_length_that_a_browser_did_not_write(sample, name):
    assert inspect(sample(name), "voix").duration_seconds == pytest.approx(2, abs=0.1)


CONVERTED = {
    "photo.heic": ("image", "image/heic", ".heic"),
    "iphone.mov": ("video", "video/quicktime", ".mov"),
    "h264.mov": ("video", "video/quicktime", ".mov"),
    "alac.mov": ("video", "video/quicktime", ".mov"),
    "pcm.mov": ("video", "video/quicktime", ".mov"),
    "hevc.mp4": ("video", "video/mp4", ".mp4"),
    "old.mp4": ("video", "video/mp4", ".mp4"),
    "ten-bits.mp4": ("video", "video/mp4", ".mp4"),
    "alac.m4a": ("audio", "audio/mp4", ".m4a"),
    "pcm-only.mov": ("audio", "audio/mp4", ".m4a"),
    "voice.wav": ("audio", "audio/wav", ".wav"),
    "voice.aac": ("audio", "audio/aac", ".aac"),
    "voice.amr": ("audio", "audio/amr", ".amr"),
    "old.3gp": ("video", "video/3gpp", ".3gp"),
}


@pytest.mark.parametrize("name", CONVERTED)
def test_it_takes_what_will_be_converted(sample, name):
    found = inspect(sample(name), "lies.exe")
    assert (found.kind, found.mime, found.extension, found.plays) == (*CONVERTED[name], False)


@pytest.mark.parametrize("name", TAKEN)
def test_it_says_what_plays_as_it_came(sample, name):
    assert inspect(sample(name), name).plays


def test_it_measures_an_iphone_photo_before_decoding_it(sample):
    found = inspect(sample("photo.heic"), "IMG_1.HEIC")
    assert {found.width, found.height} == {400, 300}


ELSEWHERE = {
    "film.mkv": "video_format",
    "film.avi": "video_format",
    "film.flv": "video_format",
    "film.wmv": "video_format",
    "voice.aiff": "audio_format",
    "photo.avif": "picture",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_it_says_which_format_to_choose(sample, name):
    with pytest.raises(RefusedFile) as refused:
        inspect(sample(name), name)
    assert refused.value.code == ELSEWHERE[name]
    assert any(word in refused.value.reason for word in ("MP4", "MP3", "JPEG"))


@pytest.mark.parametrize("name", [
    "film.mp4", "voice.m4a", "film.webm", "voice.mp3", "page.pdf", "iphone.mov", "photo.heic"])
def test_it_refuses_a_cut_file(sample, tmp_path, name):
    content = sample(name).read_bytes()
    cut = tmp_path / name
    cut.write_bytes(content[: len(content) // 2])
    with pytest.raises(RefusedFile) as refused:
        inspect(cut, name)
    assert refused.value.code == "damaged"


def test_it_refuses_what_has_neither_sound_nor_image(tmp_path):
    (tmp_path / "words.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nBonjour\n")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", tmp_path / "words.srt"]
    subprocess.run([*command, "-c:s", "mov_text", tmp_path / "words.mp4"], check=True)
    with pytest.raises(RefusedFile) as refused:
        inspect(tmp_path / "words.mp4", "film.mp4")
    assert refused.value.code == "av_silent"


def test_every_refusal_is_a_french_sentence():
    for code in ADVICE:
        reason = RefusedFile(code, "leçon.pdf", limit=20, pages=400).reason
        assert reason.startswith("«\u00a0leçon.pdf\u00a0»\u00a0: ")
        assert reason.endswith(".")
        for plain in (" :", " ?", " !", " ;", "« ", " »", "'", "{"):
            assert plain not in reason, reason


def test_it_shows_no_hidden_letter_of_the_name():
    reason = RefusedFile("svg", "photo\u202egnp.svg\x00").reason
    assert reason == (
        "«\u00a0photognp.svg\u00a0»\u00a0: ce type de dessin peut contenir un programme. "
        "Enregistrez-le en PNG ou en PDF."
    )
