"""Captions as teachers have them (WebVTT or SubRip), read and written again as plain WebVTT."""

from __future__ import annotations

import html
import io
import re
import unicodedata
from typing import Any

from ecole.web.languages import N_, gettext

BYTES_MAX, CUES_MAX, SIGNS_MAX = 500_000, 3_000, 400
CAPTIONS_MIME = "text/vtt"
TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMES = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s.*)?")
WORDS = {
    "heavy": N_("Ce fichier est trop lourd pour des sous-titres. Choisissez un fichier .vtt ou "
                ".srt."),
    "unknown": N_("Ce fichier ne contient pas de sous-titres. Choisissez un fichier .vtt ou .srt."),
    "time": N_("Ligne %(line)d\u00a0: ces heures ne se lisent pas. Écrivez-les ainsi\u00a0: "
               "00:01:05.000 --> 00:01:08.500"),
    "backwards": N_("Ligne %(line)d\u00a0: ce sous-titre finit avant de commencer."),
    "long": N_("Ligne %(line)d\u00a0: ce sous-titre est trop long, %(most)d signes au plus."),
    "many": N_("Ligne %(line)d\u00a0: il y a trop de sous-titres, %(most)d au plus."),
}


class BadCaptions(ValueError):
    """Captions that cannot be kept; the message is a sentence for the person."""

    def __init__(self, code: str, **figures: int) -> None:
        self.code, self.line = code, figures.get("line", 0)
        super().__init__(gettext(WORDS[code], **figures))


def read_captions(content: bytes) -> bytes:
    """The same captions as a WebVTT file with times and plain words only. Raises BadCaptions."""
    if len(content) > BYTES_MAX:
        raise BadCaptions("heavy")
    text = _decoded(content).lstrip("\ufeff \r\n")
    lines = [line.rstrip() for line in text.splitlines()]
    places = _cue_lines(lines)
    cues = _parsed("\n".join(lines), is_vtt=text.startswith("WEBVTT"))
    written = ["WEBVTT"]
    for place, cue in enumerate(cues):
        line = places[min(place, len(places) - 1)]
        said = _plain(cue.text)
        if len(said) > SIGNS_MAX:
            raise BadCaptions("long", line=line, most=SIGNS_MAX)
        if said:
            written.append(f"{cue.start} --> {cue.end}\n{html.escape(said, quote=False)}")
    if len(written) == 1:
        raise BadCaptions("unknown")
    return ("\n\n".join(written) + "\n").encode()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",
                                                                                    "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadCaptions("unknown")


def _cue_lines(lines: list[str]) -> list[int]:
    """The number of the line of each cue's times, once each is found good."""
    found = []
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        times = TIMES.fullmatch(line)
        if times is None or not _is_time(times[1]) or not _is_time(times[2]):
            raise BadCaptions("time", line=number)
        if _seconds(times[2]) < _seconds(times[1]):
            raise BadCaptions("backwards", line=number)
        found.append(number)
        if len(found) > CUES_MAX:
            raise BadCaptions("many", line=number, most=CUES_MAX)
    if not found:
        raise BadCaptions("unknown")
    return found


def _is_time(text: str) -> bool:
    *_, minutes, seconds = text.split(":")
    return int(minutes) < 60 and float(seconds.replace(",", ".")) < 60


def _seconds(text: str) -> float:
    total = 0.0
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _parsed(text: str, *, is_vtt: bool) -> list[Any]:
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        read = WebVTT.from_buffer(io.StringIO(text), format="vtt" if is_vtt else "srt")
    except (MalformedCaptionError, MalformedFileError):
        raise BadCaptions("unknown") from None
    found: list[Any] = read.captions
    return found


def _plain(text: str) -> str:
    """Words and line ends: no tag, no sign that is not seen."""
    words = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("-->", "→")
    return "\n".join(
        kept for line in words.splitlines()
        if (kept := "".join(sign for sign in line if unicodedata.category(sign)[0] != "C").strip()))
