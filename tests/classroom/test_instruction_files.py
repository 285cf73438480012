"""Files of an instruction: each kind arrives, one refused costs nothing of what was right."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest

from ecole.classroom import received_files
from ecole.models.attachment import FILES_MAX
from tests.classroom.class_pages import (
    errors_in,
    fields,
    from_disk,
    hidden,
    id_at,
    instruction_page,
    new_page,
    picture,
    programme,
)
from tests.media import media_samples

NB = "\u00a0"


def names(row):
    return [file.name for file in row.attachments]


def test_a_refused_file_keeps_everything_else(sign_in, world, stored, app):
    """Which file, why, what to do; the good one sent beside it is not to be sent again."""
    teacher = sign_in("petit")
    sent = fields(world.day, title="Deux fichiers", submission="clef-1")
    first = teacher.send(new_page(world), **sent, files=[picture("bon.png", "#123"), programme()])
    assert first.status_code == 200
    (error,) = errors_in(first)
    assert "«\u00a0jeu.pdf\u00a0»" in error
    assert "c’est un programme" in error
    assert "Envoyez plutôt" in error
    assert "Déjà reçus" in first.text
    assert "bon.png" in first.text
    assert 'value="Deux fichiers"' in first.text

    second = teacher.send(new_page(world), **{**sent, "submission": hidden(first, "submission")},
                          kept=hidden(first, "kept"))
    assert second.status_code == 303
    assert names(stored(id_at(second.location))) == ["bon.png"]


def test_a_wrong_field_keeps_the_files_too(sign_in, world, stored):
    teacher = sign_in("petit")
    sent = fields(world.day, title="")
    first = teacher.send(new_page(world), **sent, files=[picture("a.png", "#124")])
    second = teacher.send(new_page(world), **sent, kept=hidden(first, "kept"),
                          files=[picture("b.png", "#125")])
    assert second.status_code == 200
    third = teacher.send(new_page(world), **{**sent, "title": "Enfin"},
                         kept=hidden(second, "kept"), files=[picture("c.png", "#126")])
    assert names(stored(id_at(third.location))) == ["a.png", "b.png", "c.png"]


def test_kept_files_are_the_writers_own(sign_in, world, stored):
    """The hidden field of a colleague, or one written by hand, gives nothing and says so."""
    other = sign_in("noir").send(new_page(world, "cm2"), **fields(world.day, title=""),
                                 files=[picture("secret.png", "#127")])
    forged = hidden(other, "kept")
    assert forged
    for kept in (forged, "abc", forged[:-3]):
        answer = sign_in("petit").send(new_page(world), **fields(world.day), kept=kept)
        assert answer.status_code == 200
        assert errors_in(answer) == [received_files.LOST]
        assert "secret.png" not in answer.text
        assert hidden(answer, "kept") == ""


def test_kept_files_wait_a_day(sign_in, world, monkeypatch):
    """The nightly tidying leaves them two: a form sent later is told to choose them again."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(received_files, "time", SimpleNamespace(time=lambda: now[0]))
    teacher = sign_in("petit")
    sent = fields(world.day, title="")
    first = teacher.send(new_page(world), **sent, files=[picture("a.png", "#128")])
    now[0] += 20 * 3600
    again = teacher.send(new_page(world), **sent, kept=hidden(first, "kept"))
    assert received_files.LOST not in errors_in(again)
    # Sent through a second form: the day counts from when the file came.
    now[0] += 5 * 3600
    late = teacher.send(new_page(world), **sent, kept=hidden(again, "kept"))
    assert received_files.LOST in errors_in(late)


def test_it_refuses_21_files_at_once(sign_in, world, stored):
    files = [picture(f"{number}.png") for number in range(FILES_MAX + 1)]
    answer = sign_in("petit").send(new_page(world), **fields(world.day), files=files)
    assert errors_in(answer) == ["Pas plus de 20 fichiers à la fois."]


def test_the_21st_file_is_left_out_by_its_name(sign_in, world, stored):
    """Those that fit are kept: the form is never stuck with too many."""
    teacher = sign_in("petit")
    sent = fields(world.day, title="")
    first = teacher.send(new_page(world), **sent,
                         files=[picture(f"{n}.png", "#129") for n in range(19)])
    sent["title"] = "Beaucoup"
    second = teacher.send(new_page(world), **sent, kept=hidden(first, "kept"),
                          files=[picture("vingt.png", "#130"), picture("trop.png", "#131")])
    assert errors_in(second) == [f"«{NB}trop.png{NB}» n’est pas gardé{NB}: "
                                 "une consigne a au plus 20 fichiers."]
    third = teacher.send(new_page(world), **sent, kept=hidden(second, "kept"))
    assert len(names(stored(id_at(third.location)))) == 20


