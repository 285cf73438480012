"""Films that every phone plays: H.264 and AAC in MP4, small, upright, without their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ecole.media.conversion import sounds
from ecole.media.conversion.ffmpeg import Probed, ffmpeg, probe
from ecole.media.conversion.made import CannotConvert, Made
from ecole.media.conversion.pictures import measure
from ecole.models.rendition import Profile

POSTER_SIDE = 480
# Under this mean, out of 255, a picture is black for whoever looks at it.
DARK = 24
# A second in, then further: films often open in the dark.
MOMENTS = (0.1, 0.3, 0.5, 0.0)
MOMENT_SECONDS = 2.0
# Recent phones film for screens that shine: on the others it would look grey.
PLAIN_COLOURS = (
    "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv"
)


@dataclass(frozen=True)
class Weight:
    """`side` is the shorter one; rates in thousands of bits a second."""

    side: int
    frames: int
    quality: int
    rate: int
    sound: int


WEIGHTS = {
    Profile.VIDEO_480: Weight(side=480, frames=30, quality=25, rate=900, sound=96),
    Profile.VIDEO_240: Weight(side=240, frames=20, quality=28, rate=220, sound=48),
}


def convert(source: Path, profile: Profile, folder: Path) -> Made:
    """The lighter film, its sound or its poster."""
    probed = probe(source, folder)
    if profile == Profile.POSTER:
        return _poster(source, probed, folder)
    if profile == Profile.SOUND:
        if not probed.channels:
            raise CannotConvert("no_sound")
        return sounds.aac(source, probed, folder / "sound.m4a")
    return _lighter(source, probed, WEIGHTS[profile], folder / "film.mp4")


def _lighter(source: Path, probed: Probed, weight: Weight, target: Path) -> Made:
    words = [
        "-map", "0:v:0", "-map", "0:a:0?", "-vf", _filters(weight.side, probed),
        "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-pix_fmt", "yuv420p",
        "-crf", str(weight.quality), "-maxrate", f"{weight.rate}k",
        "-bufsize", f"{2 * weight.rate}k",
        # Phones change their pace while they film; some players then lose the sound.
        "-fps_mode", "cfr", "-fpsmax", str(weight.frames), "-g", str(weight.frames * 5),
        *(sounds.aac_words(probed, weight.sound) if probed.channels else []),
        "-movflags", "+faststart", "-f", "mp4",
    ]
    byte_rate = (weight.rate + weight.sound) * 1000 // 8
    ffmpeg(source, target, words, seconds=probed.seconds, byte_rate=byte_rate)
    made = probe(target, target.parent)
    return Made(target, "video/mp4", made.width, made.height)


def _poster(source: Path, probed: Probed, folder: Path) -> Made:
    """One picture that shows something; the least dark of a few when all are."""
    best, light, reason = None, -1.0, CannotConvert("damaged")
    for moment in (1.0, *(part * probed.seconds for part in MOMENTS)):
        target = folder / "moment.jpg"
        words = ["-map", "0:v:0", "-an", "-vf", f"{_filters(POSTER_SIDE, probed)},thumbnail=30",
                 "-frames:v", "1", "-q:v", "4", "-f", "image2", "-update", "1"]
        try:
            ffmpeg(source, target, words, seconds=MOMENT_SECONDS, byte_rate=0,
                   before=("-ss", f"{moment:.3f}"))
        except CannotConvert as error:
            reason = error
            continue
        width, height, mean = measure(target)
        if mean > light:
            light = mean
            best = Made(target.replace(folder / "poster.jpg"), "image/jpeg", width, height)
        target.unlink(missing_ok=True)
        if mean >= DARK:
            break
    if best is None:
        raise reason
    return best


def _filters(side: int, probed: Probed) -> str:
    """Square points, then within `side` for the shorter side, even, never larger than it came;
    ffmpeg has turned the picture upright before."""
    lying = "gt(iw,ih)"
    wide = f"if({lying},min(iw,{4 * side}),min(iw,{side}))"
    high = f"if({lying},min(ih,{side}),min(ih,{4 * side}))"
    chain = [
        "scale=w='trunc(iw*if(sar,clip(sar,0.25,4),1)/2)*2':h='trunc(ih/2)*2'",
        f"scale=w='{wide}':h='{high}':force_original_aspect_ratio=decrease"
        ":force_divisible_by=2",
        "setsar=1",
    ]
    if probed.is_hdr:
        chain.append(PLAIN_COLOURS)
    return ",".join([*chain, "format=yuv420p"])
