"""A correction opens by itself at its own moment; before, nobody but the staff sees anything."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.classroom.plan.moments import next_moment
from ecole.models import Correction, Dictation, Instruction
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.words import PARIS
from tests.classroom.class_pages import errors_in, hidden, instruction_page, key, picture
from tests.world import BOURG


@pytest.fixture
def page(world):
    return instruction_page(world, "lecture", "/corrige")


def fields(day, hour="16:30", **changes):
    return {"body": "La réponse est **douze**.", "opens_on": day.isoformat(), "opens_time": hour,
            "revision": "0", **changes}


def kept():
    """The only correction there is, with its files."""
    with all_schools("tests"):
        row = db.session.scalars(select(Correction)).one_or_none()
        names = [file.name for file in row.attachments] if row else []
    db.session.expunge_all()
    db.session.rollback()
    return row, names


def test_it_proposes_the_next_school_day(sign_in, world, page, clock, stored):
    clock(2026, 11, 20, 9)  # the instruction of the world is for another day: given below
    day = stored(world.instructions["lecture"]).day_on
    shown = sign_in("petit").get(page).text
    following = day + timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    assert f'value="{following.isoformat()}"' in shown
    assert 'value="16:30"' in shown


def test_it_opens_by_itself(sign_in, world, page, clock, context):
    teacher, parent = sign_in("petit"), sign_in("claire")
    day = world.day + timedelta(days=1)
    answer = teacher.send(page, **fields(day), files=[picture("reponse.png")])
    assert answer.status_code == 303
    assert "Corrigé gardé. Les familles le verront" in teacher.get(answer.location).text
    row, names = kept()
    assert names == ["reponse.png"]
    assert row.opens_at.astimezone(PARIS).hour == 16
    here = instruction_page(world, "lecture")
    before = parent.get(here).text
    assert "Le corrigé s’ouvrira" in before
    assert "à\u00a016\u00a0h\u00a030" in html.unescape(before)
    assert "douze" not in before
    assert "reponse.png" not in before
    clock(day.year, day.month, day.day, 16, 30)
    after = sign_in("claire").get(here).text
    assert "<strong>douze</strong>" in after
    assert "reponse.png" in after
    assert "s’ouvrira" not in after


def test_its_files_are_not_served_before(sign_in, world, page, clock, context):
    day = world.day + timedelta(days=1)
    sign_in("petit").send(page, **fields(day), files=[picture("reponse.png")])
    with all_schools("tests"):
        file = db.session.scalars(select(Correction)).one().attachments[0].id
    address = f"/e/{BOURG}/fichiers/{key(file)}/reponse.png"
    assert sign_in("petit").get(address).status_code == 200
    assert sign_in("claire").get(address).status_code == 404
    assert sign_in("noir").get(address).status_code == 404
    clock(day.year, day.month, day.day, 16, 31)
    assert sign_in("claire").get(address).status_code == 200
    assert sign_in("rita").get(address).status_code == 404


def test_the_teacher_sees_it_always_with_its_state(sign_in, world, page):
    teacher = sign_in("petit")
    here = instruction_page(world, "lecture")
    assert "Ajouter un corrigé" in teacher.get(here).text
    teacher.send(page, **fields(world.day + timedelta(days=1)))
    shown = teacher.get(here).text
    assert "douze" in shown
    assert "Fermé" in shown
    assert "Modifier le corrigé" in shown


def test_the_child_waits_for_it_too(sign_in, world, page, clock):
    from ecole.web.access import PUPIL

    day = world.day + timedelta(days=1)
    sign_in("petit").send(page, **fields(day))
    child = sign_in("claire")
    child.token()
    with child.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["lina"]
    task = f"/enfant/consigne/{key(world.instructions['lecture'])}"
    before = child.get(task).text
    assert "Le corrigé s’ouvrira" in before
    assert "douze" not in before
    clock(day.year, day.month, day.day, 16, 30)
    child = sign_in("claire")
    child.token()
    with child.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["lina"]
    assert "douze" in child.get(task).text


@pytest.mark.parametrize(("changes", "said"), [
    ({"opens_on": ""}, "Choisissez le jour."),
    ({"opens_time": "25:00"}, "Cette heure n’existe pas"),
    ({"body": "  \u200b "}, "Écrivez quelques mots, ou joignez un fichier."),
    ({"body": "é" * 200_000}, "Le texte est trop long"),
])
def test_it_refuses(sign_in, world, page, context, changes, said):
    answer = sign_in("petit").send(page, **fields(world.day, **changes))
    assert answer.status_code == 200
    assert any(said in error for error in errors_in(answer)), errors_in(answer)
    assert kept()[0] is None


def test_it_refuses_to_open_before_its_instruction(sign_in, world, page, context):
    answer = sign_in("petit").send(page, **fields(world.day - timedelta(days=2)))
    assert "avant le jour de la consigne" in errors_in(answer)[0]
    assert "La réponse est **douze**." in answer.text
    assert kept()[0] is None


def test_a_refused_form_keeps_its_files(sign_in, world, page, context):
    teacher = sign_in("petit")
    first = teacher.send(page, **fields(world.day, opens_on=""), files=[picture("a.png")])
    again = teacher.send(page, **fields(world.day, kept=hidden(first, "kept")))
    assert again.status_code == 303
    assert kept()[1] == ["a.png"]


def test_markup_in_the_text_stays_text(sign_in, world, page, context):
    sign_in("petit").send(page, **fields(world.day, body="<script>alert(1)</script> bon"))
    assert "<script>" not in kept()[0].body_html


def test_two_writers_are_shown_both(sign_in, world, page, context):
    head, teacher = sign_in("rossi"), sign_in("petit")
    head.send(page, **fields(world.day, body="Celui de la directrice"))
    clash = teacher.send(page, **fields(world.day, body="Le mien"), files=[picture("m.png")])
    assert "Quelqu’un d’autre a changé ce texte" in errors_in(clash)[0]
    assert "Celui de la directrice" in clash.text
    assert "Le mien" in clash.text
    saved = teacher.send(page, **fields(world.day, body="Le mien", kept=hidden(clash, "kept"),
                                        revision=hidden(clash, "revision")))
    assert saved.status_code == 303
    row, names = kept()
    assert (row.body, row.revision, names) == ("Le mien", 2, ["m.png"])


def test_two_sendings_are_one(sign_in, world, page, context):
    teacher = sign_in("petit")
    for _ in range(2):
        assert teacher.send(page, **fields(world.day, submission="clef-c")).status_code == 303
    assert kept()[0].revision == 1


def test_it_goes_to_the_trash_and_comes_back(sign_in, world, page, context):
    teacher, here = sign_in("petit"), instruction_page(world, "lecture")
    teacher.send(page, **fields(world.day, hour="00:01"))
    assert "douze" in sign_in("claire").get(here).text
    assert teacher.get(f"{page}/suppression").status_code == 200
    teacher.send(f"{page}/suppression")
    shown = sign_in("claire").get(here).text
    assert "douze" not in shown
    assert "s’ouvrira" not in shown
    trash = f"/e/{BOURG}/classes/{key(world.classrooms['cp'])}/corbeille"
    assert "Consigne lecture" in teacher.get(trash).text
    teacher.send(f"{trash}/corrige/{key(kept()[0].id)}/restauration")
    assert "douze" in sign_in("claire").get(here).text
    teacher.send(f"{page}/suppression")
    teacher.send(f"{page}/restauration")
    assert "douze" in sign_in("claire").get(here).text


@pytest.mark.parametrize("name", ["claire", "noir", "rita", "loin"])
def test_it_hides_from_others(sign_in, world, page, context, name):
    assert sign_in(name).send(page, **fields(world.day)).status_code == 404
    assert kept()[0] is None


def test_its_moment_is_one_of_the_class(sign_in, world, page, context):
    day = world.day + timedelta(days=3)
    sign_in("petit").send(page, **fields(day))
    with in_school(world.schools["bourg"]):
        at = next_moment({world.classrooms["cp"]})
        assert at is not None
        assert at.astimezone(PARIS).date() == day
        assert next_moment({world.classrooms["cm2"]}) is None
        assert next_moment(set()) is None


def test_the_text_of_a_dictation_is_enough(sign_in, world, page, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Dictation(instruction_id=world.instructions["lecture"], text="Le chat dort."))
    assert sign_in("petit").send(page, **fields(world.day, body="")).status_code == 303
    assert kept()[0].body == ""


def test_a_moved_instruction_warns_of_a_correction_that_opens_before(sign_in, world, page, context):
    teacher = sign_in("petit")
    teacher.send(page, **fields(world.day))
    with in_school(world.schools["bourg"]), writing() as rows:
        row = rows.get(Instruction, world.instructions["lecture"])
        row.day_on = world.day + timedelta(days=7)
    here = instruction_page(world, "lecture")
    assert "Il s’ouvre avant le jour de la consigne." in teacher.get(here).text
