"""A sound or a video that the browsers of families can play, whole, with something in it.

Run aside, by file: it imports nothing of the application.
"""

from typing import Any

PLAYED = {
    "MPEG-4": ({"AVC"}, {"AAC", "MPEG Audio"}),
    "WebM": ({"VP8", "VP9", "AV1"}, {"Opus", "Vorbis"}),
    "Ogg": (set(), {"Opus", "Vorbis"}),
    "MPEG Audio": (set(), {"MPEG Audio"}),
}
FORMATS = {
    ("MPEG-4", "video"): ("video/mp4", ".mp4"),
    ("MPEG-4", "audio"): ("audio/mp4", ".m4a"),
    ("WebM", "video"): ("video/webm", ".webm"),
    ("WebM", "audio"): ("audio/webm", ".webm"),
    ("Ogg", "audio"): ("audio/ogg", ".ogg"),
    ("MPEG Audio", "audio"): ("audio/mpeg", ".mp3"),
}
UNENDING = "72057594037927935"


def examine(path: str) -> dict[str, Any]:
    """Its kind, format, length and size on screen, or the code of a refusal. A length of None
    is that of a recording made by a browser, which never writes it."""
    from pymediainfo import MediaInfo

    # As a stream, not as a name: the library then cannot open the files it refers to.
    with open(path, "rb") as file:
        tracks = MediaInfo.parse(file).tracks
    whole = next(track for track in tracks if track.track_type == "General")
    videos = [track for track in tracks if track.track_type == "Video"]
    sounds = [track for track in tracks if track.track_type == "Audio"]
    kind = "video" if videos else "audio"
    if refused := _unplayable(whole, videos, sounds):
        return {"refused": refused}
    seconds = _seconds(whole, videos + sounds)
    if seconds is not None and seconds <= 0:
        return {"refused": "av_silent"}
    mime, extension = FORMATS[whole.format, kind]
    found = {"kind": kind, "mime": mime, "extension": extension, "duration_seconds": seconds}
    return found | (_screen(videos[0]) if videos else {})


def _unplayable(whole: Any, videos: list[Any], sounds: list[Any]) -> str | None:
    unfit = "video_format" if videos else "audio_format"
    if "QuickTime" in (whole.format_profile or "") or any(v.format == "HEVC" for v in videos):
        return "video_iphone"
    if whole.format not in PLAYED:
        return unfit if videos or sounds else "damaged"
    if whole.istruncated == "Yes" and not _is_unending(whole):
        return "damaged"
    if not videos and not sounds:
        return "av_silent"
    seen, heard = PLAYED[whole.format]
    if {v.format for v in videos} - seen or {s.format for s in sounds} - heard:
        return unfit
    # Ten bits or 4:4:4 are H.264 too, but most phones do not show them.
    plain = all(
        v.chroma_subsampling in (None, "4:2:0") and v.bit_depth in (None, 8) for v in videos
    )
    return None if plain or whole.format != "MPEG-4" else unfit


def _is_unending(whole: Any) -> bool:
    """A WebM recorded live announces an endless size, which is not a cut."""
    return whole.format == "WebM" and UNENDING in str(whole.general_compliance)


def _seconds(whole: Any, tracks: list[Any]) -> float | None:
    for found in (whole.duration, *(track.duration for track in tracks)):
        if found is not None:
            return round(float(found) / 1000, 3)
    return None if _is_unending(whole) else 0.0


def _screen(video: Any) -> dict[str, Any]:
    width, height = video.width, video.height
    if round(float(video.rotation or 0)) % 180 == 90:
        width, height = height, width
    return {"width": width, "height": height}
