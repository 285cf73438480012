"""« Ce qui vous attend »: drafts, the next day to prepare, who has not seen, who never came."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest

from ecole.models import Classroom, Pupil, Teaching
from ecole.storage.database import writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import class_page, instruction_page
from tests.world import BOURG, change, give

CLASSES = f"/e/{BOURG}/classes"
THURSDAY = (2027, 1, 14, 9)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def thursday(clock):
    """A Thursday, when the world's instructions are far behind; returns its date."""
    clock(*THURSDAY)
    return date(*THURSDAY[:3])


def waiting(visitor, address):
    """(sentence, address) of each line that waits."""
    page = visitor.get(address).text
    lines = re.findall(r'<a class="waiting__line" href="([^"]+)">([^<]+)<', page)
    return [(html.unescape(text).strip().replace("\u00a0", " "), html.unescape(url))
            for url, text in lines]


def sentences(visitor, address):
    return [text for text, _ in waiting(visitor, address)]


NEVER = "2 familles ne sont jamais entrées"


def test_it_works(sign_in, world, thursday):
    give(world, "jour", "cp", "petit", "bourg", thursday)
    give(world, "projet", "cp", "petit", "bourg", thursday + timedelta(days=4), publish=False)
    assert waiting(sign_in("petit"), class_page(world)) == [
        ("1 brouillon à publier, pour lundi 18 janvier", instruction_page(world, "projet")),
        ("Préparer vendredi 15 janvier",
         f"{class_page(world)}/consignes/nouvelle?jour=2027-01-15"),
        ("2 familles n’ont pas encore vu le plan du jour", instruction_page(world, "jour") + "#vu"),
        (NEVER, f"{class_page(world)}/liste?entrees=1"),
    ]


def test_nothing_waits(sign_in, client, world, thursday):
    for days in (0, 1):
        give(world, f"jour-{days}", "cm2", "noir", "bourg", thursday + timedelta(days=days))
    client.send("/entrer", code=world.cards["paul"].code, device="personal")
    client.get("/aujourdhui")
    page = sign_in("noir").get(class_page(world, "cm2")).text
    assert "Rien ne vous attend." in page
    assert "Ce qui vous attend" not in page


@pytest.mark.parametrize(("day", "next_day"), [
    (14, "vendredi 15 janvier"), (15, "lundi 18 janvier"), (16, "lundi 18 janvier"),
    (17, "lundi 18 janvier"),
])
def test_the_next_school_day(sign_in, world, clock, day, next_day):
    clock(2027, 1, day, 9)
    assert f"Préparer {next_day}" in sentences(sign_in("petit"), class_page(world))


def test_the_day_to_prepare_is_chosen_in_the_form(sign_in, world, thursday):
    page = sign_in("petit").get(f"{class_page(world)}/consignes/nouvelle?jour=2027-01-20").text
    assert 'value="2027-01-20"' in page
    for wrong in ("hier", "9999-12-31", "<b>"):
        page = sign_in("petit").get(f"{class_page(world)}/consignes/nouvelle",
                                    query_string={"jour": wrong}).text
        assert 'value="2027-01-15"' in page


def test_a_draft_prepares_its_day(sign_in, world, thursday):
    give(world, "a", "cp", "petit", "bourg", thursday + timedelta(days=1), publish=False)
    give(world, "b", "cp", "petit", "bourg", thursday + timedelta(days=2), publish=False)
    found = sentences(sign_in("petit"), class_page(world))
    assert found == ["2 brouillons à publier, le premier pour vendredi 15 janvier", NEVER]


@pytest.mark.parametrize(("days", "is_said"), [(14, True), (15, False)])
def test_an_old_draft_waits_for_nothing(sign_in, world, thursday, days, is_said):
    give(world, "vieux", "cp", "petit", "bourg", thursday - timedelta(days=days), publish=False)
    assert any("brouillon" in text for text in sentences(sign_in("petit"), class_page(world))) \
        == is_said


def test_one_adult_who_has_seen_is_enough(sign_in, client, world, thursday):
    give(world, "jour", "cp", "petit", "bourg", thursday)
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    client.get("/aujourdhui")
    found = sentences(sign_in("petit"), class_page(world))
    assert "1 famille n’a pas encore vu le plan du jour" in found
    assert "1 famille n’est jamais entrée" in found


def test_who_left_is_not_waited_for(sign_in, world, thursday):
    change(Pupil, world.pupils["sami"], left_on=thursday)
    assert "1 famille n’est jamais entrée" in sentences(sign_in("petit"), class_page(world))


def test_each_class_of_the_list_has_its_own(sign_in, world, thursday):
    """A teacher of two classes; a head is told of her own class only, the school has its page."""
    give(world, "projet", "cm2", "noir", "bourg", thursday, publish=False)
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Teaching(classroom_id=world.classrooms["cm2"], account_id=world.people["petit"]))
    teacher = sign_in("petit")
    assert teacher.get("/").location == CLASSES
    assert sentences(teacher, CLASSES) == [
        "1 brouillon à publier, pour jeudi 14 janvier", "Préparer vendredi 15 janvier",
        "1 famille n’est jamais entrée", "Préparer vendredi 15 janvier", NEVER]
    assert sentences(sign_in("rossi"), CLASSES) == []


def test_a_teacher_of_one_class_goes_straight_to_it(sign_in, world):
    assert sign_in("petit").get("/").location == class_page(world)


def test_the_class_of_last_year_does_not_count(sign_in, world, thursday):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Teaching(classroom_id=world.classrooms["cm2"], account_id=world.people["petit"]))
    change(Classroom, world.classrooms["cm2"], school_year=2025)
    assert sign_in("petit").get("/").location == class_page(world)
    change(Classroom, world.classrooms["cp"], school_year=2025)
    assert sign_in("petit").get("/").location == CLASSES


def test_a_bounded_number_of_statements(sign_in, world, queries, thursday):
    """The list of two classes costs what the list of one does."""
    teacher, counts = sign_in("petit"), []
    for _ in range(2):
        queries.clear()
        teacher.get(CLASSES)
        counts.append(len(queries))
        with in_school(world.schools["bourg"]), writing() as rows:
            if rows.query(Teaching).filter_by(account_id=world.people["petit"]).count() == 1:
                rows.add(Teaching(classroom_id=world.classrooms["cm2"],
                                  account_id=world.people["petit"]))
    assert counts[0] == counts[1] <= 10


def test_today_comes_first(sign_in, world, thursday):
    """What is behind is below, under its own heading; the tabs keep the order of the week."""
    page = sign_in("petit").get(class_page(world)).text
    assert re.findall(r'<h2 id="jour-\d"><a[^>]*>(\w+)', page) == [
        "Jeudi", "Vendredi", "Lundi", "Mardi", "Mercredi"]
    assert page.index("Plus tôt cette semaine") > page.index("Vendredi")
    assert re.findall(r'day-strip__day" href="#(jour-\d)"', page) == [
        f"jour-{day}" for day in range(1, 6)]
    past = sign_in("petit").get(class_page(world) + "?semaine=2027-01-04").text
    assert re.findall(r'<h2 id="jour-\d"><a[^>]*>(\w+)', past)[:2] == ["Lundi", "Mardi"]
    assert "Plus tôt cette semaine" not in past
