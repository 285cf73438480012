"""The words given to ffmpeg: what it may open, and what never goes through it."""

from __future__ import annotations

import contextlib
import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ecole.media.conversion.bounded import MEGABYTE, Bounds, run, run_script
from ecole.media.conversion.made import CannotConvert

MEMORY = 2048 * MEGABYTE
# A small machine works ten times the length of a film in 4K; far more is a stuck tool.
SECONDS_LEAST, TIMES_LENGTH, UNKNOWN_SECONDS = 120, 25, 1800
LONGEST = 4 * 3600
# Each holds a few pictures of 4K.
THREADS_MAX = 4
PROBE = Bounds(memory=512 * MEGABYTE, seconds=60, file_size=0)
# What `inspect` lets in, and no other: among the rest are lists that name other files.
CONTAINERS = "mov,matroska,webm,ogg,mp3,wav,aac,amr,amrnb,amrwb,flac"
DECODERS = (
    "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,h263,mjpeg,prores,"
    "aac,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,flac,alac,amrnb,amrwb,"
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
    "pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw"
)


@dataclass(frozen=True)
class Probed:
    """What a conversion must know first."""

    seconds: float
    channels: int
    is_hdr: bool
    width: int | None
    height: int | None


def probe(source: Path, folder: Path) -> Probed:
    return Probed(**run_script("probe", [str(source)], PROBE, folder))


def ffmpeg(
    source: Path, target: Path, words: list[str], *, seconds: float, byte_rate: int,
    before: tuple[str, ...] = (),
) -> None:
    """Convert with these words. `byte_rate` bounds the output, `seconds` all the rest."""
    length = seconds or UNKNOWN_SECONDS
    bounds = Bounds(
        memory=MEMORY,
        seconds=SECONDS_LEAST + TIMES_LENGTH * min(length, LONGEST),
        file_size=int(16 * MEGABYTE + 2 * byte_rate * min(length, LONGEST)),
    )
    threads = str(max(1, min(THREADS_MAX, (os.cpu_count() or 1) - 1)))
    run(
        [
            tool(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
            # No address, no list of other files, whatever the bytes pretend to be.
            "-protocol_whitelist", "file", "-format_whitelist", CONTAINERS,
            "-codec_whitelist", DECODERS, "-threads", threads, *before,
            "-i", f"file:{source.absolute()}",
            # Neither place, nor name of the phone, nor hour, nor chapters, nor subtitles.
            "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact",
            "-t", str(LONGEST), "-threads", threads, "-filter_threads", threads, *words,
            f"file:{target.absolute()}",
        ],
        bounds, target.parent,
    )
    if not target.exists() or not target.stat().st_size:
        raise CannotConvert("damaged")


@cache
def tool() -> str:
    """ffmpeg with x264: the one of the package, else the one of the system."""
    import shutil

    import imageio_ffmpeg

    found = [shutil.which("ffmpeg")]
    with contextlib.suppress(RuntimeError):
        found.insert(0, imageio_ffmpeg.get_ffmpeg_exe())
    for path in found:
        if path and b"libx264" in _encoders(path):
            return path
    raise CannotConvert("no_tool")


def _encoders(path: str) -> bytes:
    listing = [path, "-hide_banner", "-encoders"]
    try:
        return subprocess.run(  # noqa: S603 - a path we found ourselves
            listing, capture_output=True, timeout=60, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return b""
