"""Files made to harm, through the form of an instruction: the reason is said and nothing is kept,
or what is kept is given back in a way that runs nothing."""

from __future__ import annotations

import io

import pytest

from ecole.models.attachment import Attachment
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import BOURG, errors_in, fields, key, new_page
from tests.media import media_hostile as hostile
from tests.media import media_traps as traps

REFUSED = {
    "page.pdf": (lambda folder: traps.HTML, "une page web peut contenir un programme"),
    "dessin.svg": (lambda folder: hostile.SVG, "ce type de dessin peut contenir un programme"),
    "jeu.mp4": (lambda folder: b"MZ" + bytes(200), "c’est un programme"),
    "noir.png": (lambda folder: hostile.png_header(50_000, 50_000), "cette image est trop grande"),
    "liste.mp4": (lambda folder: traps.list_of_files(9), "fichiers de texte brut"),
    "vide.mov": (lambda folder: b"", "il n’y a rien dans ce fichier"),
    "coupé.mov": (lambda folder: traps.sample(folder, "iphone.mov")[:4000], "abîmé ou incomplet"),
    "ouvre.pdf": (lambda folder: hostile.document(hostile.opens_a_script), "contient un programme"),
    "macro.docx": (lambda folder: hostile.docx(**{"word/vbaProject.bin": b"x"}), "(macro)"),
    "bombe.zip": (lambda folder: traps.nested_bomb(), "dossiers compressés"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_says_why_and_keeps_nothing(sign_in, world, app, context, tmp_path, name):
    build, reason = REFUSED[name]
    before = set(app.config["BLOBS"].stored_keys())
    answer = sign_in("petit").send(new_page(world), **fields(world.day),
                                   files=[(io.BytesIO(build(tmp_path)), name)])
    assert answer.status_code == 200
    (error,) = errors_in(answer)
    assert error.startswith(f"«\u00a0{name}\u00a0»\u00a0: ")
    assert reason in error
    assert set(app.config["BLOBS"].stored_keys()) == before
    assert not list((app.config["BLOBS"].root / "drafts").iterdir())


GIVEN = {
    "photo.php": (lambda folder: traps.photo_with_a_programme(folder), "image/jpeg", "inline"),
    "film.html": (lambda folder: traps.film_of_a_page(folder), "video/mp4", "inline"),
    "son.html": (lambda folder: traps.wav_of_a_page(folder), "audio/wav", "inline"),
    "page\u202efdp.exe": (
        lambda folder: traps.pdf_with_a_zip(folder), "application/pdf", "inline"),
    "texte.exe": (lambda folder: hostile.docx() + traps.HTML, "application/vnd.", "attachment"),
}


def test_what_is_kept_runs_nothing(sign_in, give, context, tmp_path):
    files = [(io.BytesIO(build(tmp_path)), name) for name, (build, *_) in GIVEN.items()]
    row_id = give(files=files)
    with all_schools("tests"):
        kept = {file.mime: (file.id, file.name) for file in db.session.query(Attachment).filter(
            Attachment.instruction_id == row_id)}
    assert len(kept) == len(GIVEN)
    for name, (_, mime, way) in GIVEN.items():
        file_id, shown = next(kept[full] for full in kept if full.startswith(mime))
        assert not shown.endswith((".php", ".html", ".exe"))
        assert "\u202e" not in shown
        answer = sign_in("claire").get(f"/e/{BOURG}/fichiers/{key(file_id)}/{shown}")
        assert answer.status_code == 200, name
        assert answer.headers["Content-Type"].startswith(mime)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Content-Disposition"].startswith(f"{way}; filename=")
