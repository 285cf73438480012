"""The bytes of a file: asked again who may, each time; whole, by ranges, harmless."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from ecole.models import Attachment, Guardianship, Instruction, Pupil, Receipt
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import from_disk, instruction_page, key, picture
from tests.world import BOURG, VOISINE, change

SOUND, FORM = "La dictée d’été.m4a", "fiche.pdf"


@pytest.fixture
def files(give, stored, media):
    """Addresses of a sound and of a PDF given to the CP."""
    row = stored(give(files=[from_disk(media / "la-dictee.m4a", SOUND),
                             from_disk(media / "fiche-de-lecture.pdf", FORM)]))
    return {file.name: f"/e/{BOURG}/fichiers/{key(file.id)}/{quote(file.name)}"
            for file in row.attachments}


@pytest.fixture
def sound(files):
    return files[SOUND]


def end_link(world, **values):
    with all_schools("tests"):
        link = db.session.scalar(select(Guardianship).where(
            Guardianship.guardian_id == world.guardians["nadia"]))
        link_id = link.id
    change(Guardianship, link_id, **values)


def test_it_is_the_very_file(sign_in, files, media):
    for name, path in ((SOUND, "la-dictee.m4a"), (FORM, "fiche-de-lecture.pdf")):
        answer = sign_in("nadia").get(files[name])
        assert answer.status_code == 200
        assert answer.data == (media / path).read_bytes()


def test_the_page_leads_to_it(sign_in, files):
    page = html.unescape(sign_in("nadia").get("/aujourdhui").text)
    assert f'href="{files[FORM]}"' in page
    assert re.search(rf'<audio[^>]* preload="none" src="{re.escape(files[SOUND])}"', page)
    pages = [html.unescape(sign_in("nadia").get(address).text)
             for address in re.findall(r'plan-item__title"><a href="([^"]+)"', page)]
    assert any(f'href="{files[SOUND]}?telecharger=1"' in page for page in pages)
    assert "Son, 105\u00a0ko, " in page


@pytest.mark.parametrize(("name", "status"), [
    ("claire", 200), ("paul", 200), ("nadia", 200), ("petit", 200), ("rossi", 200),
    ("rita", 404), ("noir", 404), ("loin", 404),
])
def test_who_may(sign_in, sound, name, status):
    assert sign_in(name).get(sound).status_code == status


def test_it_needs_login(client, sound):
    assert client.get(sound).status_code == 302
    assert "/entrer" in client.get(sound).location


@pytest.mark.parametrize("name", ["loin", "rita"])
def test_the_address_of_another_school_is_not_a_way_round(sign_in, sound, name):
    assert sign_in(name).get(sound.replace(BOURG, VOISINE)).status_code == 404


def test_a_class_is_not_another(sign_in, sound, world, context):
    """Nadia's child changes class: what was open to her is closed at once."""
    parent = sign_in("nadia")
    assert parent.get(sound).status_code == 200
    change(Pupil, world.pupils["sami"], classroom_id=world.classrooms["cm2"])
    assert parent.get(sound).status_code == 404


@pytest.mark.parametrize("what", ["brouillon", "suppression"])
def test_it_closes_with_its_instruction(sign_in, sound, world, what):
    parent, teacher = sign_in("nadia"), sign_in("petit")
    assert parent.get(sound).status_code == 200
    teacher.send(instruction_page(world, "neuve", f"/{what}"))
    assert parent.get(sound).status_code == 404
    assert teacher.get(sound).status_code == 200


@pytest.mark.parametrize("column", ["ended_at", "suspended_at"])
def test_it_closes_with_the_link(sign_in, sound, world, context, column):
    parent = sign_in("nadia")
    assert parent.get(sound).status_code == 200
    end_link(world, **{column: utc_now()})
    assert parent.get(sound).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(1, 200), (89, 200), (90, 404), (400, 404)])
def test_a_child_who_left_reads_ninety_days(sign_in, sound, world, context, days, status):
    change(Pupil, world.pupils["sami"], left_on=world.day - timedelta(days=days))
    assert sign_in("nadia").get(sound).status_code == status


