"""Films and photos as an iPhone writes them: its codecs, its turns, its paces, its places.

The films are made by the ffmpeg that comes with the application: it has the HEVC encoder (x265),
and tests fail, rather than skip, were it to lose it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pillow_heif
from PIL import Image

SQUARE = "+48.1113-001.6800+035.000/"
PLACE = re.compile(rb"48\.1113|001\.6800|GPS|Rennes")
SECONDS = 4
HEVC = ("-c:v libx265 -pix_fmt yuv420p10le -tag:v hvc1 -preset ultrafast "
        "-x265-params log-level=none")
HLG = (f"{HEVC}:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc -color_primaries "
       "bt2020 -color_trc arib-std-b67 -colorspace bt2020nc")
AAC = "-c:a aac -ar 48000 -ac 1"


def make(folder: Path, name: str, picture: str, sound: str = AAC, *, held: bool = True,
         filters: str = "") -> Path:
    """A film in a .mov as an iPhone writes it: lying on the disk with a matrix that turns it,
    its place in Apple's own key."""
    flat, path = folder / f"flat-{name}", folder / name
    run(f"-f lavfi -i testsrc2=s=1280x720:r=30:d={SECONDS} -f lavfi -i sine=440:d={SECONDS} "
        f"{filters} {picture} {sound}", flat)
    turn = "-display_rotation -90 " if held else ""
    run(f"{turn}-i {flat} -c copy -map_metadata 0 -movflags use_metadata_tags "
        f"-metadata com.apple.quicktime.location.ISO6709={SQUARE} "
        "-metadata com.apple.quicktime.location.name=Rennes "
        "-metadata com.apple.quicktime.make=Apple", path)
    flat.unlink()
    assert SQUARE.encode() in path.read_bytes()
    return path


def run(words: str, target: Path) -> None:
    tool = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error"]
    subprocess.run([*tool, *words.split(), str(target)], check=True)


def photo(folder: Path, name: str = "IMG_0001.HEIC") -> Path:
    """12 million points, lying, red at the left; EXIF says to turn it, and where it was."""
    pillow_heif.register_heif_opener()
    image = Image.new("RGB", (4032, 3024), "white")
    image.paste("red", (0, 0, 1000, 3024))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Apple"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 6.0, 40.0), 3: "W", 4: (1.0, 40.0, 30.0)})
    image.save(folder / name, "HEIF", exif=exif.tobytes(), quality=50)
    assert b"irot" in (folder / name).read_bytes()
    return folder / name


FILMS: dict[str, Callable[[Path], Path]] = {
    "hevc-10-bits.mov": lambda folder: make(folder, "hevc-10-bits.mov", HEVC),
    "hdr.mov": lambda folder: make(folder, "hdr.mov", HLG),
    "varied-pace.mov": lambda folder: make(
        folder, "varied-pace.mov", f"{HEVC} -fps_mode vfr",
        filters="-vf select='not(mod(n\\,3))+lt(n\\,30)'"),
    "h264.mov": lambda folder: make(folder, "h264.mov", "-c:v libx264 -pix_fmt yuv420p"),
    "alac.mov": lambda folder: make(
        folder, "alac.mov", "-c:v libx264 -pix_fmt yuv420p", "-c:a alac -ac 2"),
    "pcm.mov": lambda folder: make(
        folder, "pcm.mov", "-c:v libx264 -pix_fmt yuv420p", "-c:a pcm_s16le -ac 2"),
}
