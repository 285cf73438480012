"""Length, sound and colours of a film or a sound, for the choice of how to convert it.

Run aside, by file: it imports nothing of the application.
"""

import runpy
from pathlib import Path
from typing import Any

TRACKS = Path(__file__).parents[1] / "tracks.py"
# A film of a recent phone: without a word about it the colours come out grey.
WIDE_COLOURS = ("PQ", "HLG")


def answer(path: str) -> dict[str, Any]:
    """`seconds` (0 when nobody wrote it), `channels` (0: no sound), `is_hdr`, size on screen."""
    tracks = runpy.run_path(str(TRACKS))["tracks_of"](path)
    sounds = [track for track in tracks if track.track_type == "Audio"]
    films = [track for track in tracks if track.track_type == "Video"]
    lengths = [float(track.duration) for track in tracks if track.duration]
    channels = str(sounds[0].channel_s or 2) if sounds else "0"
    return {
        "seconds": max(lengths, default=0.0) / 1000,
        "channels": int(channels) if channels.isdigit() else 2,
        "is_hdr": any((film.transfer_characteristics or "") in WIDE_COLOURS for film in films),
        "width": films[0].width if films else None,
        "height": films[0].height if films else None,
    }