def test_files_are_taken_off_and_added(give, sign_in, world, stored):
    give(files=[picture("un.png", "#132"), picture("deux.png", "#133")])
    row = stored(world.instructions["neuve"])
    page = instruction_page(world, "neuve", "/modifier")
    answer = sign_in("petit").send(page, **fields(
        world.day, revision="1", removed=[str(row.attachments[0].id)],
        files=[picture("trois.png", "#134")]))
    assert answer.status_code == 303
    assert names(stored(row.id)) == ["deux.png", "trois.png"]


def test_room_is_counted_with_what_is_taken_off(give, sign_in, world, stored):
    give(files=[picture(f"{n}.png", "#135") for n in range(20)])
    row = stored(world.instructions["neuve"])
    page, teacher = instruction_page(world, "neuve", "/modifier"), sign_in("petit")
    sent = fields(world.day, revision="1")
    full = teacher.send(page, **sent, files=[picture("de trop.png", "#136")])
    assert "«\u00a0de trop.png\u00a0» n’est pas gardé" in errors_in(full)[0]
    fits = teacher.send(page, **sent, files=[picture("juste.png", "#137")],
                        removed=[str(row.attachments[3].id)])
    assert fits.status_code == 303
    assert len(stored(row.id).attachments) == 20


def test_a_file_of_another_instruction_is_not_taken_off(give, sign_in, world, stored):
    give("une", files=[picture("une.png", "#138")])
    give("autre", files=[picture("autre.png", "#139")])
    foreign = stored(world.instructions["autre"]).attachments[0].id
    answer = sign_in("petit").send(instruction_page(world, "une", "/modifier"),
                                   **fields(world.day, revision="1", removed=[str(foreign)]))
    assert answer.status_code == 303
    assert names(stored(world.instructions["autre"])) == ["autre.png"]
    assert names(stored(world.instructions["une"])) == ["une.png"]


def test_a_full_disk_is_said(sign_in, world, app, monkeypatch):
    """The store says so by NoSpace (a tiny file size limit here would kill the run itself)."""
    from ecole.storage.blobs import NoSpace

    def full(*rest):
        raise NoSpace(28, "full")

    monkeypatch.setattr(app.config["BLOBS"], "keep", full)
    monkeypatch.setattr(app.config["BLOBS"], "put", full)
    answer = sign_in("petit").send(new_page(world), **fields(world.day, title="Gardé"),
                                   files=[picture("a.png")])
    assert "le disque de l’école est plein" in errors_in(answer)[0]
    assert 'value="Gardé"' in answer.text


KINDS = {
    "film.mp4": "Vidéo", "film.webm": "Vidéo", "voice.mp3": "Son", "voice.m4a": "Son",
    "voice.ogg": "Son", "voice.webm": "Son", "photo.jpg": "Image", "dessin.png": "Image",
    "autre.webp": "Image", "fiche.pdf": "PDF", "texte.odt": "Texte", "texte.docx": "Texte (Word)",
    "tableau.ods": "Tableur", "tableau.xlsx": "Tableur", "vues.odp": "Diaporama",
    "vues.pptx": "Diaporama",
}


@pytest.mark.slow
def test_every_kind_is_given_and_said(give, sign_in, tmp_path):
    """Kind, weight and length before opening; sound and film play in place."""
    for name in KINDS:
        media_samples.make(tmp_path / name)
    give(files=[from_disk(tmp_path / name) for name in KINDS])
    page = html.unescape(sign_in("claire").get("/aujourdhui").text)
    for name, kind in KINDS.items():
        shown = name.replace("webp", "png")  # kept as what every phone opens
        row = page[re.search(rf">{re.escape(shown)}[<,]", page).start():]
        assert f"{kind}, " in row[:200], name
        assert f"{NB}ko" in row[:200] or f"{NB}octets" in row[:200], name
    assert page.count("<audio") == 4
    assert page.count("<video") == 2
    assert page.count(f"2{NB}s") >= 6
    assert f"2{NB}pages" in page
