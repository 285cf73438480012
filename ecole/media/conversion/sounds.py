"""Sounds that play everywhere, and long ones made light."""

from pathlib import Path

from ecole.media.conversion.ffmpeg import Probed, ffmpeg, probe
from ecole.media.conversion.made import CannotConvert, Made
from ecole.models.rendition import Profile

MONO_RATE, STEREO_RATE, SOUND_RATE, OPUS_RATE = 64, 96, 64, 28


def convert(source: Path, profile: Profile, folder: Path) -> Made:
    """The AAC or the Opus of a sound."""
    probed = probe(source, folder)
    if not probed.channels:
        raise CannotConvert("no_sound")
    if profile == Profile.OPUS:
        return _opus(source, probed, folder)
    return aac(source, probed, folder / "sound.m4a", STEREO_RATE)


def aac(source: Path, probed: Probed, target: Path, rate: int = SOUND_RATE) -> Made:
    """The first sound of a file, alone."""
    words = ["-map", "0:a:0", "-vn", *aac_words(probed, rate), "-movflags", "+faststart",
             "-f", "mp4"]
    ffmpeg(source, target, words, seconds=probed.seconds, byte_rate=rate * 1000 // 8)
    return Made(target, "audio/mp4")


def aac_words(probed: Probed, rate: int) -> list[str]:
    if probed.channels == 1:
        rate = min(rate, MONO_RATE)
    channels = str(min(probed.channels, 2))
    return ["-c:a", "aac", "-b:a", f"{rate}k", "-ac", channels, "-ar", "48000"]


def _opus(source: Path, probed: Probed, folder: Path) -> Made:
    """Speech: one channel is enough."""
    target = folder / "sound.ogg"
    words = ["-map", "0:a:0", "-vn", "-c:a", "libopus", "-b:a", f"{OPUS_RATE}k", "-ac", "1",
             "-application", "voip", "-f", "ogg"]
    ffmpeg(source, target, words, seconds=probed.seconds, byte_rate=OPUS_RATE * 1000 // 8)
    return Made(target, "audio/ogg")
