"""The small twin of a picture: drawn by a job, given to the same people as the picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select

from ecole.models import Attachment, Rendition
from ecole.storage.database import db
from ecole.storage.jobs import do_next
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import from_disk, key
from tests.world import BOURG, VOISINE


@pytest.fixture
def photo(give, stored, tmp_path):
    """A photo given to the CP, not yet made small; under 500 KB, it needs no temporary file."""
    path = tmp_path / "cahier.jpg"
    Image.effect_noise((1200, 900), 40).convert("RGB").save(path, quality=40)
    return stored(give(files=[from_disk(path)])).attachments[0]


def row(photo):
    with all_schools("tests"):
        db.session.expire_all()
        return db.session.get(Attachment, photo)


def address(photo_id, uai=BOURG):
    return f"/e/{uai}/fichiers/{key(photo_id)}/version/small"


def draw_all(app):
    with app.app_context():
        while do_next():
            pass


def test_it_comes_later(app, context, sign_in, photo):
    photo_id = photo.id
    assert sign_in("claire").get(address(photo_id)).status_code == 404
    draw_all(app)
    answer = sign_in("claire").get(address(photo_id))
    assert answer.mimetype == "image/webp"
    with Image.open(io.BytesIO(answer.data)) as small:
        assert small.size == (320, 240)
    large = app.config["BLOBS"].open(row(photo_id).blob_key)
    with large:
        assert len(answer.data) < len(large.read()) / 4


def test_it_is_for_the_same_people(app, context, sign_in, photo):
    photo_id = photo.id
    draw_all(app)
    for who, status in (("nadia", 200), ("petit", 200), ("noir", 404), ("rita", 404)):
        assert sign_in(who).get(address(photo_id)).status_code == status
    assert sign_in("rita").get(address(photo_id, VOISINE)).status_code == 404


def test_a_picture_that_went_away_is_no_trouble(app, context, world, photo):
    photo_id = photo.id
    app.config["BLOBS"].delete(row(photo_id).blob_key)
    draw_all(app)
    with in_school(world.schools["bourg"]):
        db.session.rollback()
        made = db.session.scalars(select(Rendition)).all()
        assert {(one.blob_key, one.failure) for one in made} == {(None, "damaged")}
