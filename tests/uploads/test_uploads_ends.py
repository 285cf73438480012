"""Killed between any two steps: the client goes on, or the end is done again; nothing is wrong."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ecole.models import Upload
from ecole.storage.blobs import Missing
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.uploads import arriving
from ecole.uploads.parts import Parts
from ecole.uploads.protocol import read_id
from tests import homes


class Killed(BaseException):
    """As a SIGKILL: no handler of ours runs after it."""


def kill(*_, **__):
    raise Killed


def the_upload(address):
    with all_schools("tests"):
        return db.session.get(Upload, read_id(address.rsplit("/", 1)[1]))


def content_of(app, address):
    return homes.content_of(app.config["BLOBS"], the_upload(address).received["key"])


def finish_again(teacher, address, film):
    assert teacher.offset(address) == len(film) - 1
    (listed,) = teacher.listed()
    assert not listed["finished"]
    return teacher.append(address, len(film) - 1, film[-1:])


# Where it dies, seen from the last piece of a film.
STEPS = {
    "before the sum": ("ecole.uploads.parts.Part.sha256", kill),
    "before it is looked at": ("ecole.media.reception.inspect", kill),
    "before it is kept": (None, kill),
    "before the row": ("ecole.uploads.arriving.asdict", kill),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_the_end_it_ends_again(teacher, parts, film, app, monkeypatch, context, step):
    address = teacher.begun(len(film))
    teacher.append(address, 0, film[:60_000])
    with monkeypatch.context() as dying:
        place, killed = STEPS[step]
        if place:
            dying.setattr(place, killed)
        else:
            dying.setattr(app.config["BLOBS"], "keep", killed)
        with pytest.raises(Killed):
            teacher.append(address, 60_000, film[60_000:])
    assert finish_again(teacher, address, film).status_code == 204
    assert content_of(app, address) == film
    assert list(parts.root.iterdir()) == []


def test_killed_after_the_rename_leaves_the_second_name(teacher, parts, film, in_folder,
                                                        monkeypatch, context):
    """As it really is after SIGKILL: the blob, the part and its second name are one file."""
    address = teacher.begun(len(film))
    with monkeypatch.context() as dying:
        dying.setattr(arriving, "asdict", kill)
        with pytest.raises(Killed):
            teacher.append(address, 0, film)
    (part,) = parts.root.iterdir()
    os.link(part, part.with_suffix(".whole"))
    assert part.stat().st_nlink == 3
    before = in_folder.path(hashlib.sha256(film).hexdigest()).stat()
    assert finish_again(teacher, address, film).status_code == 204
    after = in_folder.path(hashlib.sha256(film).hexdigest()).stat()
    assert before.st_ino == after.st_ino  # not a byte was written again
    assert after.st_nlink == 1
    assert list(parts.root.iterdir()) == []


def test_killed_before_the_part_goes(teacher, parts, film, app, monkeypatch, context):
    """The row says that it is kept: that is what counts."""
    address = teacher.begun(len(film))
    with monkeypatch.context() as dying:
        dying.setattr(Parts, "remove", kill)
        with pytest.raises(Killed):
            teacher.append(address, 0, film)
    assert teacher.offset(address) == len(film)
    assert content_of(app, address) == film


def test_killed_in_the_middle_of_a_piece(teacher, parts, film, app, monkeypatch, context):
    """What was written of it counts; the client asks where to go on."""
    address = teacher.begun(len(film))
    with monkeypatch.context() as dying:
        dying.setattr(os, "fdatasync", kill)
        with pytest.raises(Killed):
            teacher.append(address, 0, film[:5000])
    came = teacher.offset(address)
    assert 0 < came <= 5000
    assert teacher.append(address, came, film[came:]).status_code == 204
    assert content_of(app, address) == film


def test_a_disk_without_second_names(teacher, parts, film, app, in_folder, monkeypatch, context):
    def refused(*_):
        raise PermissionError(1, "not on this disk")

    monkeypatch.setattr(os, "link", refused)
    address = teacher.send(film).address
    assert content_of(app, address) == film
    assert list(parts.root.iterdir()) == []


def test_a_part_that_is_gone_is_sent_again(teacher, parts, film, context):
    """410: the client begins anew; the page does not offer what is not there."""
    address = teacher.begun(len(film))
    (part,) = parts.root.iterdir()
    part.unlink()
    assert teacher.ask("HEAD", address).status_code == 410
    assert teacher.append(address, 0, film).status_code == 410
    assert teacher.listed() == []
    assert teacher.ask("DELETE", address).status_code == 204
    assert teacher.ask("HEAD", address).status_code == 404


def test_two_requests_for_the_end(teacher, parts, film, monkeypatch, context):
    """The second one saw the row before the first one ended: it is told where it is, not 410."""
    address = teacher.begun(len(film))
    upload_id = read_id(address.rsplit("/", 1)[1])
    hold = Parts.hold

    def overtaken(self, *arguments, **options):
        monkeypatch.setattr(Parts, "hold", hold)
        with ThreadPoolExecutor(1) as other:
            first = other.submit(teacher.append, address, 0, film).result()
        assert first.status_code == 204
        return hold(self, *arguments, **options)

    monkeypatch.setattr(Parts, "hold", overtaken)
    assert teacher.append(address, 0, film).status_code == 409
    assert teacher.offset(address) == len(film)
    assert upload_id not in parts.ids()


def test_a_part_that_went_while_one_waited(parts):
    """Cancelled or ended by who held it: what has no name any more is not written to."""
    parts.create(7)

    def wait():
        with parts.hold(7, patience=5):
            return "held"

    with ThreadPoolExecutor(1) as other, parts.hold(7):
        waiting = other.submit(wait)
        time.sleep(0.3)
        parts.remove(7)
        parts.create(7)  # another one of the same name is not it either
    assert isinstance(waiting.exception(), Missing)


def test_cancelled_while_it_ends(teacher, parts, film, monkeypatch, context):
    """Its row is gone: nothing comes back to life."""
    address = teacher.begun(len(film))
    upload_id = read_id(address.rsplit("/", 1)[1])
    keep = arriving._keep

    def cancelled(*arguments):
        received = keep(*arguments)
        arriving._forget(upload_id)
        return received

    monkeypatch.setattr(arriving, "_keep", cancelled)
    assert teacher.append(address, 0, film).status_code == 410
    assert the_upload(address) is None
    assert list(parts.root.iterdir()) == []
