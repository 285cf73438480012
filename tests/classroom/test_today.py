"""The family's day: all the children on one page, in order, with nothing that is not theirs."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest

from ecole.classroom import days
from ecole.models import Guardianship, Pupil
from ecole.models.membership import Role
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import fields, instruction_page, new_page
from tests.world import CODES, change, give, picture

HERE = "/aujourdhui"


def open_page(visitor, address=HERE):
    """The page, its no-break spaces as plain ones."""
    return html.unescape(visitor.get(address).text).replace("\u00a0", " ").replace("\u202f", " ")


def children_in(page):
    return re.findall(r'id="enfant-\d+">([^<]+)<', page)


def strip_of(page):
    """(label, is shown, how many) of each day of the strip."""
    links = re.findall(r'<a class="day-strip__day".*?</a>', page, re.DOTALL)
    return [
        (re.search(r">([^<]+)<", link)[1].replace("\n", " "), "aria-current" in link,
         int((re.search(r"à faire : (\d+)", link) or [0, 0])[1]))
        for link in links
    ]


def test_it_works(sign_in, world):
    """Both children, the eldest first, each with their own work, their class and the total."""
    page = open_page(sign_in("claire"))
    assert children_in(page) == ["Hugo", "Lina"]
    hugo, lina = page.split('id="enfant-2"')
    assert "Consigne calcul" in hugo
    assert "Consigne lecture" in lina
    assert "Consigne lecture" not in hugo
    assert "Classe de CM2" in hugo
    assert "environ 20 min en tout" in lina
    assert "Lis <strong>tout</strong> le texte." in lina
    assert "À rendre : une photo du cahier" in lina


@pytest.mark.parametrize("name", ["petit", "rossi"])
def test_it_is_for_families(sign_in, name):
    assert sign_in(name).get(HERE).status_code == 404


def test_it_needs_login(client):
    assert client.get(HERE).location == f"/entrer?suite={HERE}"
    assert client.get("/jour/2026-11-23").location == "/entrer?suite=/jour/2026-11-23"


def test_two_schools_on_one_page(sign_in, world, context):
    """Rita, of the other school, adds Nadia's card: the children of both, each with their own."""
    rita = sign_in("rita")
    answer = rita.send("/autre-carte", code=CODES["nadia"].code)
    assert answer.status_code == 303
    page = open_page(rita)
    assert children_in(page) == ["Inês", "Sami"]
    assert "Consigne ailleurs" in page
    assert "Consigne lecture" in page
    assert "Hugo" not in page
    assert rita.get(instruction_page(world, "lecture")).status_code == 200
    assert rita.get(instruction_page(world, "ailleurs")).status_code == 200


def test_what_is_not_for_today_or_not_for_them_is_hidden(sign_in, world, context):
    page = open_page(sign_in("claire"))
    for name in ("draft", "demain", "ailleurs"):
        assert f"Consigne {name}" not in page
    assert "Consigne calcul" not in open_page(sign_in("nadia"))


def test_the_total_is_of_the_day(give, sign_in):
    give("longue", title="Longue", duration_minutes="50")
    give("sans", title="Sans durée", duration_minutes="")
    assert "environ 1 h 10 en tout" in open_page(sign_in("nadia"))


def test_each_day_has_its_page(sign_in, world):
    tomorrow = world.day + timedelta(days=1)
    page = open_page(sign_in("claire"), f"/jour/{tomorrow}")
    assert "Consigne demain" in page
    assert "Consigne lecture" not in page
    assert "Rien à faire pour Hugo ce jour-là." in page


@pytest.mark.parametrize("day", ["hier", "2026-02-31", "0001-01-01", "9999-12-31", "2026-1-1"])
def test_a_day_that_is_none_is_not_found(sign_in, day):
    assert sign_in("claire").get(f"/jour/{day}").status_code == 404


def test_the_last_days_have_no_next(sign_in, world):
    for way in (-1, 1):
        page = sign_in("claire").get(f"/jour/{world.day + way * days.FURTHEST}")
        assert page.status_code == 200
        for address in re.findall(r'href="(/jour/[^"]+)"', page.text):
            assert sign_in("claire").get(address).status_code == 200


