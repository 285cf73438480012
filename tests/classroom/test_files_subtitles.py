"""Captions and a text for what is heard: written by who teaches, read by the families."""

from __future__ import annotations

import html
import io

import pytest

from ecole.models import Attachment, Classroom
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import from_disk, instruction_page, key, picture
from tests.conftest import forget_kept_pages
from tests.guards.test_pupil_space import in_space
from tests.world import BOURG

VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i>La glace</i> fond.\n"
BAD = b"WEBVTT\n\n00:01.000 -> 00:02.000\na\n\n00:0x.000 --> 00:02.000\nb\n"


@pytest.fixture
def film(give, stored, media):
    return stored(give(files=[from_disk(media / "l-eau-change-d-etat.mp4", "film.mp4")])
                  ).attachments[0]


def address(file, after="/sous-titres"):
    return f"/e/{BOURG}/fichiers/{key(file.id)}{after}"


def write(visitor, file, captions=b"", name="mots.vtt", **fields):
    files = {"captions": (io.BytesIO(captions), name)} if captions else {}
    return visitor.send(address(file), **{"transcript": "", **fields, **files})


def text_of(visitor, path):
    forget_kept_pages()
    return html.unescape(visitor.get(path).text)


def test_it_works(sign_in, film, world, stored):
    teacher, parent = sign_in("petit"), sign_in("nadia")
    page = instruction_page(world, "neuve")
    assert address(film) in text_of(teacher, page)
    assert address(film) not in text_of(parent, page)
    answer = write(teacher, film, VTT, transcript="La glace fond.\nPuis l’eau bout.")
    assert answer.location == page
    shown = text_of(parent, page)
    assert f'<track kind="captions" src="{address(film)}.vtt" srclang="fr"' in shown
    assert " default" not in shown
    assert "Lire le texte" in shown
    assert "Puis l’eau bout." in shown
    assert "<track" not in text_of(parent, "/aujourdhui")  # it counts its elements
    given = parent.get(f"{address(film)}.vtt")
    assert given.mimetype == "text/vtt"
    assert given.data == b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nLa glace fond.\n"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert in_space(sign_in("claire"), world, "lina").get(f"{address(film)}.vtt").status_code == 200


def test_the_pages_kept_of_the_class_are_out_of_date(sign_in, film, world, stored):
    before = stored(world.classrooms["cp"], Classroom).version
    write(sign_in("petit"), film, VTT)
    assert stored(world.classrooms["cp"], Classroom).version == before + 1


def test_captions_stay_until_they_are_removed(sign_in, film, stored):
    teacher = sign_in("petit")
    write(teacher, film, VTT)
    write(teacher, film, transcript="Un texte.")
    row = stored(film.id, Attachment)
    assert (row.captions_key is None, row.transcript) == (False, "Un texte.")
    write(teacher, film, is_removed="y")
    row = stored(film.id, Attachment)
    assert (row.captions_key, row.transcript) == (None, "")
    assert teacher.get(f"{address(film)}.vtt").status_code == 404


def test_it_refuses_with_the_line_and_loses_nothing(sign_in, film, stored):
    answer = write(sign_in("petit"), film, BAD, transcript="Ce que j’ai tapé.")
    page = html.unescape(answer.text)
    assert "Ligne 6\u00a0: ces heures ne se lisent pas." in page
    assert "Ce que j’ai tapé." in page
    assert stored(film.id, Attachment).captions_key is None


@pytest.mark.parametrize(("who", "status"), [
    ("petit", 200), ("rossi", 200), ("noir", 404), ("loin", 404), ("nadia", 404), ("rita", 404)])
def test_it_hides_other_school(sign_in, film, who, status):
    assert sign_in(who).get(address(film)).status_code == status
    status = {"nadia": 200}.get(who, status)
    write(sign_in("petit"), film, VTT)
    assert sign_in(who).get(f"{address(film)}.vtt").status_code == status


def test_a_picture_has_no_captions(sign_in, give, stored):
    photo = stored(give(files=[picture("a.png")])).attachments[0]
    assert sign_in("petit").get(address(photo)).status_code == 404


def test_a_copy_keeps_them(app, sign_in, film, world, stored, context):
    from ecole.classroom.attaching import copy_files
    from ecole.models import Correction, Instruction
    from ecole.storage.columns import new_id, utc_now
    from ecole.storage.database import writing

    write(sign_in("petit"), film, VTT, transcript="Un texte.")
    copy_id = new_id()
    with in_school(world.schools["bourg"]), writing() as rows:
        source = rows.get_one(Instruction, world.instructions["neuve"])
        target = Correction(id=copy_id, instruction_id=source.id, opens_at=utc_now())
        rows.add(target)
        copy_files(rows, source, target, world.people["petit"])
    with in_school(world.schools["bourg"]):
        copied = db.session.get_one(Correction, copy_id).attachments[0]
        assert copied.transcript == "Un texte."
        assert copied.captions_key == stored(film.id, Attachment).captions_key