def test_a_part_is_given(sign_in, sound, media):
    """What a player asks: 206, and the right bytes."""
    content = (media / "la-dictee.m4a").read_bytes()
    parent = sign_in("nadia")
    for asked, start, stop in (("0-1", 0, 2), ("100-", 100, len(content)),
                               ("-10", len(content) - 10, len(content))):
        answer = parent.get(sound, headers={"Range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer.data == content[start:stop]
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(content)}"
    answer = parent.get(sound, headers={"Range": "bytes=9999999-"})
    assert answer.status_code == 416


def test_the_headers_make_it_harmless(sign_in, files):
    sound, form = (sign_in("nadia").get(files[name]).headers for name in (SOUND, FORM))
    for headers in (sound, form):
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "public" not in headers["Cache-Control"]
        assert headers["Accept-Ranges"] == "bytes"
    assert sound["Content-Type"] == "audio/mp4"
    assert sound["Cache-Control"] == "private, no-cache"
    assert form["Content-Type"] == "application/pdf"
    assert form["Cache-Control"] == "private, no-store"


def test_its_name_keeps_its_accents(sign_in, sound):
    for address, way in ((sound, "inline"), (f"{sound}?telecharger=1", "attachment")):
        disposition = sign_in("nadia").get(address).headers["Content-Disposition"]
        assert disposition.startswith(f"{way}; ")
        assert f"filename*=UTF-8''{quote(SOUND, safe='')}" in disposition
        assert disposition.isascii()


def test_nothing_is_sent_again_for_nothing(sign_in, sound):
    parent = sign_in("nadia")
    etag = parent.get(sound).headers["ETag"]
    answer = parent.get(sound, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def receipts():
    db.session.rollback()
    with all_schools("tests"):
        return db.session.scalar(select(func.count(Receipt.id)))


def test_head_gives_the_size_and_counts_for_nothing(sign_in, sound, media, context):
    before = receipts()
    answer = sign_in("nadia").head(sound)
    assert answer.status_code == 200
    assert answer.content_length == (media / "la-dictee.m4a").stat().st_size
    assert answer.data == b""
    assert receipts() == before


def test_a_lost_file_is_said(sign_in, sound, world, context, stored):
    """The row is there and the bytes are not: a page, no crash, and nothing counts as seen."""
    row = stored(world.instructions["neuve"])
    change(Attachment, row.attachments[0].id, blob_key="f" * 64)
    before = receipts()
    answer = sign_in("nadia").get(sound)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert receipts() == before


def test_any_name_leads_to_the_same_file(sign_in, sound, media):
    other = sound.rpartition("/")[0] + "/un%20autre%2Fnom.html"
    answer = sign_in("nadia").get(other)
    assert answer.data == (media / "la-dictee.m4a").read_bytes()
    assert answer.mimetype == "audio/mp4"


@pytest.mark.parametrize("wrong", ["0" * 13, "zzzzzzzzzzzzz", "1", "../../etc/passwd", "a" * 14])
def test_an_address_that_is_none_is_not_found(sign_in, wrong):
    answer = sign_in("nadia").get(f"/e/{BOURG}/fichiers/{wrong}/x")
    assert answer.status_code == 404


def test_a_deleted_row_closes_the_door(sign_in, give, stored, world):
    """A file taken off by its teacher is gone for all, its teacher included."""
    row = stored(give(files=[picture("a.png", "#170")]))
    address = f"/e/{BOURG}/fichiers/{key(row.attachments[0].id)}/a.png"
    teacher = sign_in("petit")
    assert teacher.get(address).status_code == 200
    from tests.classroom.class_pages import fields

    teacher.send(instruction_page(world, "neuve", "/modifier"), **fields(
        world.day, revision="1", removed=[str(row.attachments[0].id)]))
    assert teacher.get(address).status_code == 404
    assert isinstance(stored(row.id), Instruction)
