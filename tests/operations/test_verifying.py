"""The nightly verification: all files in turn; what is bad is noted, what is mended forgotten."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import Attachment, BlobFault
from ecole.operations import verifying
from ecole.operations.verifying import known_faults, verify_all, verify_some, verify_when_due
from ecole.storage.blobs import fault_of
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools
from ecole.townhall.checks import slow_checks
from ecole.townhall.files_named import keys_named
from tests.homes import content_of, harm
from tests.world import change


@pytest.fixture(autouse=True)
def no_rest(monkeypatch):
    monkeypatch.setattr(verifying, "REST_SECONDS", 0.0)


@pytest.fixture
def files(app, context, world):
    """Five attachments of an instruction, and their bytes."""
    (app.config["ECOLE"].data / verifying.NOTE).unlink(missing_ok=True)
    keys = [app.config["BLOBS"].put(io.BytesIO(f"dictée {n}".encode()), 100).key for n in range(5)]
    with all_schools("tests"), writing() as rows:
        for key in keys:
            rows.add(Attachment(
                school_id=world.schools["bourg"], instruction_id=world.instructions["lecture"],
                blob_key=key, name="dictée.pdf", kind="pdf", mime="application/pdf", size=9))
    return sorted(keys)


def note(app):
    return json.loads((app.config["ECOLE"].data / verifying.NOTE).read_text())


def test_a_good_night(app, files):
    assert set(files) <= keys_named()
    found = verify_some(app, 60)
    assert (found.checked, found.faults) == (len(keys_named()), 0)


def test_it_notes_what_is_bad_and_forgets_what_is_mended(app, files):
    blobs = app.config["BLOBS"]
    content = content_of(blobs, files[1])
    harm(blobs, files[0], "lost")
    harm(blobs, files[1], "changed")
    assert verify_some(app, 60).faults == 2
    assert known_faults() == {files[0]: "missing", files[1]: "damaged"}
    (said,) = [one for one in slow_checks(app) if "Fichiers" in one.sentence]
    assert "2 absents ou abîmés" in said.sentence
    assert "ecole files check" in said.remedy
    blobs.put(io.BytesIO(content), 100)
    assert verify_some(app, 60).faults == 1
    with all_schools("tests"), writing() as rows:
        for row in rows.scalars(select(Attachment).where(Attachment.blob_key == files[0])):
            rows.delete(row)
    assert verify_some(app, 60).faults == 0


def test_it_goes_on_where_it_stopped(app, files, monkeypatch):
    """Two files a night: all are read in turn, and then the first again."""
    read = []
    monkeypatch.setattr(verifying, "fault_of", lambda blobs, key: (read.append(key),
                                                                   fault_of(blobs, key))[1])
    order = sorted(keys_named())

    class Clock:
        """Time for two files."""

        def __init__(self):
            self.turns = 0

        def __call__(self):
            self.turns += 1
            return 0.0 if self.turns <= 1 + 2 * 3 else 100.0

    for _ in range(len(order)):
        monkeypatch.setattr(verifying.time, "monotonic", Clock())
        verify_some(app, 60)
    assert read[:len(order)] == order
    assert read == (order * 2)[:len(read)]


def test_it_comes_once_a_day(app, files, monkeypatch):
    assert verify_when_due(app) is not None
    assert verify_when_due(app) is None
    later = utc_now() + timedelta(hours=21)
    monkeypatch.setattr(verifying, "utc_now", lambda: later)
    assert verify_when_due(app) is not None


def test_a_note_that_cannot_be_read_starts_again(app, files):
    (app.config["ECOLE"].data / verifying.NOTE).write_text("[")
    assert verify_when_due(app).checked == len(keys_named())


def test_all_at_once(app, files):
    harm(app.config["BLOBS"], files[2], "cut")
    found = dict(verify_all(app))
    assert {key: said for key, said in found.items() if said} == {files[2]: "damaged"}
    assert set(found) == keys_named()
    assert set(db.session.scalars(select(BlobFault.key))) == {files[2]}


def test_a_row_that_goes_meanwhile_is_no_fault(app, files, monkeypatch):
    with all_schools("tests"):
        row_id = db.session.scalar(select(Attachment.id).where(Attachment.blob_key == files[0]))
    harm(app.config["BLOBS"], files[0], "lost")

    def gone(blobs, key):
        if key == files[0]:
            change(Attachment, row_id, blob_key=files[1])
        return fault_of(blobs, key)

    monkeypatch.setattr(verifying, "fault_of", gone)
    assert verify_some(app, 60).faults == 0
