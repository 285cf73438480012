"""The pupil's space: a child alone with its own work, few words, and a small adult gesture out."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.classroom import way_out
from ecole.models import Completion, Guardianship, Membership, Pupil, Receipt
from ecole.models.membership import Role
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.access import PUPIL
from tests.classroom.class_pages import from_disk, instruction_page, key, picture, tick_address
from tests.world import change, give

WORDS = {words: number for number, words in way_out.NUMBERS.items()}


@pytest.fixture
def enter(sign_in, world):
    """A parent signs in and gives the screen to a child."""

    def entered(pupil="lina", parent="claire"):
        visitor = sign_in(parent)
        answer = visitor.send(f"/enfant/{key(world.pupils[pupil])}")
        assert (answer.status_code, answer.location) == (303, "/enfant")
        return visitor

    return entered


@pytest.fixture
def rows(context):
    """How many rows of a table there are."""

    def count(model):
        db.session.rollback()
        with all_schools("tests"):
            return len(db.session.scalars(select(model.id)).all())

    return count


def task_page(world, name="lecture", after=""):
    return f"/enfant/consigne/{key(world.instructions[name])}{after}"


def question_of(page):
    """The number asked for, and those to choose among."""
    words = html.unescape(re.search(r'way-out__words">([^<]+)<', page.text)[1])
    return WORDS[words], [int(n) for n in re.findall(r'name="number" value="(\d+)"', page.text)]


def titles(page):
    return re.findall(r'id="tache-\d+"><a[^>]*>([^<]+)<', page.text)


def test_it_works(enter, world):
    child = enter()
    page = child.get("/enfant")
    assert "Bonjour Lina" in page.text
    assert titles(page) == ["Consigne lecture"]
    assert "environ 20\u00a0min" in page.text
    page = child.get(task_page(world))
    assert "J’ai fini" in page.text
    assert "tout</strong> le texte" in page.text
    answer = child.send(task_page(world, after="/fait"))
    page = child.get(answer.location)
    assert "Bravo, c’est fait\u202f!" in page.text
    assert "Tout est fini pour aujourd’hui." in page.text
    assert "Tout est fini" in child.get("/enfant").text


def test_it_is_offered_on_each_childs_sheet(sign_in, world):
    page = sign_in("claire").get("/aujourdhui").text
    for name in ("lina", "hugo"):
        assert f'formaction="/enfant/{key(world.pupils[name])}"' in page
    assert "Espace de Lina" in page


def test_a_day_without_work_offers_it_too(sign_in, world):
    page = sign_in("nadia").get(f"/jour/{world.day + timedelta(days=300)}").text
    assert "Espace de Sami" in page


def test_it_shows_one_childs_work_only(enter):
    page = enter("hugo").get("/enfant").text
    assert "Consigne calcul" in page
    assert "Consigne lecture" not in page
    assert "Lina" not in page


def test_nothing_of_the_parents_is_on_its_pages(enter, world):
    child = enter()
    for address in ("/enfant", "/enfant/ensuite", task_page(world), "/enfant/sortie",
                    f"/e/0870001D/consignes/{key(world.instructions['lecture'])}"
                    f"/rendus/{key(world.pupils['lina'])}"):
        page = child.get(address).text
        for word in ("Appareils", "/sortir", "Hugo", "/reglages", "/appareils"):
            assert word not in page, f"{word} on {address}"


def test_a_child_who_is_not_theirs(sign_in, world):
    for name, pupil in (("nadia", "lina"), ("rita", "lina"), ("claire", "ines")):
        assert sign_in(name).send(f"/enfant/{key(world.pupils[pupil])}").status_code == 404


def test_the_other_child_needs_the_adult(enter, world):
    """Lina has the screen: Hugo's space opens only after the gesture."""
    child = enter("lina")
    assert child.send(f"/enfant/{key(world.pupils['hugo'])}").location == "/enfant"
    assert "Bonjour Lina" in child.get("/enfant").text


def test_it_writes_no_receipt(enter, world, rows, give):
    """The child reading is not the adult reading."""
    give(files=[picture("a.png")])
    child = enter()
    for address in ("/enfant", task_page(world), task_page(world, "neuve")):
        page = child.get(address).text
    file = re.search(r'src="(/e/[^"]+/fichiers/[^"]+)"', page)[1]
    assert child.get(file).status_code == 200
    child.send(task_page(world, after="/fait"))
    child.get(task_page(world, after="/fait"))
    assert rows(Receipt) == 0


def test_its_tick_is_the_familys(enter, sign_in, world, rows):
    child = enter()
    for _ in range(2):
        child.send(task_page(world, after="/fait"))
    assert rows(Completion) == 1
    assert 'aria-pressed="true"' in sign_in("paul").get("/aujourdhui").text
    answer = child.send(task_page(world, after="/a-refaire"))
    assert answer.location == task_page(world)
    assert rows(Completion) == 0
    assert child.get(task_page(world, after="/fait")).location == task_page(world)


