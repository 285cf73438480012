"""What a review tried against the rights of a class, kept: texts of an adult in a child's hands,
numbers no key has."""

from __future__ import annotations

import pytest

from tests.classroom.class_pages import class_page
from tests.classroom.hand_ins.works import answer_page, in_space, send
from tests.web.test_parked_forms import end_sessions


def test_a_child_never_finds_the_text_of_the_adult(sign_in, world):
    """Sent while the child has the screen: it waits for the adult, and for nobody else."""
    claire = sign_in("claire")
    in_space(claire, world)
    assert send(claire, world, "Un mot pour la maîtresse", by="adult").location == "/enfant"
    assert "Un mot pour la maîtresse" not in claire.get(answer_page(world)).text
    send(claire, world, "J’ai fini", by="pupil")
    with claire.session_transaction() as cookies:
        del cookies["pupil"]
    assert "Un mot pour la maîtresse" in claire.get(answer_page(world)).text


def test_a_child_finds_its_own_text_again(app, sign_in, client, world):
    """Its session was over when it was sent; an adult does not send it as theirs."""
    child = in_space(sign_in("claire"), world)
    end_sessions(app)
    assert send(child, world, "J’ai fini", by="pupil").location.startswith("/entrer")
    child.send("/entrer", code=world.cards["claire"].code, device="personal")
    assert "J’ai fini" not in child.get(answer_page(world)).text
    assert "J’ai fini" in in_space(child, world).get(answer_page(world)).text


@pytest.mark.parametrize("number", ["9" * 19, "0000" + "1" * 30])
def test_a_number_that_no_key_has_is_not_found(sign_in, world, number):
    petit = sign_in("petit")
    library = class_page(world) + "/reprendre/bibliotheque"
    assert petit.get(f"{library}?page={number}").status_code == 200
    answer = petit.send(library, items=number, how="jour", day_on=world.day.isoformat(),
                        room=str(world.classrooms["cp"]))
    assert "Cochez au moins une consigne" in answer.text
