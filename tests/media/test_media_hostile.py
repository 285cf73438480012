"""The hostile corpus: each file is refused with its own reason, and nothing falls over."""

import contextlib
import io
import random

import media_hostile as hostile
import pytest

from ecole.media import pdf
from ecole.media.inspection import LIMITS, inspect
from ecole.media.place import without_place
from ecole.media.refusals import RefusedFile
from ecole.storage.blobs import Draft

CORPUS = {
    "nothing.pdf": (lambda: b"", "empty"),
    "drawing.svg": (lambda: hostile.SVG, "svg"),
    "drawing.png": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?>' + hostile.SVG, "svg"),
    "wide.svg": (lambda: hostile.SVG.decode().encode("utf-16"), "svg"),
    "page.pdf": (lambda: b"<!doctype html>" + hostile.SCRIPT, "web"),
    "polyglot.pdf": (lambda: b"<html>" + hostile.SCRIPT + b"<!-- %PDF-1.4 %%EOF -->", "web"),
    "late.pdf": (lambda: b"junk <b>%PDF-1.4 %%EOF", "web"),
    "notes.xml": (lambda: b"<?xml version='1.0'?><a/>", "web"),
    "code.js": (lambda: b"alert(document.cookie)", "text"),
    "photo.jpg.exe": (lambda: b"MZ\x90\0" + bytes(100), "program"),
    "cours.pdf": (lambda: b"\x7fELF" + bytes(100), "program"),
    "run.txt": (lambda: b"#!/bin/sh\nrm -rf /", "program"),
    "dance.gif": (lambda: b"GIF89a" + bytes(20), "gif"),
    "gifar.jpg": (lambda: b"GIF89a/*" + hostile.docx(), "gif"),
    "photo.heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(20), "damaged"),
    "photo.avif": (lambda: b"\0\0\0\x18ftypavif" + bytes(20), "picture"),
    "files.zip": (lambda: hostile.zipped({"a.txt": b"a"}), "archive"),
    "renamed.docx": (lambda: hostile.zipped({"run.exe": b"MZ"}), "archive"),
    "book.odt": (lambda: hostile.odt(mimetype=b"application/epub+zip"), "archive"),
    "bare.odt": (lambda: hostile.odt(mimetype=b"text"), "archive"),
    "files.rar": (lambda: b"Rar!\x1a\x07\0", "archive"),
    "files.tar": (lambda: b"a.txt".ljust(257, b"\0") + b"ustar\0", "archive"),
    "files.7z": (lambda: b"7z\xbc\xaf\x27\x1c", "archive"),
    "small.svgz": (lambda: b"\x1f\x8b\x08\0", "archive"),
    "cours.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_old"),
    "noise.bin": (lambda: b"\0\1\2\3\4\5\6\7\x08", "unknown"),
    "huge.png": (lambda: hostile.png_header(50_000, 50_000), "pixels"),
    "long.png": (lambda: hostile.png_header(40_001, 1_000), "pixels"),
    "header.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "damaged"),
    "scans.jpg": (lambda: _many_scans(), "damaged"),
    "opens.pdf": (lambda: hostile.document(hostile.opens_a_script), "pdf_program"),
    "stream.pdf": (lambda: hostile.document(hostile.hides_a_script_in_a_stream), "pdf_program"),
    "names.pdf": (lambda: hostile.document(hostile.names_a_script), "pdf_program"),
    "rendition.pdf": (lambda: hostile.document(hostile.plays_a_script), "pdf_program"),
    "dressed.pdf": (lambda: hostile.document(hostile.dresses_a_stream), "pdf_program"),
    "form.pdf": (lambda: hostile.document(hostile.has_a_living_form), "pdf_program"),
    "launch.pdf": (lambda: hostile.document(hostile.launches), "pdf_program"),
    "spelt.pdf": (lambda: _spelt_script(), "pdf_program"),
    "attached.pdf": (lambda: hostile.document(hostile.attaches), "pdf_attachment"),
    "deep.pdf": (lambda: hostile.document(hostile.deep_in_arrays), "pdf_tangled"),
    "bomb.pdf": (lambda: hostile.pdf_bomb(), "pdf_tangled"),
    "blank.pdf": (lambda: hostile.document(hostile.pageless), "damaged"),
    "header.pdf": (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    "macro.docm": (lambda: hostile.docx(**{"word/vbaProject.bin": b"x"}), "office_macro"),
    "types.docx": (
        lambda: hostile.docx(**{"[Content_Types].xml": hostile.MACRO_TYPES}),
        "office_macro",
    ),
    "spelt.docx": (lambda: hostile.docx(**{"[Content_Types].xml": hostile.SPELT}), "office_macro"),
    "excel4.xlsx": (lambda: hostile.docx(**{"xl/macrosheets/a.xml": b"x"}), "office_macro"),
    "basic.odt": (lambda: hostile.odt(**{"Basic/Standard/M.xml": b"x"}), "office_macro"),
    "python.odt": (lambda: hostile.odt(**{"Scripts/python/m.py": b"x"}), "office_macro"),
    "locked.odt": (
        lambda: hostile.odt(**{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "office_old",
    ),
    "locked.docx": (lambda: hostile.locked_docx(), "office_old"),
    "bomb.docx": (lambda: hostile.docx(**{"word/a.xml": bytes(20_000_000)}), "office_bomb"),
    "crowd.docx": (lambda: hostile.docx(**{f"a{n}": b"" for n in range(1000)}), "office_bomb"),
    "liar.docx": (lambda: hostile.lying_docx(), "damaged"),
    "cut.docx": (lambda: hostile.docx()[:-30], "damaged"),
    "up.docx": (lambda: hostile.docx(**{"../../etc/passwd": b"x"}), "office_names"),
    "root.docx": (lambda: hostile.docx(**{"/etc/passwd": b"x"}), "office_names"),
    "drive.docx": (lambda: hostile.docx(**{"C:\\x": b"x"}), "office_names"),
    "twice.docx": (lambda: hostile.docx(**{"WORD/document.xml": b"x"}), "office_names"),
    "empty.mp4": (lambda: b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "damaged av_silent"),
    "empty.webm": (lambda: b"\x1aE\xdf\xa3\x84webm", "damaged"),
    "tag.mp3": (lambda: b"ID3\3\0\0\0\0\0\0", "damaged"),
}


def _many_scans() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (64, 64)).save(written, "JPEG")
    return written.getvalue() + b"\xff\xda" * 100


def _spelt_script() -> bytes:
    whole = hostile.document(hostile.opens_a_script)
    return whole.replace(b"/S /JavaScript", b"/S /JavaScrip#74").replace(b"/JS ", b"/#4aS ")


def refusal_of(tmp_path, name, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(RefusedFile) as refused:
        inspect(path, name)
    assert refused.value.reason.startswith("«\u00a0")
    return refused.value.code


@pytest.mark.parametrize("name", CORPUS)
def test_it_refuses(tmp_path, name):
    build, codes = CORPUS[name]
    assert refusal_of(tmp_path, name, build()) in codes.split()


def test_it_refuses_a_pdf_with_a_password(tmp_path):
    import pikepdf

    lock = pikepdf.Encryption(owner="a", user="b")
    unlocked = pikepdf.Encryption(owner="a", user="")
    for way in (lock, unlocked):
        content = hostile.document(lambda _: None, encryption=way)
        assert refusal_of(tmp_path, "secret.pdf", content) == "pdf_password"


def test_it_counts_pages(tmp_path, monkeypatch):
    pages = hostile.document(lambda pdf: [pdf.add_blank_page() for _ in range(300)])
    assert refusal_of(tmp_path, "roman.pdf", pages) == "pdf_pages"


def test_it_finds_a_script_among_objects_in_a_stream(tmp_path):
    import pikepdf

    packed = hostile.document(
        hostile.opens_a_script, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    assert b"JavaScript" not in packed
    assert refusal_of(tmp_path, "packed.pdf", packed) == "pdf_program"


def test_it_does_not_take_the_words_of_a_title_for_a_script(sample):
    assert b"/Launch" in sample("page.pdf").read_bytes()
    assert pdf.examine(str(sample("page.pdf")))["pages"] == 2


def test_it_does_not_walk_an_endless_pdf(sample, monkeypatch):
    monkeypatch.setattr(pdf, "OBJECTS_MAX", 2)
    assert pdf.examine(str(sample("page.pdf"))) == {"refused": "pdf_tangled"}


@pytest.mark.parametrize("family", LIMITS)
def test_it_weighs(tmp_path, family):
    heads = {
        "image": hostile.png_header(9, 9),
        "pdf": b"%PDF-",
        "heic": b"\0\0\0\x18ftypheic",
        "av": b"OggS",
        "office": b"PK\3\4",
    }
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.write(heads[family])
        file.truncate(LIMITS[family] + 1)
    with pytest.raises(RefusedFile) as refused:
        inspect(path, "gros")
    assert refused.value.code == "heavy"
    assert f"{LIMITS[family] // 1024**2}\u00a0Mo" in refused.value.reason


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_it_never_falls_over(tmp_path, sample, seed):
    chance = random.Random(seed)
    names = ["photo.jpg", "drawing.webp", "page.pdf", "film.mp4", "voice.webm", "text.docx",
             "iphone.mov", "photo.heic"]
    content = bytearray(sample(names[seed % len(names)]).read_bytes())
    for _ in range(chance.choice([1, 20, 300])):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    path = tmp_path / "file"
    path.write_bytes(content)
    # Taken or refused, but nothing else may be raised.
    with contextlib.suppress(RefusedFile):
        inspect(path, "bruit")
    assert without_place(Draft(path, "0" * 64, len(content))).size == path.stat().st_size
