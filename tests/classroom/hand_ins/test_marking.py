"""The teacher looks at what came back, says something, turns a photo, and gives it back."""

from __future__ import annotations

import re

import pytest

from ecole.classroom.hand_ins.marking import COMMENTS_MAX
from ecole.models import Pupil
from ecole.storage.database import writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import errors_in, hidden, instruction_page, key, programme
from tests.classroom.hand_ins.works import (
    address_in,
    answer_page,
    file_addresses,
    grid_page,
    in_space,
    marking_page,
    notebook,
    opened,
    send,
    task_page,
    tile,
)
from tests.page_checks import faults_of

NB = "\u00a0"


def say(teacher, world, text="Très beau travail.", *, action="give_back", **more):
    return teacher.send(marking_page(teacher, world), text=text, action=action, **more)


def test_it_works(sign_in, world, works, draw):
    """Commented and given back: the family reads it, the teacher knows that it was seen."""
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "", files=[notebook()])
    answer = say(teacher, world, files=[notebook("annotation.jpg", colour="#fee")])
    assert (answer.status_code, answer.location) == (303, grid_page(world))
    assert "Rendu à l’élève" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    page = opened(teacher, world).text
    assert "Très beau travail." in page
    assert "Pas encore vu." in page
    page = claire.get(instruction_page(world, "lecture")).text
    assert "Très beau travail." in page
    assert "M. Petit" in page
    assert "annotation.jpg" in page
    for address in file_addresses(page):
        assert claire.get(address, check=False).status_code == 200
    assert "Pas encore vu." not in opened(teacher, world).text


def test_nothing_is_seen_before_it_is_given_back(sign_in, world, works):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "", files=[notebook()])
    assert say(teacher, world, action="keep",
               files=[notebook("annotation.jpg")]).location == marking_page(teacher, world)
    page = opened(teacher, world).text
    (address,) = {one for one in file_addresses(page) if "annotation" in one}
    assert "Très beau travail." not in claire.get(instruction_page(world, "lecture")).text
    assert claire.get(address, check=False).status_code == 404
    assert say(teacher, world, text="").status_code == 303
    assert "Très beau travail." in claire.get(instruction_page(world, "lecture")).text
    assert claire.get(address, check=False).status_code == 200
    teacher.send(address_in(opened(teacher, world).text, "reprise"))
    assert "Très beau travail." not in claire.get(instruction_page(world, "lecture")).text
    assert claire.get(address, check=False).status_code == 404


def test_the_child_has_it_first(sign_in, world, works):
    """What it sent by itself: on top of its day, then on its task, then no more."""
    claire = sign_in("claire")
    child = in_space(claire, world)
    send(child, world, "", files=[notebook()])
    assert "On t’a répondu" not in child.get("/enfant").text
    say(sign_in("petit"), world)
    day = child.get("/enfant").text
    assert day.index("On t’a répondu") < day.index('class="tasks"')
    task = child.get(task_page(world)).text
    assert task.index("Très beau travail.") < task.index('class="task-page"')
    assert "On t’a répondu" not in child.get("/enfant").text
    assert "Très beau travail." in child.get(task_page(world)).text
    say(sign_in("petit"), world, "Encore un mot.")
    assert "On t’a répondu" in child.get("/enfant").text


def test_the_child_sees_what_is_said_of_a_photo_its_adult_sent(sign_in, world, works):
    """On that adult's screen only, and never what the adult wrote."""
    claire, paul = sign_in("claire"), sign_in("paul")
    send(claire, world, "Entre adultes", files=[notebook()])
    say(sign_in("petit"), world)
    for visitor in (paul, in_space(paul, world)):
        for address in (instruction_page(world, "lecture"), task_page(world), answer_page(world)):
            assert "Très beau travail." not in visitor.get(address).text
    child = in_space(claire, world)
    assert "On t’a répondu" in child.get("/enfant").text
    page = child.get(task_page(world)).text + child.get(answer_page(world)).text
    assert "Très beau travail." in page
    assert "cahier.jpg" in page
    assert "Entre adultes" not in page


