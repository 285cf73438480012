"""« Tout télécharger »: an album, the files of an instruction, the hand-ins of a class."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import select

from ecole.models import Attachment, HandIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import instruction_page, picture
from tests.classroom.news.test_news import news_of
from tests.world import change

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def album(sign_in, world):
    """Two photos of the CP, published; the address of the item."""
    answer = sign_in("petit").send(
        news_of(world) + "/nouvelle", title="La sortie au potager d’été", action="publish",
        photos_confirmed="y", files=[picture("a.png"), picture("a.png", "blue")])
    assert answer.status_code == 303
    return answer.location


@pytest.fixture
def handed_in(world):
    """Work of Lina and of Sami for « lecture », and what Sami took back."""
    at = {"instruction_id": world.instructions["lecture"]}
    for child, account, gone in (("lina", "claire", False), ("sami", "nadia", False),
                                 ("sami", "nadia", True)):
        row = HandIn(pupil_id=world.pupils[child], author_id=world.people[account], text="",
                     deleted_at=utc_now() if gone else None, **at)
        row.attachments = [Attachment(blob_key="c" * 64, name="cahier.jpg", kind="image",
                                      mime="image/jpeg", size=3)]
        with in_school(world.schools["bourg"]), writing() as rows:
            rows.add(row)
    db.session.remove()


def change_files(**values):
    with all_schools("tests"):
        ids = db.session.scalars(select(Attachment.id)).all()
    db.session.remove()
    for row_id in ids:
        change(Attachment, row_id, **values)


def names_in(answer):
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as opened:
        assert opened.testzip() is None
        return opened.namelist()


def test_an_album_is_one_archive(sign_in, world, album):
    parent = sign_in("claire")
    page = parent.get(album).text
    assert "Tout télécharger (" in page
    answer = parent.get(album + "/photos.zip")
    assert names_in(answer) == ["a.png", "a (2).png"]
    expected = f"la-sortie-au-potager-d-ete-{world.day.isoformat()}.zip"
    assert f'attachment; filename="{expected}"' in answer.headers["Content-Disposition"]
    assert answer.content_length == len(answer.data)


def test_a_download_that_was_cut_goes_on(sign_in, album):
    parent = sign_in("claire")
    whole = parent.get(album + "/photos.zip")
    rest = parent.get(album + "/photos.zip", headers={
        "Range": "bytes=40-", "If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206
    assert rest.data == whole.data[40:]


@pytest.mark.parametrize("name", ["noir", "rita", "loin", "mairie"])
def test_it_is_for_the_readers_of_the_album(sign_in, album, name):
    assert sign_in(name).get(album + "/photos.zip").status_code == 404


def test_one_photo_needs_no_archive(sign_in, world):
    answer = sign_in("petit").send(
        news_of(world) + "/nouvelle", title="Seule", action="publish", photos_confirmed="y",
        files=[picture("a.png")])
    assert "Tout télécharger" not in sign_in("petit").get(answer.location).text
    assert sign_in("petit").get(answer.location + "/photos.zip").status_code == 404


def test_the_files_of_an_instruction(sign_in, give, world):
    give(files=[picture("un.png"), picture("deux.png", "blue")])
    page = instruction_page(world, "neuve")
    assert "Tout télécharger" in sign_in("nadia").get(page).text
    assert names_in(sign_in("nadia").get(page + "/fichiers.zip")) == ["un.png", "deux.png"]
    for name in ("noir", "rita"):
        assert sign_in(name).get(page + "/fichiers.zip").status_code == 404


def test_the_hand_ins_of_a_class_have_a_folder_each(app, sign_in, world, handed_in):
    key = app.config["BLOBS"].put(io.BytesIO(b"abc"), 3).key
    change_files(blob_key=key)
    page = instruction_page(world, "lecture")
    assert "Tout télécharger" in sign_in("petit").get(page + "/rendus").text
    assert names_in(sign_in("petit").get(page + "/rendus.zip")) == [
        "BERNARD Lina/cahier.jpg", "KACI Sami/cahier.jpg"]
    for name in ("claire", "noir", "loin"):
        assert sign_in(name).get(page + "/rendus.zip").status_code == 404


def test_too_heavy_is_not_offered(sign_in, world, handed_in, context):
    change_files(size=1_500_000_000)
    page = instruction_page(world, "lecture")
    assert "Tout télécharger" not in sign_in("petit").get(page + "/rendus").text
    assert sign_in("petit").get(page + "/rendus.zip").status_code == 404

