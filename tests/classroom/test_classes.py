"""The pages of a class for its teacher: its weeks, its figures, its years."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from ecole.models import Classroom, Pupil
from tests.classroom.class_pages import class_page, key, tick_address
from tests.world import BOURG, change, give

CLASSES = f"/e/{BOURG}/classes"


def text_of(visitor, address):
    return visitor.get(address).text.replace("\u00a0", " ").replace("\u202f", " ")


def week(world, day, name="cp"):
    return f"{class_page(world, name)}?semaine={day}"


@pytest.mark.parametrize(("name", "labels"), [
    ("petit", ["Classe de CP"]), ("noir", ["Classe de CM2"]),
    ("rossi", ["Classe de CM2", "Classe de CP"]),
])
def test_the_classes_of_each(sign_in, name, labels):
    """A teacher's own, and all of the school for its head."""
    page = text_of(sign_in(name), CLASSES)
    assert [label for label in ("Classe de CM2", "Classe de CP", "Classe de UNIQUE")
            if label in page] == labels
    assert ("2 élèves" in page) == ("Classe de CP" in labels)


@pytest.mark.parametrize(("name", "status"), [
    ("petit", 200), ("rossi", 200), ("noir", 404), ("claire", 404), ("loin", 404),
])
def test_who_may(sign_in, world, name, status):
    assert sign_in(name).get(class_page(world)).status_code == status
    assert sign_in(name).get(class_page(world) + "/corbeille").status_code == status


def test_it_needs_login(client, world):
    assert client.get(class_page(world)).location.startswith("/entrer?suite=")


def test_a_week(sign_in, world, context):
    """Monday to Friday, the days with work, drafts too; a Saturday only when it has work."""
    monday = date(2027, 1, 11)
    for name, room, day, publish in (
        ("lundi", "cp", monday, True), ("jeudi", "cp", monday + timedelta(days=3), False),
        ("après", "cp", monday + timedelta(days=7), True), ("cm2", "cm2", monday, True),
    ):
        teacher = {"cp": "petit", "cm2": "noir"}[room]
        give(world, name, room, teacher, "bourg", day, publish=publish)
    page = text_of(sign_in("petit"), week(world, "2027-01-14"))
    assert "Semaine du lundi 11 janvier" in page
    days = re.findall(r'<h2 id="jour-\d"><a[^>]*>(\w+)', page)
    assert days == ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"]
    assert "Consigne lundi" in page
    assert "Consigne jeudi" in page
    assert page.index("Brouillon") > page.index("Consigne jeudi")
    assert "Consigne après" not in page
    assert "Consigne cm2" not in page
    assert "semaine=2027-01-04" in page
    assert "semaine=2027-01-18" in page
    # A draft is not yet work for the families: it is not in the total of its day.
    assert page.count("environ 20 min en tout") == 1
    give(world, "samedi", "cp", "petit", "bourg", monday + timedelta(days=5))
    assert "Samedi" in text_of(sign_in("petit"), week(world, "2027-01-11"))


@pytest.mark.parametrize(("now", "monday"), [
    ((2027, 1, 13, 9), "lundi 11 janvier"), ((2027, 1, 15, 18), "lundi 11 janvier"),
    ((2027, 1, 16, 9), "lundi 18 janvier"), ((2027, 1, 17, 23), "lundi 18 janvier"),
])
def test_it_opens_on_the_week_to_come(sign_in, world, clock, now, monday):
    clock(*now)
    assert f"Semaine du {monday}" in text_of(sign_in("petit"), class_page(world))


@pytest.mark.parametrize("day", ["hier", "", "2027-02-31", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_is_this_one(sign_in, world, day):
    answer = sign_in("petit").get(week(world, day))
    assert answer.status_code == 200
    assert sign_in("petit").get(class_page(world)).text.count("<h2") == answer.text.count("<h2")


def test_the_figures(sign_in, world):
    sign_in("claire").get("/aujourdhui")
    sign_in("nadia").send(tick_address(world, "lecture", "sami"))
    page = text_of(sign_in("petit"), week(world, world.day))
    assert re.search(r"par 1 adulte sur 3", page)
    assert re.search(r"par 1 élève sur 2", page)


def test_a_bounded_number_of_statements(sign_in, world, queries, context):
    """The same for one instruction and for forty."""
    teacher, counts = sign_in("petit"), []
    for number in range(40):
        give(world, f"n{number}", "cp", "petit", "bourg", date(2027, 1, 11 + number % 5))
        if number in (0, 39):
            queries.clear()
            teacher.get(week(world, "2027-01-11"), check=False)
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


def test_the_list_is_a_bounded_number_of_statements(sign_in, queries):
    head = sign_in("rossi")
    queries.clear()
    head.get(CLASSES)
    assert len(queries) <= 5


def test_the_school_year_turns(sign_in, world, clock, context):
    """On 1 August the list is the new year's; last year's class is still read by its teacher."""
    old = world.classrooms["cp"]
    change(Classroom, world.classrooms["cm2"], school_year=2027)
    change(Classroom, old, school_year=2026)
    clock(2027, 7, 31, 12)
    assert "Classe de CP" in text_of(sign_in("rossi"), CLASSES)
    assert "Classe de CM2" not in text_of(sign_in("rossi"), CLASSES)
    clock(2027, 8, 1, 12)
    assert "Classe de CP" not in text_of(sign_in("rossi"), CLASSES)
    assert "Classe de CM2" in text_of(sign_in("rossi"), CLASSES)
    assert "Pas encore de classe" in text_of(sign_in("petit"), CLASSES)
    assert sign_in("petit").get(class_page(world)).status_code == 200


def test_those_who_left_are_not_of_the_class(sign_in, world, context):
    change(Pupil, world.pupils["sami"], left_on=world.day)
    assert "1 élève" in text_of(sign_in("petit"), CLASSES)
    assert "1 élève" in text_of(sign_in("petit"), class_page(world))


def test_an_id_of_another_school_is_not_found(sign_in, world):
    address = f"{CLASSES}/{key(world.classrooms['unique'])}"
    for name in ("rossi", "petit"):
        assert sign_in(name).get(address).status_code == 404
