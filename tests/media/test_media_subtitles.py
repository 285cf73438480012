"""Captions of any tool are read, cleaned and written again, or refused with the line at fault."""

from __future__ import annotations

import io

import pytest
from webvtt import WebVTT

from ecole.media.subtitles import BYTES_MAX, CUES_MAX, SIGNS_MAX, BadCaptions, read_captions

SRT = ("1\r\n00:00:01,000 --> 00:00:02,500\r\nÉcoute <i>bien</i>\r\nla glace.\r\n\r\n"
       "2\r\n00:00:03,000 --> 00:00:04,500\r\nElle fond.\r\n")
CLEAN = ("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nÉcoute bien\nla glace.\n\n"
         "00:00:03.000 --> 00:00:04.500\nElle fond.\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_reads_subrip_whatever_its_letters(app, context, encoding):
    assert read_captions(SRT.encode(encoding)).decode() == CLEAN


def test_it_keeps_times_and_words_only(app, context):
    written = read_captions(
        b"WEBVTT - titre\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE secret\n\n"
        b"intro\n00:01.000 --> 00:02.000 line:0\n<v Marie><b>Bonjour</b> &amp; merci\n\n"
        b"00:02.000 --> 00:03.000\n<script>alert(1)</script>&lt;img src=x&gt; 2 < 3\n").decode()
    assert written == ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour &amp; merci\n\n"
                       "00:00:02.000 --> 00:00:03.000\nalert(1)&lt;img src=x&gt; 2 &lt; 3\n")
    assert len(WebVTT.from_buffer(io.StringIO(written), strict=True)) == 2


@pytest.mark.parametrize(("content", "code", "line"), [
    (b"", "unknown", 0),
    (b"%PDF-1.7 rien", "unknown", 0),
    (b"\x00\x01\x02" * 50, "unknown", 0),
    (b"WEBVTT\n\nrien du tout", "unknown", 0),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "unknown", 0),
    (b"x" * (BYTES_MAX + 1), "heavy", 0),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:0x.000 --> 00:02.000\nb", "time", 6),
    (b"WEBVTT\n\n00:61:01.000 --> 01:02:00.000\na", "time", 3),
    (b"WEBVTT\n\n00:05.000 --> 00:02.000\na", "backwards", 3),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a" * (SIGNS_MAX + 1), "long", 3),
    (b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\na\n\n" * (CUES_MAX + 1), "many", 3 + CUES_MAX * 3),
])
def test_it_refuses_with_the_line(app, context, content, code, line):
    with pytest.raises(BadCaptions) as refusal:
        read_captions(content)
    assert (refusal.value.code, refusal.value.line) == (code, line)
    assert (f"Ligne {line}\u00a0:" in str(refusal.value)) == bool(line)


def test_hostile_lines_take_no_time(app, context):
    """Nothing here is slower than its length."""
    for content in (b"<" * 400_000, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<a" * 150_000,
                    b"0:" * 200_000 + b"-->", b"-->\n" * 100_000, b"\n" * 450_000):
        with pytest.raises(BadCaptions):
            read_captions(content)
