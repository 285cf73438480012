"""The tidying: what is past its time goes, and nothing else."""

from __future__ import annotations

import os
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ecole.models import (
    Attachment,
    Attempt,
    Device,
    Instruction,
    Job,
    ParkedForm,
    Receipt,
    Rendition,
    RosterImport,
    Submission,
)
from ecole.operations import nightly
from ecole.operations.nightly import tidy
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.world import change


def ago(**passed):
    return utc_now() - timedelta(**passed)


def rows_of(world):
    """For each table: a row to erase, and one to keep however close."""
    person = world.people["rossi"]
    device = {"account_id": person, "kind": "staff", "label": "", "idle_seconds": 1}
    job = {"account_id": person, "task": "x", "school_id": world.schools["bourg"]}
    preview = {"base_version": 0, "school_id": world.schools["bourg"]}
    return {
        Attempt: (Attempt(bucket="b", tried_at=ago(hours=25)),
                  Attempt(bucket="b", tried_at=ago(hours=23))),
        Submission: (Submission(key="old", created_at=ago(days=8)),
                     Submission(key="new", created_at=ago(days=6))),
        ParkedForm: (ParkedForm(token_hash="a", address="", fields={}, created_at=ago(hours=25)),
                     ParkedForm(token_hash="b", address="", fields={}, created_at=ago(hours=23))),
        Device: (Device(**device, token_hash="a", expires_at=ago(days=31)),
                 Device(**device, token_hash="b", expires_at=ago(days=29))),
        Job: (Job(**job, finished_at=ago(days=8)), Job(**job, created_at=ago(days=8))),
        RosterImport: (RosterImport(**preview, created_at=ago(hours=25)),
                       RosterImport(**preview, created_at=ago(hours=25), applied_at=ago(days=9))),
    }


@pytest.mark.parametrize("model", [Attempt, Submission, ParkedForm, Device, Job, RosterImport])
def test_the_old_goes_and_the_young_stays(app, world, context, model):
    old, young = rows_of(world)[model]
    with all_schools("tests"), writing() as rows:
        rows.add_all([old, young])
    with all_schools("tests"):
        old_key, young_key = (db.inspect(row).identity for row in (old, young))
    tidy(app)
    db.session.expunge_all()
    with all_schools("tests"):
        assert db.session.get(model, old_key) is None
        assert db.session.get(model, young_key) is not None


def test_a_failed_job_is_forgotten_later(app, world, context):
    row = Job(account_id=world.people["rossi"], task="x", failed_at=ago(days=6))
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(row)
        rows.flush()
        job_id = row.id
    assert tidy(app)["jobs"] == 0
    change(Job, job_id, failed_at=ago(days=8))
    assert tidy(app)["jobs"] == 1


def test_a_quiet_night_changes_nothing(app, world, context, sign_in):
    sign_in("claire").get("/aujourdhui")

    def count(model):
        with all_schools("tests"):
            return db.session.scalar(select(func.count(model.id)))

    models = (Instruction, Receipt, Device)
    before = [count(model) for model in models]
    assert {name: n for name, n in tidy(app).items() if name != "files" and n} == {}
    assert [count(model) for model in models] == before


def test_printed_cards_are_erased_after_an_hour(app, context):
    """Even when nobody comes for them: the PDF holds codes."""
    folder = app.config["ECOLE"].data / "tmp" / "cards"
    folder.mkdir(parents=True, exist_ok=True)
    old, young = folder / "1.pdf", folder / "2.pdf"
    for path, seconds in ((old, 3700), (young, 3000)):
        path.write_bytes(b"codes")
        os.utime(path, (time.time() - seconds,) * 2)
    tidy(app)
    assert not old.exists()
    assert young.exists()
    assert nightly.EVERY_SECONDS <= 3600


def test_renditions_of_what_went_away_go_too(app, world, context):
    """What nothing shows any more, but not the note that a JPEG took the place of a photo."""
    def made(source, blob, at, profile="small"):
        return Rendition(source_key=source * 64, blob_key=blob * 64, profile=profile,
                         created_at=at)

    with in_school(world.schools["bourg"]), writing() as rows:
        owner = rows.get(Instruction, world.instructions["lecture"])
        owner.attachments.append(Attachment(blob_key="a" * 64, name="a.jpg", kind="image",
                                            mime="image/jpeg", size=1))
        rows.add_all([
            made("a", "1", ago(days=9)), made("b", "2", ago(days=9)),
            made("c", "3", ago(hours=1)), made("d", "a", ago(days=9), "large")])
    tidy(app)
    with all_schools("tests"):
        kept = db.session.scalars(select(Rendition.source_key)).all()
    assert sorted(key[0] for key in kept) == ["a", "c", "d"]


def test_what_a_killed_upload_left_is_swept(app, context):
    drafts = app.config["BLOBS"].drafts
    old, young = drafts / "old.part", drafts / "young.part"
    for path, seconds in ((old, 90_000), (young, 60)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - seconds,) * 2)
    tidy(app)
    assert not old.exists()
    assert young.exists()
    young.unlink()


def test_it_runs_until_told_to_stop(app, monkeypatch):
    """A night that fails is logged, and the next one comes."""
    nights = []

    class Told(threading.Event):
        def wait(self, seconds=None):
            return len(nights) > 1

    def night(app):
        nights.append(app)
        if len(nights) == 1:
            raise RuntimeError("a bad night")
        return {}

    monkeypatch.setattr(nightly, "tidy", night)
    thread = threading.Thread(target=nightly.nightly, args=(app, Told()), daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
    assert len(nights) == 2