@pytest.mark.parametrize("name", ["paul", "nadia", "rita", "noir", "loin"])
def test_others_open_no_file_of_a_comment(sign_in, world, works, name):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "Un mot")
    say(teacher, world, files=[notebook("annotation.jpg")])
    (address,) = set(file_addresses(claire.get(instruction_page(world, "lecture")).text))
    assert claire.get(address, check=False).status_code == 200
    assert sign_in(name).get(address, check=False).status_code == 404


def test_a_comment_is_removed_and_put_back(sign_in, world, works):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world)
    say(teacher, world)
    page = opened(teacher, world).text
    teacher.send(address_in(page, "suppression"))
    assert "Très beau travail." not in claire.get(instruction_page(world, "lecture")).text
    page = opened(teacher, world).text
    assert "answer__text--removed" in page
    teacher.send(address_in(page, "restauration"))
    assert "Très beau travail." in claire.get(instruction_page(world, "lecture")).text


def test_a_photo_is_turned_for_everybody(sign_in, world, works, draw):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "", files=[notebook()])
    draw()
    turn = address_in(opened(teacher, world).text, "rotation")
    assert teacher.send(turn, vers="gauche").location.endswith("#photo-0")
    assert 'data-turn="270" data-shape="wide"' in opened(teacher, world).text
    assert 'data-turn="270"' in claire.get(instruction_page(world, "lecture")).text
    for way in ("droite", "droite", "nulle part"):
        teacher.send(turn, vers=way)
    assert works()[0].attachments[0].rotation == 90
    for name in ("claire", "noir", "loin"):
        assert sign_in(name).send(turn, vers="gauche").status_code == 404


def test_thirty_are_done_one_after_the_other(sign_in, world, works):
    """Given back, the next one opens by itself; at the end, the grid."""
    for name, pupil in (("claire", "lina"), ("nadia", "sami")):
        send(sign_in(name), world, f"de {name}", pupil=pupil)
    teacher = sign_in("petit")
    first = opened(teacher, world)
    assert "Rendu suivant" in first.text
    following = say(teacher, world).location
    assert "de nadia" in teacher.get(following).text
    assert "Rendu d’avant" not in teacher.get(following).text
    assert teacher.send(following, action="give_back").location == grid_page(world)


def test_a_new_try_waits_again(sign_in, world, works):
    """Given back, what the same person sent before goes with it."""
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "un")
    send(claire, world, "deux")
    send(sign_in("paul"), world, "de Paul")
    page = opened(teacher, world).text
    assert "Essai 3" in page
    assert say(teacher, world, "pour le premier").location == marking_page(teacher, world)
    say(teacher, world, "pour le deuxième")
    assert [bool(row.given_back_at) for row in works()] == [True, True, False]
    say(teacher, world)
    assert "Rendu à l’élève" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    send(claire, world, "trois")
    assert "À regarder" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    assert "trois" in opened(teacher, world).text


def test_nothing_to_keep_is_refused(sign_in, world, works):
    send(sign_in("claire"), world)
    teacher = sign_in("petit")
    answer = say(teacher, world, "  ", action="keep")
    assert errors_in(answer)[0].startswith("Il n’y a rien à envoyer.")
    assert works()[0].comments == []


def test_a_refused_file_keeps_what_was_said(sign_in, world, works):
    send(sign_in("claire"), world)
    teacher = sign_in("petit")
    first = say(teacher, world, files=[notebook("voix.jpg"), programme()])
    assert "c’est un programme" in errors_in(first)[0]
    assert "Très beau travail.</textarea>" in first.text
    assert works()[0].given_back_at is None
    say(teacher, world, kept=hidden(first, "kept"))
    assert [file.name for file in works()[0].comments[0].attachments] == ["voix.jpg"]


def test_twenty_comments_at_most(sign_in, world, works):
    send(sign_in("claire"), world)
    teacher = sign_in("petit")
    for number in range(COMMENTS_MAX):
        assert say(teacher, world, f"n° {number}", action="keep").status_code == 303
    answer = say(teacher, world, "de trop", action="keep")
    assert "Il y a déjà 20 commentaires" in errors_in(answer)[0]
    assert "de trop</textarea>" in answer.text


def test_what_was_taken_back_is_not_there(sign_in, world, works):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world)
    page = marking_page(teacher, world)
    claire.send(address_in(claire.get(instruction_page(world, "lecture")).text, "suppression"))
    assert teacher.get(page).status_code == 404
    assert teacher.send(page, text="trop tard").status_code == 404


