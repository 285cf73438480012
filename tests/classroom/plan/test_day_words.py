"""« Le bonjour du jour »: one for a class and a day, on top of what families and pupils see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import DayWord
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.web.access import PUPIL
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    from_disk,
    hidden,
    key,
    picture,
    programme,
)
from tests.world import BOURG

HERE = "/aujourdhui"


@pytest.fixture
def page(world):
    return word_page(world, world.day)


def word_page(world, day, classroom="cp"):
    return f"{class_page(world, classroom)}/bonjour/{day.isoformat()}"


def fields(**changes):
    return {"body": "Bonjour les **CP** !", "revision": "0", "action": "publish", **changes}


def kept():
    with all_schools("tests"):
        row = db.session.scalars(select(DayWord)).one_or_none()
        names = [file.name for file in row.attachments] if row else []
    db.session.expunge_all()
    db.session.rollback()
    return row, names


@pytest.fixture
def day_page(world):
    return f"/jour/{world.day.isoformat()}"


def test_it_stands_on_top_of_the_day(sign_in, page, day_page, media):
    teacher, parent = sign_in("petit"), sign_in("claire")
    assert "day-word" not in parent.get(day_page).text
    answer = teacher.send(page, **fields(), files=[from_disk(media / "la-dictee.m4a")])
    assert "Mot publié. Les familles le voient." in teacher.get(answer.location).text
    shown = parent.get(day_page).text
    assert "Bonjour les <strong>CP</strong>" in shown
    assert "Le mot de M. Petit" in shown
    assert shown.index("day-word") < shown.index('class="child"')
    assert "la-dictee.m4a" in shown


def test_it_costs_few_elements(sign_in, page, day_page, media):
    parent = sign_in("claire")
    before = parent.get(day_page).text.count("<")
    sign_in("petit").send(page, **fields(body="Bonjour !"),
                          files=[from_disk(media / "la-dictee.m4a")])
    assert sign_in("claire").get(day_page).text.count("<") - before <= 3 * 2


def test_it_is_shown_once_for_a_class(sign_in, world, page, day_page, context):
    """Two children of one class: one word."""
    from tests.world import change

    change_to = world.classrooms["cp"]
    from ecole.models import Pupil
    from ecole.storage.school_scope import in_school

    with in_school(world.schools["bourg"]):
        change(Pupil, world.pupils["hugo"], classroom_id=change_to)
    sign_in("petit").send(page, **fields())
    assert sign_in("claire").get(day_page).text.count("Bonjour les") == 1


def test_it_is_of_its_class_and_its_school(sign_in, world, page, day_page):
    sign_in("noir").send(word_page(world, world.day, "cm2"), **fields(body="Aux grands"))
    sign_in("petit").send(page, **fields())
    both = sign_in("claire").get(day_page).text
    assert "Aux grands" in both
    assert "Le mot de Mme Noir pour Hugo" in both
    assert "Aux grands" not in sign_in("nadia").get(day_page).text
    assert "Bonjour les" not in sign_in("rita").get(day_page).text


def test_the_child_finds_it(sign_in, world, page):
    sign_in("petit").send(page, **fields())
    child = sign_in("claire")
    child.token()
    with child.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["lina"]
    assert "Bonjour les <strong>CP</strong>" in child.get("/enfant").text


def test_it_shows_itself_at_its_moment(sign_in, world, clock, context):
    """The day page that was kept does not outlive it."""
    day = world.day + timedelta(days=1)
    clock(day.year, day.month, day.day, 6, 0)
    teacher, parent = sign_in("petit"), sign_in("claire")
    here = f"/jour/{day.isoformat()}"
    answer = teacher.send(word_page(world, day), **fields(out_time="08:15"))
    assert "Les familles le verront" in teacher.get(answer.location).text
    for _ in range(2):
        assert "Bonjour les" not in parent.get(here).text
    clock(day.year, day.month, day.day, 8, 14)
    assert "Bonjour les" not in parent.get(here).text
    clock(day.year, day.month, day.day, 8, 15)
    assert "Bonjour les" in parent.get(here).text


def test_a_draft_is_the_teachers_only(sign_in, world, page, day_page, context):
    teacher = sign_in("petit")
    teacher.send(page, **fields(action="draft"))
    assert "Bonjour les" not in sign_in("claire").get(day_page).text
    assert "Bonjour les **CP** !" in teacher.get(page).text
    teacher.send(page, **fields(revision="1"))
    assert "Bonjour les" in sign_in("claire").get(day_page).text
    teacher.send(page, **fields(revision="2", action="draft"))
    assert "Bonjour les" not in sign_in("claire").get(day_page).text
    assert kept()[0].revision == 3


def test_a_new_voice_takes_the_place_of_the_one_before(sign_in, page, context, media):
    teacher = sign_in("petit")
    teacher.send(page, **fields(), files=[from_disk(media / "la-dictee.m4a")])
    teacher.send(page, **fields(revision="1"), files=[from_disk(media / "la-dictee.m4a", "b.m4a")])
    assert kept()[1] == ["b.m4a"]


def test_a_voice_without_a_word_is_enough(sign_in, page, context, media):
    answer = sign_in("petit").send(page, **fields(body=""),
                                   files=[from_disk(media / "la-dictee.m4a")])
    assert answer.status_code == 303
    assert kept()[1] == ["la-dictee.m4a"]


@pytest.mark.parametrize(("changes", "said"), [
    ({"body": ""}, "Écrivez quelques mots"),
    ({"body": "\u200b\u00a0"}, "Écrivez quelques mots"),
    ({"body": "a" * 200_000}, "Le texte est trop long"),
    ({"out_time": "99:00"}, "Cette heure n’existe pas"),
    ({"out_on": "2026-11-01"}, "Écrivez aussi l’heure."),
    ({"out_on": "2099-11-01", "out_time": "08:00"}, "il ne peut pas paraître après"),
])
def test_it_refuses(sign_in, page, context, changes, said):
    answer = sign_in("petit").send(page, **fields(**changes))
    assert answer.status_code == 200
    assert any(said in error for error in errors_in(answer)), errors_in(answer)
    assert kept()[0] is None


@pytest.mark.parametrize("file", [picture("photo.png"), programme("voix.m4a")])
def test_it_refuses_what_is_no_sound(sign_in, page, context, file):
    answer = sign_in("petit").send(page, **fields(), files=[file])
    assert errors_in(answer)
    assert "Bonjour les **CP** !" in answer.text
    assert kept()[0] is None


def test_it_refuses_a_day_that_is_over(sign_in, world, context):
    page = word_page(world, world.day - timedelta(days=1))
    answer = sign_in("petit").send(page, **fields())
    assert "Ce jour est passé" in errors_in(answer)[0]
    assert "Bonjour les **CP** !" in answer.text
    assert kept()[0] is None


def test_two_writers_are_shown_both(sign_in, page, context):
    sign_in("rossi").send(page, **fields(body="De la directrice"))
    teacher = sign_in("petit")
    clash = teacher.send(page, **fields(body="Le mien"))
    assert "De la directrice" in clash.text
    assert "Le mien" in clash.text
    teacher.send(page, **fields(body="Le mien", revision=hidden(clash, "revision")))
    assert kept()[0].body == "Le mien"


def test_two_sendings_are_one(sign_in, page, context):
    teacher = sign_in("petit")
    for _ in range(2):
        assert teacher.send(page, **fields(submission="clef-m")).status_code == 303
    assert kept()[0].revision == 1


def test_its_voice_is_for_its_class_from_its_moment(sign_in, page, media, context):
    teacher = sign_in("petit")
    teacher.send(page, **fields(action="draft"), files=[from_disk(media / "la-dictee.m4a")])
    with all_schools("tests"):
        file = db.session.scalars(select(DayWord)).one().attachments[0].id
    address = f"/e/{BOURG}/fichiers/{key(file)}/la-dictee.m4a"
    assert sign_in("claire").get(address).status_code == 404
    teacher.send(page, **fields(revision="1"))
    assert sign_in("claire").get(address).status_code == 200
    for other in ("rita", "noir", "loin"):
        assert sign_in(other).get(address).status_code == 404, other


def test_there_is_no_page_for_a_day_that_does_not_exist(sign_in, world):
    for day in ("2026-02-30", "demain", "1999-01-01"):
        assert sign_in("petit").get(f"{class_page(world)}/bonjour/{day}").status_code == 404
