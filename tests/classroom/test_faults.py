"""The head sees which files are to be sent again; families see their pages all the same."""

from __future__ import annotations

import io

import pytest

from ecole.models import BlobFault
from ecole.models.attachment import Attachment
from ecole.storage.columns import new_id
from ecole.storage.database import writing
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import instruction_page
from tests.world import BOURG, VOISINE

PAGE = f"/e/{BOURG}/fichiers-abimes"


@pytest.fixture
def lost(app, context, world):
    """Two files of an instruction, one lost and one damaged, as a night noted them."""
    blobs = app.config["BLOBS"]
    with all_schools("tests"), writing() as rows:
        for name, problem in (("la leçon.pdf", "missing"), ("le film.mp4", "damaged")):
            blob = blobs.put(io.BytesIO(name.encode()), 100)
            blobs.delete(blob.key)
            rows.add(Attachment(
                id=new_id(), school_id=world.schools["bourg"], blob_key=blob.key, name=name,
                instruction_id=world.instructions["lecture"], kind="pdf", size=blob.size,
                mime="application/pdf"))
            rows.add(BlobFault(key=blob.key, problem=problem))


def test_it_works(sign_in, lost):
    head = sign_in("rossi")
    assert "2\u00a0fichiers sont absents ou abîmés" in head.get(f"/e/{BOURG}").text
    page = head.get(PAGE).text
    assert "la leçon.pdf" in page
    assert "Introuvable" in page
    assert "le film.mp4" in page
    assert "Abîmé" in page


def test_nothing_to_say(sign_in):
    head = sign_in("rossi")
    assert "abîmé" not in head.get(f"/e/{BOURG}").text
    assert "Tout est là" in head.get(PAGE).text


def test_it_hides_other_school(sign_in, lost):
    assert sign_in("rossi").get(f"/e/{VOISINE}/fichiers-abimes").status_code == 404
    other = sign_in("loin").get(f"/e/{VOISINE}/fichiers-abimes")
    assert "la leçon.pdf" not in other.text


def test_it_refuses_others(sign_in, lost):
    for name in ("petit", "claire"):
        assert sign_in(name).get(PAGE).status_code == 404


def test_pages_with_a_lost_file_open(sign_in, world, lost):
    for name, path in (("claire", "/aujourdhui"), ("claire", instruction_page(world, "lecture")),
                       ("petit", instruction_page(world, "lecture"))):
        assert sign_in(name).get(path).status_code == 200
