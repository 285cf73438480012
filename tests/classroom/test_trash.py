"""Deleted: out of sight at once, restorable for 30 days, then erased with its files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ecole.models import Attachment, Completion, Instruction, InstructionLink, Receipt
from ecole.operations.nightly import tidy
from ecole.storage.blobs import Missing
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import class_page, instruction_page, picture, tick_address
from tests.homes import grow_old
from tests.world import change

NB = "\u00a0"


@pytest.fixture
def trash(world):
    return class_page(world) + "/corbeille"


def delete(visitor, world, name="lecture"):
    return visitor.send(instruction_page(world, name, "/suppression"))


def age(world, name, **passed):
    change(Instruction, world.instructions[name], deleted_at=utc_now() - timedelta(**passed))


def test_it_asks_first(sign_in, world):
    answer = sign_in("petit").get(instruction_page(world, "lecture", "/suppression"))
    assert "Consigne lecture" in answer.text
    assert sign_in("claire").get(instruction_page(world, "lecture")).status_code == 200


def test_it_goes_out_of_sight_and_comes_back(sign_in, world, trash):
    teacher, parent = sign_in("petit"), sign_in("claire")
    answer = delete(teacher, world)
    assert "pendant 30 jours" in teacher.get(answer.location).text
    assert "Consigne lecture" not in teacher.get(f"{class_page(world)}?semaine={world.day}").text
    for _ in range(2):
        assert "Consigne lecture" not in parent.get("/aujourdhui").text
    assert parent.get(instruction_page(world, "lecture")).status_code == 404
    shown = teacher.get(trash).text
    assert "Consigne lecture" in shown
    assert f"30{NB}jours" in shown
    assert "corbeille" in teacher.get(instruction_page(world, "lecture")).text

    answer = teacher.send(instruction_page(world, "lecture", "/restauration"))
    assert "reprise de la corbeille" in teacher.get(answer.location).text
    assert "Consigne lecture" in parent.get("/aujourdhui").text
    assert "Consigne lecture" not in teacher.get(trash).text


def test_deleting_twice_counts_from_the_first_time(sign_in, world, context, trash):
    teacher = sign_in("petit")
    delete(teacher, world)
    change(Instruction, world.instructions["lecture"], deleted_at=utc_now() - timedelta(days=10))
    assert delete(teacher, world).status_code == 303
    assert f"20{NB}jours" in teacher.get(trash).text


def test_the_trash_is_of_its_class(sign_in, world, trash):
    delete(sign_in("petit"), world)
    assert "Consigne lecture" not in sign_in("noir").get(class_page(world, "cm2")
                                                         + "/corbeille").text
    for name in ("noir", "claire", "loin"):
        assert sign_in(name).get(trash).status_code == 404


def test_publishing_from_an_old_tab_does_not_bring_it_back(sign_in, world):
    teacher = sign_in("petit")
    delete(teacher, world)
    answer = teacher.send(instruction_page(world, "lecture", "/publication"))
    shown = teacher.get(answer.location).text
    assert "Les familles la voient." not in shown
    assert "Cette consigne est à la corbeille." in shown
    assert sign_in("claire").get(instruction_page(world, "lecture")).status_code == 404


def test_it_can_be_restored_on_the_last_day(sign_in, world, app, context, trash):
    delete(sign_in("petit"), world)
    age(world, "lecture", days=29, hours=23)
    assert tidy(app)["instructions"] == 0
    teacher = sign_in("petit")
    assert f"Effacé dans <b>1{NB}jour</b>" in teacher.get(trash).text
    teacher.send(instruction_page(world, "lecture", "/restauration"))
    assert sign_in("claire").get(instruction_page(world, "lecture")).status_code == 200


def test_what_is_announced_as_erased_is_not_there_before_the_night(sign_in, world, give, trash,
                                                                  stored):
    give(files=[picture("a.png", "#150")])
    teacher = sign_in("petit")
    page = instruction_page(world, "neuve")
    file = stored(world.instructions["neuve"]).attachments[0]
    address = next(part.split('"')[0] for part in teacher.get(page).text.split('href="')
                   if "/fichiers/" in part)
    delete(teacher, world, "neuve")
    assert teacher.get(address).status_code == 200
    age(world, "neuve", days=30, minutes=1)
    assert file.name not in teacher.get(trash).text
    assert teacher.get(page).status_code == 404
    assert teacher.get(address).status_code == 404
    assert teacher.send(f"{page}/restauration").status_code == 404
    assert stored(world.instructions["neuve"]).deleted_at is not None


def test_it_is_erased_with_its_files(sign_in, world, give, app, context, stored):
    """Rows and bytes; a file that another instruction also has stays."""
    give("une", files=[picture("seule.png", "#151"), picture("commune.png", "#152")],
         links="Eau https://a.fr")
    give("autre", files=[picture("commune.png", "#152")])
    parent = sign_in("claire")
    parent.get("/aujourdhui")
    parent.send(tick_address(world, "une", "lina"))
    alone, shared = (file.blob_key for file in stored(world.instructions["une"]).attachments)
    delete(sign_in("petit"), world, "une")
    age(world, "une", days=31)
    blobs = app.config["BLOBS"]
    for blob in (alone, shared):
        grow_old(blobs, blob, timedelta(days=3))

    erased = tidy(app)
    assert erased["instructions"] == 1
    assert stored(world.instructions["une"]) is None
    with pytest.raises(Missing):
        blobs.open(alone)
    blobs.open(shared).close()
    with all_schools("tests"):
        for model in (Attachment, InstructionLink, Receipt, Completion):
            left = db.session.query(model).filter(
                model.instruction_id == world.instructions["une"]).count()
            assert left == 0, model
    assert stored(world.instructions["lecture"]) is not None


def test_a_file_just_received_is_left_for_its_form(app, context, sign_in, world):
    """Nobody names it yet: its form is being mended."""
    from ecole.media.reception import receive

    blobs = app.config["BLOBS"]
    key = receive(*picture("attend.png", "#153"), blobs).key
    tidy(app)
    blobs.open(key).close()
    grow_old(blobs, key, timedelta(days=3))
    assert tidy(app)["files"] >= 1
    with pytest.raises(Missing):
        blobs.open(key)
