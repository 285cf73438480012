"""For whom, when, in which order: an instruction comes out by itself, for some only."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

import pytest

from ecole.models import Instruction, Pupil
from ecole.web.words import PARIS
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    fields,
    hidden,
    id_at,
    instruction_page,
    key,
    new_page,
    tick_address,
)
from tests.world import change

HERE = "/aujourdhui"
MONDAY = date(2027, 1, 11)


def text_of(answer):
    return html.unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def at_nine(clock):
    clock(2027, 1, 11, 9)


@pytest.fixture
def post(sign_in, world, stored):
    """Post an instruction for the Monday; the page that refuses it, or the row."""

    def posted(**changes):
        answer = sign_in("petit").send(new_page(world), **fields(MONDAY, **changes))
        if answer.status_code != 303:
            return answer
        world.instructions["neuve"] = id_at(answer.location)
        return stored(world.instructions["neuve"])

    return posted


def test_it_comes_out_by_itself(at_nine, clock, post, sign_in, world):
    """Known of the teacher before, of the families from its moment on, kept pages included."""
    row = post(title="Plus tard", publish_on="2027-01-11", publish_at="10:30")
    assert row.published_at == datetime(2027, 1, 11, 10, 30, tzinfo=PARIS)
    parent, teacher = sign_in("nadia"), sign_in("petit")
    for _ in range(2):
        assert "Plus tard" not in parent.get(HERE).text
    assert parent.get(instruction_page(world, "neuve")).status_code == 404
    week = text_of(teacher.get(class_page(world)))
    assert "Programmée" in week
    assert "Paraîtra lundi 11 janvier à 10 h 30" in week
    clock(2027, 1, 11, 10, 30)
    assert "Plus tard" in parent.get(HERE).text
    assert "Publiée" in sign_in("petit").get(instruction_page(world, "neuve")).text


def test_without_an_hour_it_is_eight(at_nine, post):
    assert "Ce moment est passé" in errors_in(post(publish_on="2027-01-11"))[0]
    assert post(day_on="2027-01-12", publish_on="12/01/2027").published_at == datetime(
        2027, 1, 12, 8, tzinfo=PARIS)


def test_a_scheduled_one_is_changed_published_or_taken_back(at_nine, post, sign_in, stored, world):
    post(publish_on="2027-01-11", publish_at="10:30")
    teacher = sign_in("petit")
    form = teacher.get(instruction_page(world, "neuve", "/modifier")).text
    assert 'value="2027-01-11"' in form
    assert 'value="10:30"' in form
    teacher.send(instruction_page(world, "neuve", "/modifier"), **fields(
        MONDAY, revision="1", publish_on="2027-01-11", publish_at="11:00"))
    row = stored(world.instructions["neuve"])
    assert row.published_at == datetime(2027, 1, 11, 11, tzinfo=PARIS)
    teacher.send(instruction_page(world, "neuve", "/publication"))
    assert stored(world.instructions["neuve"]).is_visible
    teacher.send(instruction_page(world, "neuve", "/brouillon"))
    assert stored(world.instructions["neuve"]).published_at is None


@pytest.mark.parametrize(("sent", "said"), [
    ({"publish_on": "2027-01-10"}, "Ce moment est passé."),
    ({"publish_at": "10:00"}, "Choisissez aussi le jour de parution."),
    ({"publish_on": "2027-01-11", "publish_at": "25:00"}, "Cette heure n’existe pas."),
    ({"publish_on": "2062-01-11"}, "Ce jour est trop loin."),
    ({"due_on": "2027-01-10"}, "Ce serait à rendre avant le jour de la consigne."),
    ({"due_on": "2027-01-15", "returns": ""}, "Dites aussi ce qui revient à l’école."),
    ({"for_whom": "groupe:12"}, "Ce choix n’est plus possible."),
    ({"for_whom": "niveau:CM2"}, "Ce choix n’est plus possible."),
    ({"for_whom": "<b>"}, "Ce choix n’est plus possible."),
])
def test_it_refuses(at_nine, post, sent, said):
    """In a sentence, and the text is still there."""
    answer = post(body="Mon long texte", **sent)
    assert any(line.startswith(said) for line in errors_in(answer)), errors_in(answer)
    assert "Mon long texte" in answer.text


ASKED = {
    "a day that is past": ({"day_on": "2027-01-08"}, "Ce jour est passé"),
    "nothing but a title": ({"body": "", "returns": ""}, "Cette consigne n’a qu’un titre"),
    "out after its day": ({"publish_on": "2027-01-12"}, "Cette consigne paraîtrait après"),
}


@pytest.mark.parametrize("name", ASKED)
def test_it_asks_once(at_nine, post, name):
    """What looks like a slip of the hand; sent again as it is, it is taken. A draft never is
    asked about."""
    sent, said = ASKED[name]
    asked = post(**sent)
    assert any(line.startswith(said) for line in errors_in(asked))
    assert isinstance(post(**sent, confirmed=hidden(asked, "confirmed")), Instruction)
    assert isinstance(post(**sent, action="draft"), Instruction)


def test_what_is_out_already_is_not_asked_about(at_nine, clock, post, sign_in, stored, world):
    post()
    clock(2027, 1, 13, 9)
    answer = sign_in("petit").send(instruction_page(world, "neuve", "/modifier"),
                                   **fields(MONDAY, revision="1", title="Mieux", body=""))
    assert answer.status_code == 303
    assert stored(world.instructions["neuve"]).title == "Mieux"


def test_optional_and_by_when(at_nine, post, sign_in):
    """Said in the same lines; what may be left is not in the total of the day."""
    post(title="Un défi", is_optional="y", duration_minutes="45", due_on="2027-01-15")
    page = text_of(sign_in("nadia").get(HERE))
    assert "Lecture · environ 45 min · facultatif" in page
    assert "À rendre pour le vendredi 15 janvier : une photo" in page
    assert "en tout" not in page


def test_a_childs_day_is_finished_without_what_is_optional(at_nine, post, sign_in, world):
    post(title="À faire")
    asked = world.instructions["neuve"]
    post(title="Un défi", is_optional="y")
    child = sign_in("nadia")
    child.send(f"/enfant/{key(world.pupils['sami'])}")
    assert "Tout est fini" not in child.get("/enfant").text
    child.send(f"/enfant/consigne/{key(asked)}/fait")
    assert "Tout est fini" in child.get("/enfant").text


@pytest.mark.parametrize(("whom", "who"), [
    ("tous", {"claire", "paul", "nadia"}), ("niveau:CP", {"claire", "paul"}),
    ("niveau:CE1", {"nadia"}), ("sami", {"nadia"}),
])
def test_for_whom(at_nine, post, sign_in, world, context, whom, who):
    """On the day, in the week and on its page; a tick only for a child it is for."""
    change(Pupil, world.pupils["sami"], level="CE1")
    post(title="Pour certains", for_whom=f"eleve:{world.pupils[whom]}" if whom == "sami" else whom)
    for name in ("claire", "paul", "nadia"):
        visitor = sign_in(name)
        status = 200 if name in who else 404
        assert visitor.get(instruction_page(world, "neuve")).status_code == status
        for address in (HERE, f"/semaine/{MONDAY}"):
            assert ("Pour certains" in visitor.get(address).text) == (name in who), (name, address)
        child = "sami" if name == "nadia" else "lina"
        ticked = visitor.send(tick_address(world, "neuve", child)).status_code
        assert ticked == (303 if name in who else 404)


def test_the_figures_are_of_those_it_is_for(at_nine, post, sign_in, world, context):
    change(Pupil, world.pupils["sami"], level="CE1")
    post(for_whom="niveau:CP")
    sign_in("claire").get(HERE)
    sign_in("claire").send(tick_address(world, "neuve", "lina"))
    sign_in("nadia").get(HERE)
    week = text_of(sign_in("petit").get(class_page(world)))
    assert "Vu par 1 adulte sur 2 · Fait par 1 élève sur 1" in week
    assert "0 famille" not in week
    page = text_of(sign_in("petit").get(instruction_page(world, "neuve")))
    assert "pour CP" in page
    assert "AMRANI" not in page
    assert "KACI Sami" not in page
    # Paul's family has seen it through Claire; Sami's has nothing to see today.
    assert "pas encore vu" not in week


def test_the_slips_are_of_those_it_is_for(at_nine, post, sign_in, world, context):
    post(for_whom=f"eleve:{world.pupils['sami']}")
    page = text_of(sign_in("petit").get(instruction_page(world, "neuve", "/mots?prenoms=1")))
    assert "Sami" in page
    assert "Lina" not in page


def test_the_total_of_the_day_while_writing(at_nine, post, sign_in, world, context):
    change(Pupil, world.pupils["sami"], level="CE1")
    post(title="Première", duration_minutes="30")
    post(title="Seconde", duration_minutes="20", for_whom="niveau:CP")
    address = f"{new_page(world)}?jour={MONDAY}"
    page = text_of(sign_in("petit").get(address))
    assert "Lundi 11 janvier : 3 consignes avec celle-ci, de 30 min à 50 min selon" in page
    assert "Seconde · environ 20 min · CP" in page
    asked = text_of(post(title="", duration_minutes="15", for_whom="niveau:CE1"))
    assert "3 consignes avec celle-ci, de 45 min à 50 min selon les élèves" in asked
    asked = text_of(post(title="", duration_minutes="20", for_whom="niveau:CE1"))
    assert "3 consignes, environ 50 min avec celle-ci" in asked


def test_the_plan_of_the_day_asked_for_by_the_script(at_nine, post, sign_in, world):
    """A piece of the page, for the day, the time and for whom that are in the form now."""
    post(title="Première", duration_minutes="30")
    address = f"{class_page(world)}/consignes/jour"
    teacher = sign_in("petit")

    def asked(**query):
        return text_of(teacher.get(address, query_string={"day_on": MONDAY.isoformat(), **query}))

    assert "2 consignes, environ 40 min avec celle-ci" in asked(duration_minutes="10")
    assert "2 consignes, environ 30 min avec" in asked(duration_minutes="10", is_optional="y")
    assert "1 consigne, environ 10 min avec celle-ci" in asked(
        duration_minutes="10", instead_of=world.instructions["neuve"])
    for strange in ({"day_on": "hier"}, {"duration_minutes": "-5"}, {"for_whom": "groupe:x"},
                    {"instead_of": "9" * 40}, {"duration_minutes": "9" * 40}):
        assert teacher.get(address, query_string=strange).status_code == 200
        assert "consigne" in asked(**{"for_whom": "", **strange}) or "day_on" in strange


def titles_on(visitor, address):
    return re.findall(r">(N°\d)<", visitor.get(address).text)


def test_the_order_of_a_day(at_nine, post, sign_in, world, context):
    """Up and down by plain buttons; families follow, and the ends stay the ends."""
    names = []
    for number in range(3):
        post(title=f"N°{number}")
        names.append(world.instructions["neuve"])
    teacher, parent = sign_in("petit"), sign_in("nadia")
    day = f"{class_page(world)}/jour/{MONDAY}"
    assert titles_on(teacher, day) == titles_on(parent, HERE) == ["N°0", "N°1", "N°2"]
    for moved, way, order in ((2, "monter", "021"), (0, "descendre", "201"), (2, "monter", "201"),
                              (1, "descendre", "201"), (1, "monter", "210")):
        world.instructions["moved"] = names[moved]
        answer = teacher.send(instruction_page(world, "moved", f"/{way}"))
        expected = [f"N°{number}" for number in order]
        assert f"#place-{order.index(str(moved)) + 1}" in answer.location
        assert titles_on(teacher, day) == titles_on(parent, HERE) == expected
    post(title="N°3")
    assert titles_on(parent, HERE)[-1] == "N°3"


def test_one_that_changes_day_is_the_last_there(at_nine, post, sign_in, world, stored):
    post(title="N°0", day_on="2027-01-12")
    post(title="N°1")
    sign_in("petit").send(instruction_page(world, "neuve", "/modifier"),
                          **fields(date(2027, 1, 12), revision="1", title="N°1"))
    assert titles_on(sign_in("nadia"), "/jour/2027-01-12") == ["N°0", "N°1"]


def test_a_day_and_a_week_on_paper_by_level(at_nine, post, sign_in, world, context):
    change(Pupil, world.pupils["sami"], level="CE1")
    for whom in ("tous", "niveau:CP", "niveau:CE1", f"eleve:{world.pupils['sami']}"):
        post(title=f"Pour {whom.rpartition(':')[2][:3]}.", for_whom=whom,
             links="Eau https://a.fr — pour boire")
    post(title="Brouillon", action="draft")
    teacher = sign_in("petit")
    for address in (f"{class_page(world)}/jour/{MONDAY}/impression",
                    f"{class_page(world)}/semaine/{MONDAY}/impression"):
        page = text_of(teacher.get(address))
        assert "1 brouillon n’est pas imprimé." in page
        assert "1 consigne pour un seul élève n’est pas imprimée." in page
        for title, levels in (("Pour tou.", "CP CE1"), ("Pour CP.", "CP"), ("Pour CE1.", "CE1")):
            assert title in page
            for level in ("CP", "CE1"):
                sheet = text_of(teacher.get(f"{address}?niveau={level}"))
                assert (title in sheet) == (level in levels.split())
        each = text_of(teacher.get(f"{address}?niveau=chacun"))
        assert each.count("Pour tou.") == 2
        assert each.count("Pour CP.") == 1
        assert teacher.get(f"{address}?niveau=<b>").status_code == 200
    assert "Eau : https://a.fr (pour boire)" in text_of(
        teacher.get(f"{class_page(world)}/jour/{MONDAY}/impression"))


def test_a_bounded_number_of_statements(at_nine, post, sign_in, world, queries, context):
    """Whatever the number of instructions and groups."""
    day = f"{class_page(world)}/jour/{MONDAY}"
    addresses = (day, f"{day}/impression",
                 f"{new_page(world)}?jour={MONDAY}", HERE)
    counts = []
    for number in range(12):
        post(for_whom=f"eleve:{world.pupils['sami']}" if number % 2 else "niveau:CP")
        if number in (1, 11):
            sizes = []
            for address in addresses:
                visitor = sign_in("claire" if address == HERE else "petit")
                visitor.get(address)
                queries.clear()
                visitor.get(address)
                sizes.append(len(queries))
            counts.append(sizes)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def test_moving_nothing_of_another_class(at_nine, post, sign_in, world, context):
    post()
    for name in ("claire", "noir", "loin"):
        assert sign_in(name).send(instruction_page(world, "neuve", "/monter")).status_code == 404


def test_what_comes_later_is_not_published_today(at_nine, post, sign_in, world, context):
    """On the head's page, a class whose plan is still to come has none yet."""
    post(publish_on="2027-01-11", publish_at="10:00")
    assert "dans 0 classe" in text_of(sign_in("rossi").get("/e/0870001D")) or "rien" in text_of(
        sign_in("rossi").get("/e/0870001D"))
