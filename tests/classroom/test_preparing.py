"""What is made of a file after it was sent: once for each content, said ready page by page."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from ecole.classroom import making
from ecole.classroom.attaching import attach, copy_files
from ecole.classroom.preparing import ask_pages, failure_of, preparation_of
from ecole.classroom.renditions import ask_again, forget_failures
from ecole.media.reception import Received
from ecole.models import Attachment, Classroom, Instruction, Job, Rendition
from ecole.models.rendition import Profile
from ecole.storage import claims
from ecole.storage.blobs import NoSpace
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.jobs import do_next
from ecole.storage.school_scope import all_schools, in_school
from ecole.storage.workbench import place_of
from tests.world import change

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(claims, "PAUSES", (timedelta(0),))


@pytest.fixture
def hang(app, world, context):
    """Hang a file under an instruction, as a form does once it is received."""

    def hung(content: bytes, kind: str, mime: str, name: str, to: str = "lecture", **facts):
        blobs = app.config["BLOBS"]
        blob = blobs.put(io.BytesIO(content), len(content))
        file = Received(**{
            "key": blob.key, "sha256": blob.key, "size": blob.size, "kind": kind, "mime": mime,
            "name": name, "duration_seconds": None, "pages": None, "width": None, "height": None,
            **facts})
        school = "voisine" if to == "ailleurs" else "bourg"
        with in_school(world.schools[school]), writing() as rows:
            instruction = rows.get(Instruction, world.instructions[to])
            attach(rows, instruction, [file], world.people["petit"])
        return blob.key

    return hung


@pytest.fixture
def heic(tmp_path):
    """A photo of an iPhone, with a place in it; each name has its own points."""
    import pillow_heif

    def drawn(colour: str = "green") -> bytes:
        place = Image.Exif()
        place.get_ifd(0x8825)[1] = "N"
        path = tmp_path / f"{colour}.heic"
        pillow_heif.from_pillow(Image.new("RGB", (640, 480), colour)).save(
            path, quality=50, exif=place.tobytes())
        return path.read_bytes()

    return drawn


def work_all():
    while do_next():
        pass
    db.session.rollback()


def read(model, **of):
    db.session.rollback()
    with all_schools("tests"):
        rows = db.session.scalars(select(model).filter_by(**of)).all()
        for row in rows:
            if model is Attachment:
                assert row.renditions is not None
        db.session.expunge_all()
    db.session.rollback()
    return rows


def version(world, room="cp"):
    (row,) = read(Classroom, id=world.classrooms[room])
    return row.version


FILM = {"kind": "video", "mime": "video/mp4", "name": "film.mp4", "duration_seconds": 6.0,
        "width": 640, "height": 480}


def test_a_film_is_made_lighter_by_the_heavy_lane(app, hang, media, world):
    key = hang((media / "l-eau-change-d-etat.mp4").read_bytes(), **FILM)
    (file,) = read(Attachment, blob_key=key)
    assert preparation_of(file) == "waiting"
    (job,) = read(Job)
    assert job.is_heavy
    assert not do_next(False)
    before = version(world)
    work_all()
    made = {row.profile: row for row in read(Rendition, source_key=key)}
    assert made[Profile.POSTER].is_ready
    assert not any(row.is_waiting for row in made.values())
    assert made[Profile.POSTER].account_id == world.people["petit"]
    assert version(world) >= before + len(made)
    (file,) = read(Attachment, blob_key=key)
    assert preparation_of(file) == ""
    (job,) = read(Job)
    assert (job.done_count, job.finished_at is not None) == (len(made), True)
    assert not list(place_of(app.config["ECOLE"].data).glob("*"))


def test_the_same_bytes_are_made_once(hang, media, world):
    content = (media / "la-feuille.jpg").read_bytes()
    photo = {"kind": "image", "mime": "image/jpeg", "name": "a.jpg", "width": 800, "height": 600}
    key = hang(content, **photo)
    assert hang(content, to="calcul", **photo) == key
    before = version(world), version(world, "cm2")
    assert len(read(Job)) == 1
    work_all()
    assert all(row.is_ready or row.failure == "no_gain" for row in read(Rendition))
    assert version(world) > before[0]  # each class that shows it
    assert version(world, "cm2") > before[1]
    assert hang(content, to="demain", **photo) == key
    assert len(read(Job)) == 1


def test_a_photo_of_an_iphone_is_replaced_everywhere(app, hang, heic, world):
    content = heic()
    facts = {"kind": "image", "mime": "image/heic", "name": "IMG_1.HEIC", "plays": False}
    key = hang(content, **facts)
    with in_school(world.schools["bourg"]), writing() as rows:
        source = rows.get(Instruction, world.instructions["lecture"])
        copy_files(rows, source, rows.get(Instruction, world.instructions["calcul"]),
                   world.people["petit"])
    (file, _) = read(Attachment, blob_key=key)
    assert preparation_of(file) == "waiting"
    work_all()
    files = read(Attachment)
    assert len(files) == 2
    for file in files:
        assert (file.mime, file.plays, file.name) == ("image/jpeg", True, "IMG_1.jpg")
        assert (file.width, file.height) == (640, 480)
        assert file.rendition(Profile.SMALL)
        with app.config["BLOBS"].open(file.blob_key) as photo:
            whole = photo.read()
            assert len(whole) == file.size
            assert not Image.open(io.BytesIO(whole)).getexif()
    assert key not in set(app.config["BLOBS"].stored_keys())
    # The same photo sent again is the JPEG at once, and its bytes go too.
    assert hang(content, to="demain", **facts) == key
    (_, _, again) = read(Attachment)
    assert again.blob_key == files[0].blob_key
    work_all()
    assert key not in set(app.config["BLOBS"].stored_keys())
    assert files[0].blob_key in set(app.config["BLOBS"].stored_keys())


def test_a_photo_that_two_schools_sent_is_not_taken_from_the_second(app, hang, heic, world):
    content = heic("blue")
    facts = {"kind": "image", "mime": "image/heic", "name": "a.heic", "plays": False}
    key = hang(content, **facts)
    hang(content, to="ailleurs", **facts)
    do_next()
    assert key in set(app.config["BLOBS"].stored_keys())
    work_all()
    assert key not in set(app.config["BLOBS"].stored_keys())
    assert all(file.plays for file in read(Attachment))


def test_what_cannot_be_read_is_said_and_the_rest_is_made(app, hang, world):
    key = hang(b"not a film" * 100, **FILM)
    work_all()
    (file,) = read(Attachment, blob_key=key)
    assert preparation_of(file) == "failed"
    assert "n’a pas pu être lu" in failure_of(file)
    (job,) = read(Job)
    assert job.finished_at
    with in_school(world.schools["bourg"]), writing() as rows:
        forget_failures(rows, rows.get(Attachment, file.id))
    assert preparation_of(read(Attachment, blob_key=key)[0]) == ""


def test_a_full_disk_is_tried_again_then_said(app, hang, media, world, monkeypatch):
    key = hang((media / "la-feuille.jpg").read_bytes(), kind="image", mime="image/jpeg",
               name="a.jpg", width=800, height=600)
    blobs = app.config["BLOBS"]

    def full(stream, limit):
        raise NoSpace("full")

    monkeypatch.setattr(blobs, "put", full)
    do_next()
    assert all(row.is_waiting for row in read(Rendition))
    work_all()
    assert {row.failure for row in read(Rendition)} <= {"full", "no_gain"}
    monkeypatch.undo()
    with in_school(world.schools["bourg"]), writing() as rows:
        (file,) = rows.scalars(select(Attachment).where(Attachment.blob_key == key))
        ask_again(rows, world.people["petit"], file)
    work_all()
    assert all(row.is_ready or row.failure == "no_gain" for row in read(Rendition))


def test_what_kills_its_process_is_left_out(app, hang, media, world):
    """Three deaths on the same rendition: that one is given up, the others are made."""
    key = hang((media / "la-feuille.jpg").read_bytes(), kind="image", mime="image/jpeg",
               name="a.jpg", width=800, height=600)
    (job,) = read(Job)
    change(Job, job.id, claimed_at=utc_now() - timedelta(hours=1), tries_count=3,
           claimed_by="elsewhere:1:1:draw")
    work_all()
    made = read(Rendition, source_key=key)
    assert sorted(row.failure for row in made if row.failure != "no_gain")[-1] == "interrupted"
    assert sum(row.failure == "interrupted" for row in made) == 1
    assert sum(row.is_ready for row in made) >= 1
    (job,) = read(Job)
    assert job.finished_at


def test_nothing_is_made_of_what_went_away(app, hang, media, world):
    key = hang((media / "la-feuille.jpg").read_bytes(), kind="image", mime="image/jpeg",
               name="a.jpg", width=800, height=600)
    with in_school(world.schools["bourg"]), writing() as rows:
        for file in rows.scalars(select(Attachment).where(Attachment.blob_key == key)):
            rows.delete(file)
    work_all()
    assert read(Rendition) == []
    assert set(app.config["BLOBS"].stored_keys()) >= {key}  # the night erases it


def test_what_is_made_for_nothing_is_thrown_away(app, hang, world, monkeypatch):
    """The file goes while its small picture is drawn."""
    photo = io.BytesIO()
    Image.effect_noise((800, 600), 40).convert("RGB").save(photo, "JPEG")
    key = hang(photo.getvalue(), kind="image", mime="image/jpeg", name="a.jpg", width=800,
               height=600)
    before = set(app.config["BLOBS"].stored_keys())
    really = making._keep

    def kept(made):
        blob = really(made)
        with writing() as rows:
            for file in rows.scalars(select(Attachment).where(Attachment.blob_key == key)):
                rows.delete(file)
        return blob

    monkeypatch.setattr(making, "_keep", kept)
    work_all()
    assert set(app.config["BLOBS"].stored_keys()) == before
    assert read(Rendition) == []


def test_pages_of_a_pdf_are_drawn_when_asked(app, hang, media, world):
    key = hang((media / "fiche-de-lecture.pdf").read_bytes(), kind="pdf",
               mime="application/pdf", name="a.pdf", pages=1)
    work_all()
    assert [row.profile for row in read(Rendition, source_key=key)] == [Profile.POSTER]
    for _ in range(2):
        with in_school(world.schools["bourg"]), writing() as rows:
            (file,) = rows.scalars(select(Attachment).where(Attachment.blob_key == key))
            ask_pages(rows, world.people["claire"], file)
    work_all()
    (page,) = read(Rendition, source_key=key, page=1)
    assert (page.profile, page.mime, page.is_ready) == (Profile.PAGE, "image/webp", True)
    assert page.width
    assert len(read(Job)) == 2


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path):
    import os

    from ecole.storage.processes import HOST
    from ecole.storage.workbench import sweep_workbenches, workbench

    with workbench(tmp_path) as mine:
        dead = place_of(tmp_path) / f"{HOST}:{os.getpid()}:1:abcd"
        dead.mkdir()
        (dead / "film.mp4").write_bytes(b"x")
        (mine / "film.mp4").write_bytes(b"x")
        assert sweep_workbenches(tmp_path) == 1
        assert mine.exists()
    assert list(place_of(tmp_path).glob("*")) == []
