"""The night: what nobody goes on with goes, what somebody may still send or attach stays."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from ecole.models import Upload
from ecole.operations.nightly import tidy
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.uploads.protocol import read_id
from tests.homes import grow_old, is_stored
from tests.world import change

HOUR = 3600


def id_of(address):
    return read_id(address.rsplit("/", 1)[1])


def age(parts, upload_id, hours):
    moment = time.time() - hours * HOUR
    os.utime(parts.root / f"{upload_id}.part", (moment, moment))


def change_upload(upload_id, **columns):
    with all_schools("tests"):
        change(Upload, upload_id, **columns)


def is_there(upload_id):
    db.session.expire_all()
    with all_schools("tests"):
        return db.session.get(Upload, upload_id) is not None


def test_two_days_after_the_last_piece(teacher, parts, film, app, context):
    old, young = (id_of(teacher.begun(len(film))) for _ in range(2))
    for upload_id, hours in ((old, 49), (young, 47)):
        change_upload(upload_id, created_at=utc_now() - timedelta(days=30))
        age(parts, upload_id, hours)
    assert tidy(app)["uploads"] == 1
    assert (is_there(old), is_there(young)) == (False, True)
    assert parts.ids() == {young}


def test_not_while_a_piece_comes(teacher, parts, film, app, context):
    upload_id = id_of(teacher.begun(len(film)))
    age(parts, upload_id, 49)
    with parts.hold(upload_id):
        assert tidy(app)["uploads"] == 0
    assert is_there(upload_id)
    assert tidy(app)["uploads"] == 1


def test_a_row_without_a_part(teacher, parts, film, app, context):
    old, young = (id_of(teacher.begun(len(film))) for _ in range(2))
    for path in parts.root.iterdir():
        path.unlink()
    change_upload(old, created_at=utc_now() - timedelta(hours=49))
    tidy(app)
    assert (is_there(old), is_there(young)) == (False, True)


def test_a_part_without_a_row(parts, app, context):
    """A process killed between the two steps of a beginning, or of an end."""
    for name, hours in (("1.part", 49), ("2.part", 47), ("3.whole", 49)):
        path = parts.root / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - hours * HOUR,) * 2)
    (parts.root / "notes").write_text("not ours")
    tidy(app)
    assert {path.name for path in parts.root.iterdir()} == {"2.part", "notes"}


def test_a_finished_one_waits_for_its_form(teacher, parts, film, app, context):
    """Its bytes are nobody's yet: the night spares them as long as a form may take them."""
    upload_id = id_of(teacher.send(film).address)
    blobs = app.config["BLOBS"]
    with all_schools("tests"):
        key = db.session.get(Upload, upload_id).received["key"]
    for hours, listed, kept in ((47, 1, True), (60, 0, True), (73, 0, False)):
        change_upload(upload_id, finished_at=utc_now() - timedelta(hours=hours))
        grow_old(blobs, key, timedelta(days=9))
        tidy(app)
        assert len(teacher.listed()) == listed
        assert (is_there(upload_id), is_stored(blobs, key)) == (kept, kept), hours


def test_the_bytes_are_young_when_they_are_kept(teacher, parts, film, in_folder, context):
    """A film whose end is done again two days later is not erased the hour after."""
    address = teacher.begun(len(film))
    (parts.root / f"{id_of(address)}.part").write_bytes(film)  # killed before its row
    age(parts, id_of(address), 47)
    teacher.append(address, len(film) - 1, film[-1:])
    with all_schools("tests"):
        key = db.session.get(Upload, id_of(address)).received["key"]
    assert time.time() - in_folder.path(key).stat().st_mtime < HOUR
