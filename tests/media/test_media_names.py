"""A name is shown whole and true, or not at all."""

import unicodedata

import pytest

from ecole.media.names import safe_name


@pytest.mark.parametrize(
    ("given", "true", "shown"),
    [
        ("leçon.pdf", ".pdf", "leçon.pdf"),
        ("photo.JPEG", ".jpg", "photo.jpg"),
        ("devoir.exe", ".pdf", "devoir.pdf"),
        ("devoir.pdf.exe", ".pdf", "devoir.pdf"),
        ("photo\u202egpj.exe", ".png", "photogpj.png"),
        ("M.Petit", ".jpg", "M.Petit.jpg"),
        ("page 1.2", ".pdf", "page 1.2.pdf"),
        ("../../etc/passwd", ".pdf", "passwd.pdf"),
        ("C:\\Users\\Léa\\dictée.mp3", ".mp3", "dictée.mp3"),
        ("a\x00b\r\nc\x7f.pdf", ".pdf", "abc.pdf"),
        ("zéro\u200blargeur\u2066.pdf", ".pdf", "zérolargeur.pdf"),
        ("  deux   espaces .pdf", ".pdf", "deux espaces.pdf"),
        (".htaccess", ".jpg", "htaccess.jpg"),
        ("", ".pdf", "fichier.pdf"),
        ("...", "", "fichier"),
        ("/", ".png", "fichier.png"),
        ("\u202e\u200f", "", "fichier"),
        ("dossier/", "", "dossier"),
        (".pdf", ".pdf", "fichier.pdf"),
        ("\ud800x.pdf", ".pdf", "x.pdf"),
        ("élève 👩🏽.jpg", ".jpg", "élève 👩🏽.jpg"),
    ],
)
def test_it_shows(given, true, shown):
    assert safe_name(given, true) == shown


def test_it_keeps_the_ending_of_a_long_name():
    name = safe_name("é" * 300 + ".docx", ".docx")
    assert len(name) == 120
    assert name.endswith("é.docx")


def test_it_composes_the_accents_of_a_mac():
    apart = unicodedata.normalize("NFD", "élève.pdf")
    assert safe_name(apart) == "élève.pdf" != apart
