"""A sound or a film that can be shown to families, as it came or once it is converted.

Run aside, by file: it imports nothing of the application.
"""

import runpy
from pathlib import Path
from typing import Any

TRACKS = Path(__file__).with_name("tracks.py")
# What the browsers of families play as it comes, and what is converted for them.
PLAYED = {
    "MPEG-4": ({"AVC"}, {"AAC", "MPEG Audio"}),
    "WebM": ({"VP8", "VP9", "AV1"}, {"Opus", "Vorbis"}),
    "Ogg": (set(), {"Opus", "Vorbis"}),
    "MPEG Audio": (set(), {"MPEG Audio"}),
    "FLAC": (set(), {"FLAC"}),
}
CONVERTED = {
    "MPEG-4": (
        {"AVC", "HEVC", "MPEG-4 Visual", "H.263", "JPEG", "ProRes", "AV1", "VP9"},
        {"AAC", "MPEG Audio", "PCM", "ALAC", "AMR", "Opus", "FLAC"},
    ),
    "Wave": (set(), {"PCM"}),
    "ADTS": (set(), {"AAC"}),
    "AMR": (set(), {"AMR"}),
}
FORMATS = {
    ("MPEG-4", "video"): ("video/mp4", ".mp4"),
    ("MPEG-4", "audio"): ("audio/mp4", ".m4a"),
    ("QuickTime", "video"): ("video/quicktime", ".mov"),
    ("QuickTime", "audio"): ("audio/mp4", ".m4a"),
    ("3GPP", "video"): ("video/3gpp", ".3gp"),
    ("3GPP", "audio"): ("audio/3gpp", ".3gp"),
    ("WebM", "video"): ("video/webm", ".webm"),
    ("WebM", "audio"): ("audio/webm", ".webm"),
    ("Ogg", "audio"): ("audio/ogg", ".ogg"),
    ("MPEG Audio", "audio"): ("audio/mpeg", ".mp3"),
    ("FLAC", "audio"): ("audio/flac", ".flac"),
    ("Wave", "audio"): ("audio/wav", ".wav"),
    ("ADTS", "audio"): ("audio/aac", ".aac"),
    ("AMR", "audio"): ("audio/amr", ".amr"),
}
ADTS_RATES = dict(enumerate(
    (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
))
UNENDING = "72057594037927935"
# 8K, lying or standing: more is no film of a phone, and takes all the memory to decode.
POINTS_MAX = 8192 * 4352


def examine(path: str) -> dict[str, Any]:
    """Its kind, format, length and size on screen, or the code of a refusal. A length of None
    is that of a recording made by a browser, which never writes it."""
    tracks = runpy.run_path(str(TRACKS))["tracks_of"](path)
    whole = next(track for track in tracks if track.track_type == "General")
    videos = [track for track in tracks if track.track_type == "Video"]
    sounds = [track for track in tracks if track.track_type == "Audio"]
    if refused := _unfit(whole, videos, sounds):
        return {"refused": refused}
    seconds = _adts_seconds(path) if whole.format == "ADTS" else _seconds(whole, videos + sounds)
    if seconds is not None and seconds <= 0:
        return {"refused": "av_silent"}
    kind = "video" if videos else "audio"
    mime, extension = FORMATS[_container(whole), kind]
    found = {"kind": kind, "mime": mime, "extension": extension, "duration_seconds": seconds,
             "plays": _plays(whole, videos, sounds)}
    return found | (_screen(videos[0]) if videos else {})


def _unfit(whole: Any, videos: list[Any], sounds: list[Any]) -> str | None:
    unfit = "video_format" if videos else "audio_format"
    known = CONVERTED.get(whole.format) or PLAYED.get(whole.format)
    if known is None:
        return unfit if videos or sounds else "damaged"
    if whole.istruncated == "Yes" and not _is_unending(whole):
        return "damaged"
    if not videos and not sounds:
        return "av_silent"
    seen, heard = known
    # Only the first of each is ever converted; a recent iPhone adds a sound of its own.
    if {v.format for v in videos[:1]} - seen or {s.format for s in sounds[:1]} - heard:
        return unfit
    if videos and (videos[0].width or 0) * (videos[0].height or 0) > POINTS_MAX:
        return "video_format"
    return None


def _plays(whole: Any, videos: list[Any], sounds: list[Any]) -> bool:
    if _container(whole) not in PLAYED:
        return False
    seen, heard = PLAYED[whole.format]
    if {v.format for v in videos} - seen or {s.format for s in sounds} - heard:
        return False
    # Ten bits or 4:4:4 are H.264 too, but most phones do not show them.
    return whole.format != "MPEG-4" or all(
        v.chroma_subsampling in (None, "4:2:0") and v.bit_depth in (None, 8) for v in videos
    )


def _container(whole: Any) -> str:
    profile = whole.format_profile or ""
    if whole.format != "MPEG-4":
        return str(whole.format)
    return next((name for name in ("QuickTime", "3GPP") if name in profile), "MPEG-4")


def _is_unending(whole: Any) -> bool:
    """A WebM recorded live announces an endless size, which is not a cut."""
    return whole.format == "WebM" and UNENDING in str(whole.general_compliance)


def _seconds(whole: Any, tracks: list[Any]) -> float | None:
    for found in (whole.duration, *(track.duration for track in tracks)):
        if found is not None:
            return round(float(found) / 1000, 3)
    return None if _is_unending(whole) else 0.0


def _adts_seconds(path: str) -> float:
    """Raw AAC has no header at all: its frames, of 1024 samples each, are counted."""
    frames, at, rate = 0, 0, 0
    with open(path, "rb") as file:
        while len(head := file.read(7)) == 7 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
            length = int.from_bytes(head[3:6]) >> 5 & 0x1FFF
            if length < 7:
                break
            frames, at, rate = frames + 1, at + length, ADTS_RATES.get(head[2] >> 2 & 15, 0)
            file.seek(at)
    return round(frames * 1024 / rate, 3) if rate else 0.0


def _screen(video: Any) -> dict[str, Any]:
    width, height = video.width, video.height
    if round(float(video.rotation or 0)) % 180 == 90:
        width, height = height, width
    return {"width": width, "height": height}
