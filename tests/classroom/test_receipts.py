"""Seen: opening counts, for one adult, and only the teacher knows."""

from __future__ import annotations

import html
import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from ecole.classroom import receipts
from ecole.models import Guardianship, Pupil, Receipt
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import instruction_page, key, picture
from tests.world import BOURG, CODES, change


@pytest.fixture
def seen(world, context):
    """Who has a receipt for an instruction, by name."""
    names = {guardian: name for name, guardian in world.guardians.items()}

    def read(instruction="lecture"):
        db.session.rollback()
        with all_schools("tests"):
            found = db.session.scalars(select(Receipt.guardian_id).where(
                Receipt.instruction_id == world.instructions[instruction]))
            return sorted(names[guardian] for guardian in found)

    return read


@pytest.mark.parametrize("way", ["the day", "the page", "the file", "another day"])
def test_opening_counts(give, sign_in, world, seen, stored, way):
    """Each way to see it, for Claire and not for Paul."""
    row = stored(give(files=[picture("a.png", "#180")]))
    address = {
        "the day": "/aujourdhui",
        "the page": instruction_page(world, "neuve"),
        "the file": f"/e/{BOURG}/fichiers/{key(row.attachments[0].id)}/a.png",
        "another day": f"/jour/{world.day}",
    }[way]
    assert seen("neuve") == []
    claire = sign_in("claire")
    for _ in range(3):
        assert claire.get(address).status_code == 200
    assert seen("neuve") == ["claire"]


def test_another_day_does_not_count(sign_in, world, seen):
    sign_in("claire").get(f"/jour/{world.day + timedelta(days=1)}")
    assert seen("lecture") == []
    assert seen("demain") == ["claire"]


def test_only_the_classes_of_ones_children_count(sign_in, seen):
    sign_in("nadia").get("/aujourdhui")
    assert seen("lecture") == ["nadia"]
    assert seen("calcul") == []


def test_two_families_on_one_account_each_see_their_own(sign_in, seen):
    """Nadia's card under Claire's account: Nadia has seen what her child has, nothing more."""
    claire = sign_in("claire")
    assert claire.send("/autre-carte", code=CODES["nadia"].code).status_code == 303
    claire.get("/aujourdhui")
    assert seen("lecture") == ["claire", "nadia"]
    assert seen("calcul") == ["claire"]


def test_a_refused_opening_does_not_count(sign_in, world, seen):
    for name in ("rita", "nadia"):
        sign_in(name).get(instruction_page(world, "calcul"))
        sign_in(name).get(instruction_page(world, "draft"))
    assert seen("calcul") == seen("draft") == []


def test_a_teacher_leaves_no_receipt(sign_in, world, seen):
    for name in ("petit", "rossi"):
        sign_in(name).get(instruction_page(world, "lecture"))
    assert seen() == []


def rows_of(page, title):
    table = page[page.index(title):]
    table = table[:table.index("</table>")]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", html.unescape(table))
    return [tuple(cells[n:n + 3]) for n in range(3, len(cells), 3)]


def test_the_teacher_sees_each_adult(sign_in, world):
    sign_in("claire").get("/aujourdhui")
    page = sign_in("petit").get(instruction_page(world, "lecture")).text
    rows = rows_of(page, "Qui l’a vue")
    assert [row[:2] for row in rows] == [
        ("Mme AMRANI Nadia", "Sami"), ("M. BERNARD Paul", "Lina"), ("Mme DUPUIS Claire", "Lina")]
    assert [row[2] == "pas encore" for row in rows] == [True, True, False]
    assert re.search(r"à\u00a0\d+\u00a0h\u00a0\d\d", rows[2][2])
    assert 'value="1" max="3"' in page


def test_a_parent_never_sees_anothers_receipt(sign_in, world):
    """Nothing of Claire's reading is on any page of Paul's."""
    claire, paul = sign_in("claire"), sign_in("paul")
    pages = ["/aujourdhui", instruction_page(world, "lecture"), "/appareils", "/autre-carte"]
    for page in pages:
        claire.get(page)
    for page in pages:
        text = paul.get(page).text
        assert "Claire" not in text
        assert "DUPUIS" not in text
        assert "Qui l’a vue" not in text


def test_those_who_left_the_class_are_not_counted(sign_in, world, context):
    """A figure never passes its total: « Vu par 2 adultes sur 1 » was possible."""
    from tests.classroom.class_pages import class_page

    for name in ("claire", "paul", "nadia"):
        sign_in(name).get("/aujourdhui")
    sign_in("claire").send(instruction_page(world, "lecture",
                                            f"/fait/{key(world.pupils['lina'])}"))
    teacher, week = sign_in("petit"), f"{class_page(world)}?semaine={world.day}"

    def shown():
        text = teacher.get(week).text.replace("\u00a0", " ").replace("\u202f", " ")
        return re.findall(r"Vu[e]? par (\d+) adultes? sur (\d+) · Faite? par (\d+) élèves? "
                          r"sur (\d+)", text)[0]

    assert shown() == ("3", "3", "1", "2")
    with in_school(world.schools["bourg"]), writing() as rows:
        link = rows.query(Guardianship).filter_by(guardian_id=world.guardians["nadia"]).one()
        link.suspended_at = utc_now()
    assert shown() == ("2", "2", "1", "2")
    change(Pupil, world.pupils["lina"], left_on=world.day)
    assert shown() == ("0", "0", "0", "1")


def test_it_is_written_once_by_many_tabs(sign_in, world, seen):
    visitors = [sign_in("claire") for _ in range(6)]
    statuses = []
    threads = [
        threading.Thread(target=lambda v=v: statuses.append(v.get("/aujourdhui").status_code))
        for v in visitors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 6
    assert seen() == ["claire"]


def test_reading_is_never_refused_for_a_receipt(sign_in, world, seen, monkeypatch):
    """The database takes no write (full disk, long import): the pages open all the same."""

    def busy():
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    claire = sign_in("claire")
    with monkeypatch.context() as locked:
        locked.setattr(receipts, "writing", busy)
        for _ in range(2):
            page = claire.get("/aujourdhui")
            assert page.status_code == 200
            assert "Nouveau" in page.text
        assert claire.get(instruction_page(world, "lecture")).status_code == 200
    assert seen() == []
    claire.get("/aujourdhui")
    assert seen() == ["claire"]
