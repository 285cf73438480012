"""Weights, lengths and kinds are said in words, in French first."""

import pytest

from ecole.media.labels import kind_label, length, weight
from ecole.web import languages


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 octet"),
        (1, "1 octet"),
        (999, "999 octets"),
        (1_000, "1 ko"),
        (84_500, "84 ko"),
        (999_499, "999 ko"),
        (999_999, "1 Mo"),
        (12_345_678, "12,3 Mo"),
        (999_960_000, "1 Go"),
        (2_540_000_000, "2,5 Go"),
    ],
)
def test_it_weighs(size, said):
    assert weight(size) == said.replace(" ", "\u00a0")


def test_figures_are_of_the_language(app):
    with app.test_request_context():
        languages.answer_in("en")
        assert weight(12_345_678) == "12.3\u00a0MB"
        assert length(125) == "2\u00a0min\u00a05\u00a0s"
        assert length(3_780) == "1\u00a0h\u00a03\u00a0min"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "1 s"),
        (45, "45 s"),
        (59.7, "1 min"),
        (125, "2 min 05"),
        (3599.9, "1 h"),
        (3599, "59 min 59"),
        (3780, "1 h 03"),
        (7195, "2 h"),
    ],
)
def test_it_times(seconds, said):
    assert length(seconds) == said.replace(" ", "\u00a0")


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("kind", "mime", "said"),
    [
        ("pdf", "application/pdf", "PDF"),
        ("image", "image/png", "Image"),
        ("audio", "audio/mp4", "Son"),
        ("video", "video/webm", "Vidéo"),
        ("office", OOXML + "wordprocessingml.document", "Texte (Word)"),
        ("office", ODF + "text", "Texte"),
        ("office", ODF + "spreadsheet", "Tableur"),
        ("office", OOXML + "spreadsheetml.sheet", "Tableur"),
        ("office", ODF + "presentation", "Diaporama"),
    ],
)
def test_it_names_the_kind(kind, mime, said):
    assert kind_label(kind, mime) == said
