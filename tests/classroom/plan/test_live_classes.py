"""« Classe en direct »: announced with its hour; its address from a quarter of an hour before."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import LiveClass
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.web.access import PUPIL
from tests.classroom.class_pages import class_page, errors_in, hidden, key
from tests.world import BOURG

ROOM = "https://visio.academie.example.fr/cp"


@pytest.fixture
def tomorrow(world, clock):
    """The day of the class, and a clock stopped the day before."""
    clock(world.day.year, world.day.month, world.day.day, 9)
    return world.day + timedelta(days=1)


def fields(day, **changes):
    return {"title": "Lecture à voix haute", "for_whom": "tous", "day_on": day.isoformat(),
            "starts": "10:00", "ends": "10:30", "door": ROOM, "note": "Prenez l’ardoise.",
            "revision": "0", "action": "publish", **changes}


def new_page(world):
    return f"{class_page(world)}/direct/nouvelle"


def kept():
    with all_schools("tests"):
        rows = db.session.scalars(select(LiveClass)).all()
    db.session.expunge_all()
    db.session.rollback()
    return rows


def at(clock, day, hour, minute):
    clock(day.year, day.month, day.day, hour, minute)


def test_it_is_announced_and_opens_at_its_hour(sign_in, world, clock, tomorrow):
    teacher = sign_in("petit")
    answer = teacher.send(new_page(world), **fields(tomorrow))
    assert "Classe en direct annoncée." in teacher.get(answer.location).text
    here = f"/jour/{tomorrow.isoformat()}"
    parent = sign_in("claire")
    for page in (here, answer.location):
        shown = html.unescape(parent.get(page).text)
        assert "Lecture à voix haute" in shown
        assert "de\u00a010\u00a0h\u00a000 à\u00a010\u00a0h\u00a030" in shown
        assert ROOM not in shown
    at(clock, tomorrow, 9, 44)
    parent = sign_in("claire")
    for _ in range(2):
        assert ROOM not in parent.get(here).text
    assert "9\u00a0h\u00a045" in html.unescape(parent.get(answer.location).text)
    at(clock, tomorrow, 9, 45)
    assert f'href="{ROOM}"' in parent.get(here).text
    assert "Prenez l’ardoise." in parent.get(answer.location).text
    assert f'href="{ROOM}"' in parent.get(answer.location).text
    at(clock, tomorrow, 10, 29)
    assert ROOM in parent.get(here).text
    at(clock, tomorrow, 10, 30)
    assert ROOM not in parent.get(here).text
    assert ROOM not in parent.get(answer.location).text
    assert "C’est terminé." in parent.get(answer.location).text


def test_it_costs_two_elements(sign_in, world, tomorrow):
    here = f"/jour/{tomorrow.isoformat()}"
    before = sign_in("nadia").get(here).text.count("<")
    sign_in("petit").send(new_page(world), **fields(tomorrow))
    assert sign_in("nadia").get(here).text.count("<") - before <= 2 * 2


def test_the_child_enters_at_the_hour(sign_in, world, clock, tomorrow):
    sign_in("petit").send(new_page(world), **fields(tomorrow))
    for minute, is_open in ((30, False), (50, True)):
        at(clock, tomorrow, 9, minute)
        child = sign_in("claire")
        child.token()
        with child.session_transaction() as cookies:
            cookies[PUPIL] = world.pupils["lina"]
        shown = child.get("/enfant").text
        assert "Lecture à voix haute" in shown
        assert (ROOM in shown) is is_open


def test_it_is_for_its_class_its_level_or_one_pupil(sign_in, world, tomorrow):
    here = f"/jour/{tomorrow.isoformat()}"
    teacher = sign_in("petit")
    teacher.send(new_page(world), **fields(tomorrow, for_whom=f"eleve:{world.pupils['sami']}"))
    assert "Lecture à voix haute" in sign_in("nadia").get(here).text
    assert "Lecture à voix haute" not in sign_in("claire").get(here).text
    assert "Lecture à voix haute" not in sign_in("rita").get(here).text


@pytest.mark.parametrize(("changes", "said"), [
    ({"title": ""}, "Donnez un titre."),
    ({"title": "\u200b"}, "Donnez un titre."),
    ({"door": ""}, "Collez l’adresse de la visio."),
    ({"door": "http://visio.exemple.fr/a"}, "Elle commence par https://"),
    ({"door": "javascript:alert(1)"}, "Elle commence par https://"),
    ({"door": "https://bon@mauvais.fr/"}, "Elle commence par https://"),
    ({"door": "https://"}, "Elle commence par https://"),
    ({"door": "https://[oups"}, "Elle commence par https://"),
    ({"starts": "11:00"}, "La fin vient avant le début."),
    ({"starts": "10:30"}, "La fin vient avant le début."),
    ({"day_on": "2026-11-01"}, "Ce moment est déjà passé."),
    ({"day_on": ""}, "Choisissez le jour."),
    ({"for_whom": "eleve:12"}, "Ce choix n’est plus possible."),
    ({"note": "é" * 200_000}, "Le texte est trop long"),
])
def test_it_refuses(sign_in, world, tomorrow, context, changes, said):
    answer = sign_in("petit").send(new_page(world), **fields(tomorrow, **changes))
    assert answer.status_code == 200
    assert any(said in error for error in errors_in(answer)), errors_in(answer)
    assert kept() == []


@pytest.mark.parametrize(("address", "is_warned"), [
    ("https://us02web.zoom.us/j/123", True), ("https://meet.google.com/abc", True),
    (ROOM, False), ("https://notzoom.us.example.fr/", False),
])
def test_it_warns_of_a_commercial_service(sign_in, world, tomorrow, address, is_warned):
    teacher = sign_in("petit")
    answer = teacher.send(new_page(world), **fields(tomorrow, door=address))
    assert answer.status_code == 303
    assert ("service du commerce" in teacher.get(answer.location).text) is is_warned
    assert "service du commerce" not in sign_in("claire").get(answer.location).text


def test_a_draft_is_not_announced(sign_in, world, tomorrow):
    answer = sign_in("petit").send(new_page(world), **fields(tomorrow, action="draft"))
    assert sign_in("claire").get(answer.location).status_code == 404
    assert "Lecture à" not in sign_in("claire").get(f"/jour/{tomorrow.isoformat()}").text


def test_two_sendings_are_one(sign_in, world, tomorrow, context):
    teacher = sign_in("petit")
    for _ in range(2):
        teacher.send(new_page(world), **fields(tomorrow, submission="clef-d"))
    assert len(kept()) == 1


def test_it_changes_over_nobodys_head(sign_in, world, tomorrow, context):
    head, teacher = sign_in("rossi"), sign_in("petit")
    page = teacher.send(new_page(world), **fields(tomorrow)).location
    assert 'value="10:00"' in teacher.get(f"{page}/modifier").text
    head.send(f"{page}/modifier", **fields(tomorrow, title="De la directrice", revision="1"))
    clash = teacher.send(f"{page}/modifier", **fields(tomorrow, title="Le mien", revision="1"))
    assert "De la directrice" in clash.text
    assert 'value="Le mien"' in clash.text
    saved = teacher.send(f"{page}/modifier", **fields(tomorrow, title="Le mien",
                                                     revision=hidden(clash, "revision")))
    assert saved.status_code == 303
    assert [row.title for row in kept()] == ["Le mien"]


def test_it_goes_to_the_trash_and_comes_back(sign_in, world, tomorrow, context):
    teacher, here = sign_in("petit"), f"/jour/{tomorrow.isoformat()}"
    page = teacher.send(new_page(world), **fields(tomorrow)).location
    assert teacher.get(f"{page}/suppression").status_code == 200
    teacher.send(f"{page}/suppression")
    assert "Lecture à" not in sign_in("claire").get(here).text
    assert sign_in("claire").get(page).status_code == 404
    assert "à la corbeille" in teacher.get(page).text
    teacher.send(f"{class_page(world)}/corbeille/direct/{key(kept()[0].id)}/restauration")
    assert "Lecture à" in sign_in("claire").get(here).text


@pytest.mark.parametrize("name", ["noir", "rita", "loin"])
def test_it_hides_from_others(sign_in, world, tomorrow, name, context):
    page = sign_in("petit").send(new_page(world), **fields(tomorrow)).location
    other = sign_in(name)
    assert other.get(page).status_code == 404
    assert other.send(f"{page}/modifier", **fields(tomorrow, revision="1")).status_code == 404
    assert other.get(page.replace(BOURG, "0870002E")).status_code == 404
