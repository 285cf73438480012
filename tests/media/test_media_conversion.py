"""Films, sounds and pictures come out light, upright, readable everywhere, and say no place."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import imageio_ffmpeg
import pikepdf
import pytest
from media_samples import H264, PICTURE, TONE, iphone_photo
from PIL import Image
from pymediainfo import MediaInfo

from ecole.media.conversion import CannotConvert, bounded, convert, films, upright, wanted
from ecole.media.conversion import ffmpeg as tools
from ecole.media.failures import FAILURES, QUIET
from ecole.models.rendition import Profile


def shot(path: Path, words: str) -> Path:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *words.split()]
    subprocess.run([*command, str(path)], check=True)
    return path


def tracks(path: Path) -> dict[str, object]:
    """The tracks by kind: Video, Audio, General…"""
    return {track.track_type: track for track in MediaInfo.parse(path).tracks}


def code_of(source, kind, profile, folder, page=0):
    with pytest.raises(CannotConvert) as refused:
        convert(source, kind, profile, folder, page)
    assert refused.value.code in FAILURES
    return refused.value.code


# What to make

FILM = {"plays": True, "width": 1280, "height": 720, "duration_seconds": 60.0, "size": 30_000_000}


@pytest.mark.parametrize(("changes", "profiles"), [
    ({}, "poster video-480 sound video-240"),
    ({"size": 2_000_000}, "poster video-480 sound"),
    ({"width": 640, "height": 480, "size": 7_000_000}, "poster sound video-240"),
    ({"width": 640, "height": 480, "size": 7_000_000, "plays": False},
     "poster video-480 sound video-240"),
    ({"width": 320, "height": 240, "size": 1_000_000}, "poster sound"),
    ({"duration_seconds": None}, "poster video-480 sound video-240"),
])
def test_it_wants_of_a_film(changes, profiles):
    assert wanted("video", "video/mp4", **FILM | changes) == profiles.split()


@pytest.mark.parametrize(("kind", "mime", "plays", "seconds", "profiles"), [
    ("audio", "audio/mp4", True, 20, ""),
    ("audio", "audio/mpeg", True, 600, "opus"),
    ("audio", "audio/mp4", False, 20, "aac"),
    ("audio", "audio/webm", True, 20, "aac"),
    ("audio", "audio/wav", False, 600, "aac opus"),
    ("image", "image/jpeg", True, None, "small small-jpeg large"),
    ("image", "image/heic", False, None, "large"),
    ("pdf", "application/pdf", True, None, "poster"),
    ("office", "application/vnd.oasis.opendocument.text", True, None, ""),
])
def test_it_wants_of_the_rest(kind, mime, plays, seconds, profiles):
    made = wanted(kind, mime, plays=plays, width=None, height=None, duration_seconds=seconds,
                  size=8_000_000)
    assert made == profiles.split()


# Films and sounds

@pytest.mark.parametrize("name", [
    "film.mp4", "iphone.mov", "hevc.mp4", "ten-bits.mp4", "old.mp4", "old.3gp", "film.webm",
    "mute.mp4", "alac.mov", "pcm.mov", "pieces.mp4"])
def test_a_film_becomes_one_that_every_phone_plays(sample, tmp_path, name):
    made = convert(sample(name), "video", Profile.VIDEO_480, tmp_path)
    found = tracks(made.path)
    video = found["Video"]
    assert (video.format, video.bit_depth, video.chroma_subsampling) == ("AVC", 8, "4:2:0")
    assert (video.width, video.height) == (made.width, made.height)
    assert made.mime == "video/mp4"
    assert video.frame_rate_mode == "CFR"
    has_sound = "Audio" in tracks(sample(name))
    assert ("Audio" in found) == has_sound
    if has_sound:
        assert found["Audio"].format == "AAC"
    content = made.path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_large_film_is_made_small_and_even(tmp_path):
    source = shot(tmp_path / "a.mp4", f"-f lavfi -i testsrc=s=1279x721:r=50:d=1 {H264[:12]} "
                  "-pix_fmt yuv444p")
    made = convert(source, "video", Profile.VIDEO_480, tmp_path)
    assert (made.width, made.height) == (852, 480)
    assert float(tracks(made.path)["Video"].frame_rate) == 30
    lighter = convert(source, "video", Profile.VIDEO_240, tmp_path)
    assert (lighter.width, lighter.height) == (426, 240)


def test_a_film_is_turned_upright(tmp_path):
    lying = shot(tmp_path / "lying.mp4", f"-f lavfi -i testsrc=s=1280x720:r=10:d=1 {H264}")
    held = shot(tmp_path / "held.mov", f"-display_rotation 90 -i {lying} -c copy")
    made = convert(held, "video", Profile.VIDEO_480, tmp_path)
    assert (made.width, made.height) == (480, 854)
    assert float(tracks(made.path)["Video"].rotation or 0) == 0
    poster = convert(held, "video", Profile.POSTER, tmp_path)
    assert (poster.width, poster.height) == (480, 854)


def test_points_that_are_not_square_become_so(tmp_path):
    source = shot(tmp_path / "dv.mp4", f"-f lavfi -i testsrc=s=720x576:r=10:d=1 {H264} "
                  "-vf setsar=16/11")
    made = convert(source, "video", Profile.VIDEO_480, tmp_path)
    assert made.width / made.height == pytest.approx(720 * 16 / 11 / 576, rel=0.01)


def test_bright_colours_are_brought_back(tmp_path):
    """Filmed for a screen that shines (HLG): on the others it would be grey."""
    source = shot(tmp_path / "hlg.mov", "-f lavfi -i testsrc=s=320x240:r=10:d=1 -c:v libx265 "
                  "-pix_fmt yuv420p10le -tag:v hvc1 -color_primaries bt2020 -color_trc "
                  "arib-std-b67 -colorspace bt2020nc -x265-params log-level=none:colorprim=bt2020:"
                  "transfer=arib-std-b67:colormatrix=bt2020nc")
    assert tools.probe(source, tmp_path).is_hdr
    video = tracks(convert(source, "video", Profile.VIDEO_480, tmp_path).path)["Video"]
    assert video.transfer_characteristics in (None, "BT.709")
    assert convert(source, "video", Profile.POSTER, tmp_path).width == 320


def test_a_poster_is_not_black(tmp_path):
    source = shot(tmp_path / "a.mp4", "-f lavfi -i color=black:s=160x120:r=10:d=4 -f lavfi -i "
                  f"color=white:s=160x120:r=10:d=4 -filter_complex [0][1]concat=n=2 {H264}")
    made = convert(source, "video", Profile.POSTER, tmp_path)
    assert films.measure(made.path)[2] > 200
    assert [path.suffix for path in tmp_path.iterdir()].count(".jpg") == 1


def test_a_film_of_a_moment_has_a_poster(tmp_path):
    source = shot(tmp_path / "a.mp4", f"-f lavfi -i testsrc=s=160x120:r=10:d=0.3 {H264}")
    assert convert(source, "video", Profile.POSTER, tmp_path).mime == "image/jpeg"


def test_the_sound_of_a_film_alone(sample, tmp_path):
    made = convert(sample("film.mp4"), "video", Profile.SOUND, tmp_path)
    assert made.mime == "audio/mp4"
    assert {"General", "Audio"} == set(tracks(made.path))
    assert code_of(sample("mute.mp4"), "video", Profile.SOUND, tmp_path) == "no_sound"
    assert "no_sound" in QUIET


@pytest.mark.parametrize("name", [
    "voice.wav", "voice.flac", "voice.aac", "voice.amr", "voice.ogg", "voice.webm",
    "recorded.webm", "alac.m4a", "pcm-only.mov", "recorded.mp4"])
def test_a_sound_becomes_one_that_plays_everywhere(sample, tmp_path, name):
    made = convert(sample(name), "audio", Profile.AAC, tmp_path)
    sound = tracks(made.path)["Audio"]
    assert (sound.format, made.mime) == ("AAC", "audio/mp4")
    assert float(sound.duration) == pytest.approx(2000, abs=120)


def test_long_speech_is_made_light(tmp_path):
    source = shot(tmp_path / "a.wav", "-f lavfi -i sine=440:d=20 -ac 2")
    made = convert(source, "audio", Profile.OPUS, tmp_path)
    assert made.mime == "audio/ogg"
    assert tracks(made.path)["Audio"].format == "Opus"
    assert made.path.stat().st_size * 8 / 20 < 48_000


def test_nothing_is_said_of_who_and_where(tmp_path):
    source = shot(tmp_path / "a.mov", f"{PICTURE} {TONE} {H264} -c:a aac -metadata "
                  "com.apple.quicktime.location.ISO6709=+48.1113-001.6800/ -metadata title=Lea "
                  "-metadata:s:v handler_name=Lea -movflags use_metadata_tags")
    for profile in (Profile.VIDEO_480, Profile.SOUND, Profile.POSTER):
        content = convert(source, "video", profile, tmp_path).path.read_bytes()
        for trace in (b"48.11", b"Lea", b"location", b"creation"):
            assert trace not in content


@pytest.mark.parametrize("part", [0.1, 0.3, 0.6])
def test_a_cut_film_fails_with_its_reason(tmp_path, part):
    source = shot(tmp_path / "a.mov", f"{PICTURE} {TONE} {H264} -c:a aac")
    source.write_bytes(source.read_bytes()[: int(source.stat().st_size * part)])
    assert code_of(source, "video", Profile.VIDEO_480, tmp_path) == "damaged"


# Pictures

def test_a_photo_is_made_small_twice(sample, tmp_path):
    for profile, mime in ((Profile.SMALL, "image/webp"), (Profile.SMALL_JPEG, "image/jpeg")):
        made = convert(sample("photo.jpg"), "image", profile, tmp_path)
        with Image.open(made.path) as picture:
            assert (made.mime, picture.get_format_mimetype()) == (mime, mime)
            assert max(picture.size) == max(made.width, made.height) == 320
            assert not picture.getexif()


def test_a_large_photo_is_only_made_when_it_is_lighter(tmp_path):
    source = tmp_path / "a.jpg"
    Image.effect_noise((1600, 1200), 60).save(source, quality=82)
    made = convert(source, "image", Profile.LARGE, tmp_path)
    assert (made.mime, made.width) == ("image/webp", 1600)
    assert made.path.stat().st_size < source.stat().st_size
    Image.effect_noise((300, 200), 90).save(source, quality=5)
    assert code_of(source, "image", Profile.LARGE, tmp_path) == "no_gain"
    assert "no_gain" in QUIET


def test_what_one_sees_through_stays_so_where_it_can(sample, tmp_path):
    with Image.open(convert(sample("drawing.png"), "image", Profile.SMALL, tmp_path).path) as made:
        assert made.convert("RGBA").getpixel((2, 2))[3] == 0
    small = convert(sample("drawing.png"), "image", Profile.SMALL_JPEG, tmp_path)
    with Image.open(small.path) as made:
        assert made.getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize("told", ["twice", "by EXIF", "by the format"])
def test_an_iphone_photo_is_turned_once(tmp_path, told):
    source = tmp_path / "IMG_1.HEIC"
    iphone_photo(source, (2000, 1500))
    content = source.read_bytes()
    assert b"irot" in content
    if told == "by EXIF":
        source.write_bytes(content.replace(b"irot", b"free"))
    elif told == "by the format":
        straight = b"\x01\x12\0\3\0\0\0\1\0"
        source.write_bytes(content.replace(straight + b"\6", straight + b"\1"))
        assert source.read_bytes() != content
    made = upright(source, tmp_path)
    with Image.open(made.path) as picture:
        assert (made.mime, picture.size) == ("image/jpeg", (1200, 1600))
        # What lies at the left on the disk is at the top for the eye.
        assert picture.getpixel((600, 50))[1] < 60
        assert picture.getpixel((600, 1500))[1] > 200
        assert not picture.getexif()
    for trace in (b"Exif", b"Telephone", b"Lea"):
        assert trace not in made.path.read_bytes()


def test_the_colours_of_an_iphone_photo_are_brought_back(tmp_path):
    """Its profile says that the first of its three figures is green."""
    import pillow_heif
    from PIL import ImageCms

    pillow_heif.register_heif_opener()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp0").replace(b"gXYZ", b"rXYZ").replace(b"tmp0", b"gXYZ")
    source = tmp_path / "a.heic"
    Image.new("RGB", (64, 64), (255, 0, 0)).save(source, icc_profile=swapped)
    with Image.open(upright(source, tmp_path).path) as picture:
        red, green, _ = picture.getpixel((32, 32))
    assert green > 200 > 60 > red


def test_an_iphone_photo_is_measured_before_it_is_decoded(sample, tmp_path):
    """Its header says 50 000 × 50 000 points."""
    content = sample("photo.heic").read_bytes()
    at = content.index(b"ispe") + 8
    source = tmp_path / "a.heic"
    source.write_bytes(content[:at] + (50_000).to_bytes(4) * 2 + content[at + 8 :])
    with pytest.raises(CannotConvert) as refused:
        upright(source, tmp_path)
    assert refused.value.code in ("too_big", "damaged")


def test_a_cut_iphone_photo_says_so(sample, tmp_path):
    source = tmp_path / "a.heic"
    source.write_bytes(sample("photo.heic").read_bytes()[:-300])
    with pytest.raises(CannotConvert) as refused:
        upright(source, tmp_path)
    assert refused.value.code == "damaged"


# Pages

def test_a_page_of_a_pdf_is_a_picture(sample, tmp_path):
    poster = convert(sample("page.pdf"), "pdf", Profile.POSTER, tmp_path)
    assert (poster.mime, poster.width) == ("image/jpeg", 240)
    page = convert(sample("page.pdf"), "pdf", Profile.PAGE, tmp_path, 2)
    assert (page.mime, page.width) == ("image/webp", 1080)
    assert code_of(sample("page.pdf"), "pdf", Profile.PAGE, tmp_path, 3) == "damaged"


def test_what_was_filled_in_a_form_is_on_the_page(tmp_path):
    from reportlab.pdfgen import canvas

    written = io.BytesIO()
    paper = canvas.Canvas(written, pagesize=(300, 300))
    paper.acroForm.textfield(value="HHHHHHHHHH", x=50, y=100, width=200, height=60, fontSize=30,
                             borderWidth=0, fillColor=None)
    paper.showPage()
    paper.save()
    (tmp_path / "a.pdf").write_bytes(written.getvalue())
    made = convert(tmp_path / "a.pdf", "pdf", Profile.PAGE, tmp_path, 1)
    with Image.open(made.path) as page:
        assert page.convert("L").getextrema()[0] < 60


def test_a_page_of_text_is_exact_and_one_with_a_photo_is_not(tmp_path):
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    for name in ("text", "photo"):
        paper = canvas.Canvas(str(tmp_path / f"{name}.pdf"), pagesize=(300, 300))
        paper.setFillColorRGB(0.2, 0.4, 0.3)
        paper.drawString(40, 250, "Le chat dort.")
        if name == "photo":
            paper.drawImage(ImageReader(noise), 20, 20, 200, 200)
        paper.save()
        made = convert(tmp_path / f"{name}.pdf", "pdf", Profile.PAGE, tmp_path, 1)
        is_lossless = b"VP8L" in made.path.read_bytes()[:40]
        assert is_lossless == (name == "text")


@pytest.mark.parametrize("size", [(3, 14_000), (14_000, 3), (14_000, 14_000), (3, 3)])
def test_a_page_of_an_odd_shape_stays_bounded(tmp_path, size):
    document = pikepdf.new()
    document.add_blank_page(page_size=size)
    document.save(tmp_path / "a.pdf")
    made = convert(tmp_path / "a.pdf", "pdf", Profile.PAGE, tmp_path, 1)
    assert made.width * made.height <= 6_100_000


# The small process

LIMITS = bounded.Bounds(memory=1024**3, seconds=20, file_size=10 * 1024**2)


def child(tmp_path, body, limits=LIMITS):
    script = tmp_path / "script.py"
    script.write_text(f"def answer():\n{textwrap.indent(textwrap.dedent(body), '    ')}")
    return json.loads(bounded.run([str(script)], limits, tmp_path).splitlines()[-1])


def test_the_child_is_the_last_served_and_sees_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("ECOLE_SECRET", "s3cret")
    seen = child(tmp_path, """
        import os
        return {"nice": os.nice(0), "names": sorted(os.environ), "cwd": os.getcwd()}
    """)
    assert seen["nice"] == 19
    assert set(seen["names"]) <= {"PATH", "LD_LIBRARY_PATH", "TMPDIR", "HOME", "LC_CTYPE"}
    assert seen["cwd"] == str(tmp_path)


def test_the_child_may_not_take_all_the_memory(tmp_path):
    assert child(tmp_path, "return len(bytes(3 * 1024**3))") == {"failure": "too_big"}


def test_the_child_may_not_fill_the_disk(tmp_path):
    with pytest.raises(CannotConvert) as refused:
        child(tmp_path, """
            with open("big", "wb") as file:
                file.write(bytes(50_000_000))
        """)
    assert refused.value.code == "too_big"


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(60)"])
def test_the_child_may_not_last(tmp_path, body):
    limits = bounded.Bounds(memory=1024**3, seconds=1, file_size=0)
    with pytest.raises(CannotConvert) as refused:
        child(tmp_path, body, limits)
    assert refused.value.code == "too_long"


def test_a_child_killed_by_another_is_worth_another_try(tmp_path):
    with pytest.raises(RuntimeError):
        child(tmp_path, "import os; os.kill(os.getpid(), 9)")


def test_a_missing_library_is_not_the_fault_of_the_file(tmp_path):
    with pytest.raises(RuntimeError):
        child(tmp_path, "import no_such_library")


def test_no_tool_no_film(sample, tmp_path, monkeypatch):
    film = sample("film.mp4")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/bin/false")
    monkeypatch.setenv("PATH", str(tmp_path))
    tools.tool.cache_clear()
    try:
        assert code_of(film, "video", Profile.POSTER, tmp_path) == "no_tool"
    finally:
        tools.tool.cache_clear()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a promise of Linux only")
def test_the_child_dies_with_its_server(tmp_path):
    (tmp_path / "script.py").write_text(
        "def answer():\n import os, time\n open('pid', 'w').write(str(os.getpid()))\n"
        " time.sleep(60)\n")
    server = subprocess.Popen([sys.executable, "-c", textwrap.dedent(f"""
        from pathlib import Path
        from ecole.media.conversion.bounded import Bounds, run
        here = Path({str(tmp_path)!r})
        run([str(here / "script.py")], Bounds(1024**3, 60, 10_000), here)
    """)], cwd=Path(__file__).parents[2])
    pid = tmp_path / "pid"
    until(lambda: pid.exists() and pid.read_text())
    number = int(pid.read_text())
    server.send_signal(signal.SIGKILL)
    server.wait()
    until(lambda: not lives(number))


def until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


# Files that name other files

def test_a_list_of_other_files_is_not_followed(tmp_path):
    """What `inspect` refuses already is refused again by the tool itself."""
    secret = shot(tmp_path / "secret.mp4", f"{PICTURE} {H264}")
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/a.mp4"
        lists = (
            f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n",
            f"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n",
            f"#EXTM3U\n#EXTINF:1,\nconcat:{address}|file:///etc/passwd\n",
            f"ffconcat version 1.0\nfile {secret.name}\n",
            f"ffconcat version 1.0\nfile '{address}'\n",
            f"<?xml version='1.0'?><MPD><Period><BaseURL>{address}</BaseURL></Period></MPD>",
            "#EXTM3U\n#EXTINF:1,\n" + address + "\n" + "\n" * 3000,
        )
        for number, content in enumerate(lists):
            source = tmp_path / f"list-{number}.mp4"
            source.write_text(content)
            assert tools.probe(source, tmp_path).seconds == 0
            for profile in (Profile.VIDEO_480, Profile.POSTER):
                assert code_of(source, "video", profile, tmp_path) == "damaged"
        with pytest.raises(TimeoutError):
            trap.accept()
