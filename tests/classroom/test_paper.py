"""What is printed: the week of a family and of a class, slips to cut, the list of a class."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from ecole.models import Pupil, Receipt
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, instruction_page, tick_address
from tests.page_checks import ELEMENTS_MAX
from tests.world import change, give

MONDAY = date(2027, 1, 11)
WEEK = "/semaine/2027-01-14"
pytestmark = pytest.mark.usefixtures("context")


def text_of(visitor, address, **query):
    page = visitor.get(address, query_string=query).text
    page = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def class_week(world, name="cp"):
    return f"{class_page(world, name)}{WEEK}/impression"


def slips(world, name="lecture"):
    return instruction_page(world, name, "/mots")


def roll(world, name="cp"):
    return f"{class_page(world, name)}/liste"


def add_pupils(world, count, classroom="cp"):
    with in_school(world.schools["bourg"]), writing() as rows:
        for number in range(count):
            rows.add(Pupil(first_name=f"Prénom{number:02}", last_name=f"NOM{number:02}",
                           level="CE1", classroom_id=world.classrooms[classroom]))


def test_the_week_of_a_family(sign_in, world):
    """Each child, Monday to Friday, whatever day is in the address; no draft, no other class."""
    give(world, "lundi", "cp", "petit", "bourg", MONDAY)
    give(world, "vendredi", "cm2", "noir", "bourg", date(2027, 1, 15))
    give(world, "brouillon", "cp", "petit", "bourg", MONDAY, publish=False)
    sign_in("claire").send(tick_address(world, "lundi", "lina"))
    page = text_of(sign_in("claire"), WEEK)
    assert "du lundi 11 janvier au vendredi 15 janvier" in page.replace("\u00a0", " ")
    hugo, lina = page.partition(" Hugo CP")[2].split(" Lina CP")
    assert re.search(r"Consigne lundi \(fait\) Français · environ 20.min · À rendre.: une photo",
                     lina)
    assert "Consigne vendredi" in hugo
    assert "Consigne brouillon" not in page
    assert "Samedi" not in page
    assert "Consigne vendredi" not in text_of(sign_in("nadia"), WEEK)


def test_a_saturday_only_when_it_has_work(sign_in, world):
    give(world, "samedi", "cp", "petit", "bourg", date(2027, 1, 16))
    assert "Samedi 16" in text_of(sign_in("nadia"), WEEK)


def test_a_printed_week_is_not_a_receipt(sign_in, world):
    """Its lines say what is to be done, not the text of it: the teacher is not told it was seen."""
    give(world, "lundi", "cp", "petit", "bourg", MONDAY)
    sign_in("claire").get(WEEK)
    with all_schools("tests"):
        assert db.session.scalars(db.select(Receipt.id)).all() == []


def test_two_schools_are_on_one_sheet(sign_in, world):
    claire = sign_in("claire")
    claire.send("/autre-carte", code=world.cards["rita"].code)
    give(world, "loin", "unique", "loin", "voisine", MONDAY)
    assert "Consigne loin" in text_of(claire, WEEK)


@pytest.mark.parametrize("day", ["hier", "2027-02-30", "9999-12-31", "0001-01-01"])
def test_a_week_that_is_none_is_not_there(sign_in, world, day):
    assert sign_in("claire").get(f"/semaine/{day}").status_code == 404
    page = class_week(world).replace("2027-01-14", day)
    assert sign_in("petit").get(page).status_code == 404


def test_the_day_leads_to_its_week(sign_in):
    assert 'href="/semaine/2027-01-13"' in sign_in("claire").get("/jour/2027-01-13").text


def test_the_week_of_a_class(sign_in, world):
    give(world, "lundi", "cp", "petit", "bourg", MONDAY)
    give(world, "cm2", "cm2", "noir", "bourg", MONDAY)
    give(world, "projet", "cp", "petit", "bourg", MONDAY, publish=False)
    page = text_of(sign_in("petit"), class_week(world))
    assert "Consigne lundi" in page
    assert "Consigne cm2" not in page
    assert "Consigne projet" not in page
    assert "1 brouillon n’est pas imprimé." in page.replace("\u00a0", " ")
    assert "Prénom" in page
    assert class_week(world).replace("2027-01-14", "2027-01-11") in sign_in("petit").get(
        class_page(world) + "?semaine=2027-01-11").text


@pytest.mark.parametrize(("name", "status"), [
    ("petit", 200), ("rossi", 200), ("noir", 404), ("claire", 404), ("loin", 404), ("mairie", 404),
])
def test_who_may(sign_in, world, name, status):
    for address in (class_week(world), slips(world), roll(world)):
        assert sign_in(name).get(address).status_code == status, address


def test_slips_alike_are_one_sheet(sign_in, world):
    """Four on the page, and how many times to print it: the page stays light."""
    add_pupils(world, 28)
    page = sign_in("petit").get(slips(world)).text
    assert page.count('<article class="slip">') == 4
    text = text_of(sign_in("petit"), slips(world)).replace("\u00a0", " ")
    assert "30 petits mots · 8 feuilles" in text
    assert "Imprimez 8 fois cette feuille." in text
    assert "Lis tout le texte." in text
    assert text.count("Signature") == 4


def test_slips_with_names(sign_in, world):
    change(Pupil, world.pupils["sami"], first_name="Lina")
    text = text_of(sign_in("petit"), slips(world), prenoms="1")
    assert "Lina B." in text
    assert "Lina K." in text
    assert "BERNARD" not in text


def test_a_long_class_is_printed_in_parts(sign_in, world):
    """Each page within the weight of a page, every child once, whole sheets but the last."""
    add_pupils(world, 28)
    teacher, address, names, sizes = sign_in("petit"), f"{slips(world)}?prenoms=1", [], []
    while address:
        page = teacher.get(address).text
        assert page.count("<") - page.count("</") < ELEMENTS_MAX
        found = re.findall(r'slip__name">([^<]+)<', page)
        names, sizes = names + found, [*sizes, len(found)]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following.group(1)) if following else ""
    assert len(names) == len(set(names)) == 30
    assert all(size % 4 == 0 for size in sizes[:-1])
    assert len(sizes) > 1


def test_slips_for_those_who_never_came(sign_in, client, world):
    client.send("/entrer", code=world.cards["paul"].code, device="personal")
    text = text_of(sign_in("petit"), slips(world), prenoms="1", pour="jamais")
    assert "1 petit mot · 1 feuille" in text.replace("\u00a0", " ")
    assert "Sami" in text
    assert "Lina" not in text
    client.send("/entrer", code=world.cards["nadia"].code, device="personal")
    text = text_of(sign_in("petit"), slips(world), pour="jamais")
    assert "Chaque famille de la classe est déjà entrée" in text
    assert "Signature" not in text


@pytest.mark.parametrize("part", ["-1", "99999", "99", "x", "٣"])
def test_a_part_that_is_none_is_not_an_error(sign_in, world, part):
    answer = sign_in("petit").get(slips(world), query_string={"prenoms": "1", "partie": part})
    assert answer.status_code == 200
    assert "Lina" in answer.text


def test_slips_of_what_is_erased_are_not_there(sign_in, world, clock):
    sign_in("petit").send(instruction_page(world, "lecture", "/suppression"))
    assert sign_in("petit").get(slips(world)).status_code == 200
    day = world.day.replace(year=world.day.year + 1)
    clock(day.year, day.month, day.day, 12)
    assert sign_in("petit").get(slips(world)).status_code == 404


def test_the_list_of_a_class(sign_in, world):
    add_pupils(world, 1)
    page = sign_in("petit").get(roll(world)).text
    assert re.findall(r'<th scope="row">([^<]+)</th>', page) == [
        "BERNARD Lina (CP)", "KACI Sami (CP)", "NOM00 Prénom00 (CE1)"]
    assert "3\u00a0élèves · CP, CE1" in page
    assert page.partition("<tbody>")[2].count("<td>") == 3 * 4


@pytest.mark.parametrize(("asked", "columns"), [
    ({}, 4), ({"colonnes": "0"}, 0), ({"colonnes": "6"}, 6), ({"colonnes": "99"}, 6),
    ({"colonnes": "999"}, 4), ({"colonnes": "-1"}, 4), ({"colonnes": "deux"}, 4),
])
def test_its_columns(sign_in, world, asked, columns):
    page = sign_in("petit").get(roll(world), query_string=asked).text
    assert page.partition("<tbody>")[2].count("<td>") == 2 * columns


def test_its_headings(sign_in, world):
    page = sign_in("petit").get(roll(world), query_string={
        "colonnes": "3", "titre": ["Cahier  rendu", "", "<b>" + "x" * 40, "non"]}).text
    head = page.partition("<thead>")[2].partition("</thead>")[0]
    assert "<span>Cahier rendu</span>" in head
    assert "&lt;b&gt;" + "x" * 21 + "<" in head
    assert "non" not in head
    assert 'value="non"' in page


def test_who_never_came_is_marked(sign_in, client, world):
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    page = text_of(sign_in("petit"), roll(world), entrees="1", colonnes="0")
    assert "BERNARD Lina KACI Sami jamais" in page
    assert "jamais" not in text_of(sign_in("petit"), roll(world)).partition("Nom et prénom")[2]


def test_a_large_class_stays_a_light_page(sign_in, world):
    """Thirty children and six columns: the limit of elements is checked on each page opened."""
    add_pupils(world, 28)
    query = {"colonnes": "6", "titre": ["a", "b", "c", "d", "e", "f"]}
    assert sign_in("petit").get(roll(world), query_string=query).status_code == 200


def test_a_bounded_number_of_statements(sign_in, world, queries):
    """None grows with the class."""
    counts = {}
    for more in (0, 25):
        add_pupils(world, more)
        for address in (class_week(world), slips(world), f"{slips(world)}?pour=jamais",
                        f"{roll(world)}?entrees=1"):
            teacher = sign_in("petit")
            queries.clear()
            teacher.get(address)
            counts.setdefault(address, []).append(len(queries))
    assert all(few == many <= 10 for few, many in counts.values()), counts
    claire = sign_in("claire")
    queries.clear()
    claire.get(WEEK)
    assert len(queries) <= 5
