"""What is refused before it fills anything: kinds, weights, quotas, senders, a full disk."""

from __future__ import annotations

import os
import resource
import shutil
import threading
from collections import namedtuple
from dataclasses import replace

import pytest

from ecole.models import School, Upload
from ecole.storage.blobs import StoreUnavailable
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.uploads import arriving, bounds
from ecole.uploads.protocol import read_id, written_id
from tests.uploads.tus_sender import ROOT
from tests.world import change

Usage = namedtuple("Usage", "total used free")


def count():
    with all_schools("tests"):
        return db.session.query(Upload).count()


def said(answer):
    message = answer.get_json()["message"]
    assert message
    assert "\u2019" in message or "«" in message or message.endswith(".")
    return message


def test_it_refuses_what_is_heavier_than_the_school_takes(teacher, parts, world, context):
    assert "500\u00a0Mo" in said(answer := teacher.create(500_000_001, filename="a.mp4"))
    assert answer.status_code == 413
    change(School, world.schools["bourg"], file_limit_mb=1)
    assert teacher.create(1_000_001).status_code == 413
    assert teacher.create(1_000_000).status_code == 201


def test_it_refuses_an_empty_file(teacher, parts, context):
    assert "rien dans ce fichier" in said(answer := teacher.create(0))
    assert answer.status_code == 422
    assert count() == 0


@pytest.mark.parametrize(("head", "words"), [
    (b"MZ" + bytes(5000), "programme"),
    (b"<!doctype html><script>alert(1)</script>" + bytes(5000), "page web"),
    (b"GIF89a" + bytes(5000), "GIF"),
])
def test_it_looks_at_the_first_piece(teacher, parts, context, head, words):
    """Nobody sends an hour of it to be told so."""
    address = teacher.begun(100_000_000, filename="vacances.mp4")
    answer = teacher.append(address, 0, head)
    assert answer.status_code == 422
    assert words in said(answer)
    assert "vacances.mp4" in said(answer)
    assert teacher.ask("HEAD", address).status_code == 404
    assert (count(), list(parts.root.iterdir())) == (0, [])


def test_a_heavy_pdf_is_refused_at_once(teacher, parts, context):
    address = teacher.begun(60_000_000, filename="livre.pdf")
    answer = teacher.append(address, 0, b"%PDF-1.7\n" + bytes(5000))
    assert answer.status_code == 422
    assert "trop lourd" in said(answer)


def test_it_looks_at_the_whole_at_the_end(teacher, parts, film, context):
    """A head that looks like a film, cut in tiny pieces, is judged when it is whole."""
    cut = film[:30_000]
    address = teacher.begun(len(cut), filename="coupé.mp4")
    for start in (0, 10, 100):
        teacher.append(address, start, cut[start:10 if start == 0 else start * 10])
    answer = teacher.append(address, 1000, cut[1000:])
    assert answer.status_code == 422
    assert "abîmé" in said(answer)
    assert (count(), list(parts.root.iterdir())) == (0, [])


def test_the_first_bytes_may_be_few(teacher, parts, film, context):
    address = teacher.begun(len(film))
    assert teacher.append(address, 0, film[:3]).status_code == 204
    assert teacher.append(address, 3, film[3:]).status_code == 204


def test_a_class_that_is_full_says_so(teacher, parts, world, context):
    """What others are sending to it counts too."""
    cp = written_id(world.classrooms["cp"])
    change(School, world.schools["bourg"], class_quota_mb=1)
    assert teacher.create(600_000, classroom=cp).status_code == 201
    answer = teacher.create(600_000, classroom=cp)
    assert answer.status_code == 413
    assert "place pour la classe" in said(answer)
    assert teacher.create(400_000, classroom=cp).status_code == 201


def test_a_school_that_is_full_says_so(teacher, parts, world, context):
    change(School, world.schools["bourg"], quota_mb=1)
    assert teacher.create(1_000_001).status_code == 413
    assert teacher.create(900_000).status_code == 201
    assert "l’école" in said(teacher.create(200_000))


def test_it_leaves_room_on_the_disk(teacher, parts, film, monkeypatch, context):
    """At the announcement, counting what others have still to send; and at each piece."""
    def room(free):
        monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, free))

    room(bounds.RESERVE + 250_000)
    first = teacher.begun(200_000)
    answer = teacher.create(100_000, filename="b.mp4")
    assert answer.status_code == 507
    assert "disque de l’école est plein" in said(answer)
    assert count() == 1
    room(bounds.RESERVE - 1)
    refused = teacher.append(first, 0, film[:1000])
    assert refused.status_code == 507
    room(10**12)
    assert teacher.append(first, 0, film[:1000]).status_code == 204