def test_what_a_parent_left_to_be_sent_waits_for_the_parent(enter, world, rows):
    """A tick made without a network, for the other child: told « later », never taken nor lost."""
    child = enter()
    answer = child.post(tick_address(world, "calcul", "hugo"), data={"csrf_token": child.token()},
                        headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 503
    assert rows(Completion) == 0


def test_the_next_thing_to_do(enter, give, world):
    """After the one done comes what follows, then what was skipped; then nothing."""
    for name in ("un", "deux"):
        give(name, title=f"Consigne {name}")
    child = enter()
    order = titles(child.get("/enfant"))
    assert order == ["Consigne lecture", "Consigne un", "Consigne deux"]
    for name, following in (("un", "Consigne deux"), ("deux", "Consigne lecture"),
                            ("lecture", "Tout est fini")):
        page = child.get(child.send(task_page(world, name, "/fait")).location).text
        assert following in page
    assert "La suite" not in page


def test_tomorrow_can_be_seen(enter, world, app):
    child = enter()
    page = child.get("/enfant").text
    assert 'href="/enfant/ensuite"' in page
    assert "Demain" in page
    assert titles(child.get("/enfant/ensuite")) == ["Consigne demain"]


def test_no_next_day_leads_to_today(enter):
    child = enter("hugo")
    assert "/enfant/ensuite" not in child.get("/enfant").text
    assert child.get("/enfant/ensuite").location == "/enfant"


def test_an_empty_day_is_said_kindly(enter, world, clock):
    clock(*(world.day + timedelta(days=400)).timetuple()[:3], 10)
    page = enter("hugo").get("/enfant").text
    assert "Rien à faire aujourd’hui" in page
    assert "drawings/empty-day.svg" in page


@pytest.mark.parametrize("name", ["draft", "calcul", "ailleurs"])
def test_it_hides_what_is_not_for_this_child(enter, world, name):
    child = enter()
    for after in ("", "/fait"):
        assert child.get(task_page(world, name, after)).status_code == 404
    assert child.send(task_page(world, name, "/fait")).status_code == 404


def test_a_withdrawn_instruction_goes(enter, sign_in, world):
    child = enter()
    sign_in("petit").send(instruction_page(world, "lecture", "/brouillon"))
    assert child.get(task_page(world)).status_code == 404
    assert titles(child.get("/enfant")) == []


def test_an_error_page_leads_back_to_the_child(enter, world):
    page = enter().get(task_page(world, "draft"), check=False).text
    assert "Appareils" not in page
    assert "/sortir" not in page


def test_the_recorded_voice_comes_first(enter, give, media, world):
    give(files=[picture("a.png"), from_disk(media / "la-dictee.m4a")])
    page = enter().get(task_page(world, "neuve")).text
    assert page.index("<audio") < page.index("Lis <strong>bien")
    assert 'data-sound="son"' in page
    assert re.search(r"<audio[^>]* controls ", page)  # without script, the browser's own player


def test_without_a_recording_the_voice_is_the_devices_or_none(enter, world):
    """The button is hidden until a script finds a local voice."""
    page = enter().get(task_page(world)).text
    button = re.search(r'<button class="listen[^>]*>', page)[0]
    assert " hidden " in button
    assert 'data-reads="titre texte"' in button
    assert "data-sound" not in button


def test_a_picture_is_opened_in_place(enter, give, world):
    give(files=[picture("la feuille.png")])
    page = enter().get(task_page(world, "neuve")).text
    assert re.search(r'<details.*?<img[^>]*loading="lazy"', page, re.DOTALL)


def test_the_way_out(enter, world):
    child = enter()
    number, choices = question_of(child.get("/enfant/sortie"))
    assert number in choices
    assert len(set(choices)) == way_out.CHOICES
    answer = child.send("/enfant/sortie", number=number)
    assert answer.location == "/aujourdhui"
    assert child.get("/appareils").status_code == 200
    assert child.get("/enfant").location == "/aujourdhui"


def test_a_wrong_number_asks_another(enter):
    child = enter()
    number, choices = question_of(child.get("/enfant/sortie"))
    page = child.send("/enfant/sortie", number=next(n for n in choices if n != number))
    assert page.status_code == 200
    assert "Ce n’est pas ce nombre." in page.text
    assert child.get("/appareils").location == "/enfant"
    again, _ = question_of(page)
    assert child.send("/enfant/sortie", number=again).location == "/aujourdhui"


@pytest.mark.parametrize("sent", [{}, {"number": ""}, {"number": "0"}, {"number": "quarante"}])
def test_anything_else_is_wrong(enter, sent):
    """Even before a question was asked."""
    child = enter()
    assert child.send("/enfant/sortie", **sent).status_code == 200
    assert child.get("/appareils").location == "/enfant"


def test_three_wrong_numbers_make_everybody_wait(enter):
    child = enter()
    for _ in range(way_out.TRIES):
        page = child.send("/enfant/sortie", number="1")
    assert "On attend un peu" in page.text
    assert "On attend un peu" in child.get("/enfant/sortie").text
    with child.session_transaction() as cookies:  # ten seconds later
        cookies["way_out"] = [0, 0, cookies["way_out"][2] - way_out.SECONDS_TO_WAIT]
    number, _ = question_of(child.get("/enfant/sortie"))
    assert child.send("/enfant/sortie", number=number).location == "/aujourdhui"


def test_an_answer_while_waiting_is_not_taken(enter):
    child = enter()
    for _ in range(way_out.TRIES):
        child.send("/enfant/sortie", number="1")
    for number in way_out.NUMBERS:
        child.send("/enfant/sortie", number=number)
    assert child.get("/appareils").location == "/enfant"


def test_each_number_is_written_once():
    assert len(set(way_out.NUMBERS.values())) == len(way_out.NUMBERS)
    drawn = {way_out.draw_question().number for _ in range(400)}
    assert len(drawn) > way_out.CHOICES


def test_an_ended_link_closes_the_space(enter, world, context):
    child = enter()
    with in_school(world.schools["bourg"]), writing() as rows:
        link = rows.query(Guardianship).filter_by(
            guardian_id=world.guardians["claire"], pupil_id=world.pupils["lina"]).one()
        link.suspended_at = utc_now()
    assert child.get("/enfant").location == "/aujourdhui"
    assert "Lina" not in child.get("/aujourdhui").text


def test_a_child_without_a_class_has_an_empty_day(enter, world, context):
    change(Pupil, world.pupils["lina"], classroom_id=None)
    child = enter()
    assert "Rien à faire aujourd’hui" in child.get("/enfant").text
    assert child.get(task_page(world)).status_code == 404


def test_a_parents_text_from_another_tab_is_kept(enter, world):
    child = enter()
    child.send("/autre-carte", code="MOT", note="un long texte")
    child.send("/autre-carte", answer="un long texte")
    with child.session_transaction() as cookies:
        assert "/autre-carte" in cookies["parked"]
        assert "Votre texte est gardé" in str(cookies["_flashes"])


def test_signing_out_and_in_again_leaves_no_space(enter, sign_in, client, world):
    child = enter()
    with child.session_transaction() as cookies:
        cookies["_user_id"] = "an ended device"
    assert child.get("/enfant").location.startswith("/entrer")
    child.send("/entrer", code=world.cards["claire"].code, device="personal")
    with child.session_transaction() as cookies:
        assert PUPIL not in cookies
    assert child.get("/aujourdhui").status_code == 200


def test_a_head_who_is_a_parent_is_a_parent_there(sign_in, world, context):
    """In her child's space, the head of the child's school reads no draft."""
    head = sign_in("claire")
    head.send("/autre-carte", code=world.cards["rita"].code)  # a parent in the other school
    with all_schools("tests"), writing() as rows:
        place = rows.query(Membership).filter_by(
            account_id=world.people["claire"], school_id=world.schools["bourg"]).one()
        place.role = Role.HEAD
    assert head.get(instruction_page(world, "draft")).status_code == 200
    head.send(f"/enfant/{key(world.pupils['lina'])}")
    assert head.get(task_page(world)).status_code == 200
    assert head.get(task_page(world, "draft")).status_code == 404
    assert head.get(instruction_page(world, "draft")).location == "/enfant"


def test_two_schools_under_one_account(enter, world, sign_in):
    """Rita's card joined: Inês has her own school in her space, Lina hers."""
    claire = sign_in("claire")
    claire.send("/autre-carte", code=world.cards["rita"].code)
    claire.send(f"/enfant/{key(world.pupils['ines'])}")
    assert titles(claire.get("/enfant")) == ["Consigne ailleurs"]
    assert claire.get(task_page(world, "ailleurs")).status_code == 200
    assert claire.get(task_page(world, "lecture")).status_code == 404


def test_a_busy_day_stays_light(enter, world, context):
    for number in range(12):
        give(world, f"longue {number}", "cp", "petit", "bourg", world.day)
    child = enter()
    assert len(titles(child.get("/enfant"))) == 13  # the page checks count its elements


def test_few_statements(enter, queries):
    child = enter()
    queries.clear()
    child.get("/enfant")
    assert len(queries) <= 16