def test_a_sheet_on_paper_is_noted_in_one_tap(sign_in, world, works):
    """And forgotten in one; commented and given back, both parents and the child read it."""
    teacher = sign_in("petit")
    note = address_in(tile(teacher.get(grid_page(world)).text, "KACI Sami"), "papier")
    for _ in range(2):
        assert teacher.send(note).location.startswith(f"{grid_page(world)}#eleve-")
    assert len(works()) == 1
    grid = teacher.get(grid_page(world)).text
    assert "Reçu sur papier" in tile(grid, "KACI Sami")
    teacher.send(address_in(tile(grid, "KACI Sami"), "papier/annulation"))
    assert "Rien reçu" in tile(teacher.get(grid_page(world)).text, "KACI Sami")
    teacher.send(address_in(tile(grid, "BERNARD Lina"), "papier"))
    assert "Rendu suivant" not in opened(teacher, world).text
    say(teacher, world)
    for visitor in (sign_in("claire"), sign_in("paul")):
        page = visitor.get(instruction_page(world, "lecture")).text
        assert "Reçu en classe, sur papier" in page
        assert "Très beau travail." in page
        assert "/suppression" not in page
        assert "Très beau travail." in in_space(visitor, world).get(task_page(world)).text
    assert "Très beau travail." not in sign_in("nadia").get(
        instruction_page(world, "lecture")).text


def test_paper_is_for_pupils_of_the_class(sign_in, world, works):
    teacher = sign_in("petit")
    note = address_in(tile(teacher.get(grid_page(world)).text, "KACI Sami"), "papier")
    hugo = re.sub(r"rendus/\w+", "rendus/{}", note)
    assert teacher.send(hugo.format(key(world.pupils["hugo"]))).status_code == 404
    assert teacher.send(hugo.format(key(world.pupils["ines"]))).status_code == 404
    for name in ("claire", "noir", "loin"):
        assert sign_in(name).send(note).status_code == 404
    assert works() == []


def test_the_grid_is_narrowed(sign_in, world, works):
    send(sign_in("claire"), world)
    teacher = sign_in("petit")
    waiting = teacher.get(f"{grid_page(world)}?voir=attente").text
    missing = teacher.get(f"{grid_page(world)}?voir=rien").text
    assert ("BERNARD Lina" in waiting, "KACI Sami" in waiting) == (True, False)
    assert ("BERNARD Lina" in missing, "KACI Sami" in missing) == (False, True)
    say(teacher, world)
    assert "Aucun élève n’est dans ce cas." in teacher.get(f"{grid_page(world)}?voir=attente").text


def test_a_class_of_thirty_is_light(sign_in, world, works, draw, queries, context):
    """Elements, and statements whatever the number of pupils and of files."""
    send(sign_in("claire"), world, "", files=[notebook()])
    teacher = sign_in("petit")
    teacher.get(grid_page(world))
    queries.clear()
    teacher.get(grid_page(world))
    few = len(queries)
    with in_school(world.schools["bourg"]), writing() as rows:
        for number in range(28):
            rows.add(Pupil(last_name="NOM", first_name=f"Prénom {number}", level="CP",
                           birth_on=world.day, classroom_id=world.classrooms["cp"]))
    send(sign_in("nadia"), world, "", pupil="sami", files=[notebook(), notebook("b.jpg")])
    draw()
    queries.clear()
    page = teacher.get(grid_page(world))
    assert len(queries) == few
    assert page.text.count('class="work-tile"') == 30
    assert faults_of(page.text) == []


def test_it_waits_for_the_teacher(sign_in, world, works):
    """« Ce qui vous attend »: how many, and the way to the first."""
    teacher = sign_in("petit")
    assert "à regarder" not in teacher.get("/e/0870001D/classes").text
    send(sign_in("claire"), world, "un")
    send(sign_in("claire"), world, "deux")
    send(sign_in("nadia"), world, "trois", pupil="sami")
    page = teacher.get("/e/0870001D/classes").text
    assert f"2{NB}rendus à regarder" in page
    assert f"{grid_page(world)}?voir=attente" in page
    say(teacher, world)
    say(teacher, world)
    assert f"1{NB}rendu à regarder" in teacher.get("/e/0870001D/classes").text