def test_a_disk_that_fills_up_meanwhile(teacher, parts, film, context):
    """A real limit of the system: the sender is told, and goes on once there is room."""
    address = teacher.begun(len(film))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        answer = teacher.append(address, 0, film[:80_000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answer.status_code == 507
    assert "plein" in said(answer)
    came = teacher.offset(address)
    assert came <= 50_000
    assert teacher.append(address, came, film[came:]).status_code == 204


def test_a_disk_that_is_full_at_the_end(teacher, parts, film, in_folder, monkeypatch, context):
    """The part stays whole: one byte asked again, and the file is kept."""
    address = teacher.begun(len(film))
    replaced = os.replace

    def full(*names):
        raise OSError(28, "full")

    monkeypatch.setattr(os, "replace", full)
    assert teacher.append(address, 0, film).status_code == 507
    monkeypatch.setattr(os, "replace", replaced)
    assert teacher.offset(address) == len(film) - 1
    assert teacher.append(address, len(film) - 1, film[-1:]).status_code == 204
    assert list(parts.root.iterdir()) == []


def test_a_sender_has_so_many_on_their_way(sender, parts, monkeypatch, context):
    monkeypatch.setattr(bounds, "FAMILY", replace(bounds.FAMILY, unfinished=2))
    monkeypatch.setattr("ecole.uploads.routes.FAMILY", bounds.FAMILY)
    claire = sender("claire")
    first = claire.begun(10)
    claire.begun(10)
    answer = claire.create(10)
    assert answer.status_code == 429
    assert "annulez" in said(answer)
    assert sender("nadia").create(10).status_code == 201
    claire.ask("DELETE", first)
    assert claire.create(10).status_code == 201


def test_a_sender_has_so_many_bytes_on_their_way(sender, parts, context):
    claire = sender("claire")
    claire.begun(500_000_000)
    claire.begun(499_999_000)
    assert claire.create(2000).status_code == 429
    assert claire.create(1000).status_code == 201


def test_a_sender_begins_so_many_in_ten_minutes(sender, parts, film, monkeypatch, world, context):
    monkeypatch.setattr("ecole.uploads.routes.FAMILY", replace(bounds.FAMILY, begun=3))
    claire = sender("claire")
    addresses = [claire.send(film).address for _ in range(3)]
    answer = claire.create(10)
    assert answer.status_code == 429
    assert "quelques minutes" in said(answer)
    assert answer.headers["Retry-After"] == "120"
    with all_schools("tests"):
        change(Upload, read_id(addresses[0].rsplit("/", 1)[1]),
               created_at=utc_now() - 2 * bounds.WINDOW)
    assert claire.create(10).status_code == 201


def test_a_service_that_is_away_at_the_end(teacher, parts, film, app, monkeypatch, context):
    """The files live elsewhere, and there is no answer: the part waits here."""
    def away(draft):
        raise StoreUnavailable("no answer")

    address = teacher.begun(len(film))
    with monkeypatch.context() as broken:
        broken.setattr(app.config["BLOBS"], "keep", away)
        answer = teacher.append(address, 0, film)
    assert answer.status_code == 503
    assert "ne répond pas" in said(answer)
    assert teacher.append(address, len(film) - 1, film[-1:]).status_code == 204


def test_two_files_are_looked_at_together_at_most(teacher, parts, film, monkeypatch, context):
    monkeypatch.setattr(arriving, "PATIENCE", 0.05)
    monkeypatch.setattr(arriving, "ENDINGS", threading.BoundedSemaphore(1))
    address = teacher.begun(len(film))
    with arriving.ENDINGS:
        answer = teacher.append(address, 0, film)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert teacher.offset(address) == len(film) - 1
    assert teacher.append(address, len(film) - 1, film[-1:]).status_code == 204


def test_a_refusal_leaves_nothing(teacher, parts, world, context):
    for size in (500_000_001, 0):
        teacher.create(size)
    teacher.ask("POST", ROOT, Upload_Length="x")
    assert (count(), list(parts.root.iterdir())) == (0, [])