def test_the_strip_counts_the_work_of_every_child(sign_in, world, clock, context):
    clock(2027, 3, 9, 8)  # a Tuesday, far from what the world gives
    for name, room in (("a", "cp"), ("b", "cp"), ("c", "cm2")):
        give_on(world, name, room, date(2027, 3, 11))
    strip = strip_of(open_page(sign_in("claire"), "/jour/2027-03-09"))
    assert strip == [("lun. 8", False, 0), ("mar. 9", True, 0), ("mer. 10", False, 0),
                     ("jeu. 11", False, 3), ("ven. 12", False, 0), ("lun. 15", False, 0)]


def give_on(world, name, room, day, **options):
    teacher = {"cp": "petit", "cm2": "noir"}[room]
    return give(world, name, room, teacher, "bourg", day, **options)


def test_it_opens_on_the_next_day_with_work(sign_in, world, clock, context):
    """And today's own page stays within reach."""
    clock(2027, 1, 15, 18)  # a Friday
    give_on(world, "lundi", "cp", date(2027, 1, 18))
    give_on(world, "mardi", "cp", date(2027, 1, 19))
    page = open_page(sign_in("claire"))
    assert "Consigne lundi" in page
    assert "Consigne mardi" not in page
    assert "Rien à faire aujourd’hui. Voici la suite." in page
    today = re.search(r'href="(/jour/2027-01-15)"', page)
    assert today
    page = open_page(sign_in("claire"), today[1])
    assert "Aujourd’hui" in page
    assert "Rien à faire ce jour-là" in page


@pytest.mark.parametrize("day", [date(2027, 1, 16), date(2027, 1, 17)])
def test_a_week_end_shows_monday(sign_in, world, clock, context, day):
    clock(day.year, day.month, day.day, 10)
    give_on(world, "lundi", "cp", date(2027, 1, 18))
    page = open_page(sign_in("claire"))
    assert "Consigne lundi" in page
    assert "lundi 18" in page
    # Days without school are in the strip only when they are today or have work.
    labels = [label for label, _, _ in strip_of(page)]
    assert ("sam. 16" in labels) == (day.day == 16)
    assert "sam. 23" not in labels


def test_a_week_end_with_work_is_in_the_strip(sign_in, world, clock, context):
    clock(2027, 1, 14, 10)
    give_on(world, "samedi", "cp", date(2027, 1, 16))
    assert ("sam. 16", True, 1) in strip_of(open_page(sign_in("claire")))


def test_nothing_to_do(sign_in, clock):
    clock(2027, 6, 8, 10)
    page = open_page(sign_in("claire"))
    assert "Rien à faire ce jour-là" in page
    assert "Voici la suite" not in page


def test_a_family_without_child_gets_an_empty_page(sign_in, world, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        for link in rows.query(Guardianship):
            link.suspended_at = utc_now()
    page = open_page(sign_in("claire"))
    assert children_in(page) == []
    assert "Consigne" not in page


def test_a_child_without_class_is_shown(sign_in, world, context):
    change(Pupil, world.pupils["hugo"], classroom_id=None, level=None)
    page = open_page(sign_in("claire"))
    assert children_in(page) == ["Hugo", "Lina"]
    assert "Classe pas encore connue" in page


def test_a_parent_named_twice_by_the_roster_sees_each_child_once(sign_in, world, context):
    """Both guardians are on one account: one sheet for each child, and both have seen."""
    from ecole.classroom.today import each_once, work_by_day

    once = [Child(1, 1, 10, "Lina", "CP", 5, "CP", (0, 0)),
            Child(2, 1, 10, "Hugo", "CM2", 6, "CM2", (0, 0))]
    twice = [child for one in once for child in (one, one)]
    assert each_once(twice) == once
    who = picture(world, "claire", "bourg", Role.GUARDIAN)
    lina = Child(world.pupils["lina"], world.schools["bourg"], 1, "Lina", "CP",
                 world.classrooms["cp"], "CP", (0, 0))
    counts = work_by_day(SignedIn(who.token, who.account_id, 0, "", "", who.passes,
                                  children=(lina, lina)))
    assert counts[world.day] == 1


def test_the_page_is_valid_with_much_work(sign_in, world):
    teacher = sign_in("petit")
    for number in range(12):
        teacher.send(new_page(world), **fields(world.day, title=f"Numéro {number:02}"))
    page = sign_in("nadia").get(HERE)
    titles = re.findall(r"Numéro (\d\d)</a>", page.text)
    assert titles == [f"{number:02}" for number in range(12)]
