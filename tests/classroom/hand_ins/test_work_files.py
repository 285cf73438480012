"""Photos, sounds and drawings that come back: each arrives, and only those concerned open it."""

from __future__ import annotations

import re

import pytest

from ecole.classroom.hand_ins.forms import FILES_MAX
from ecole.models import Instruction, Pupil
from tests.classroom.class_pages import (
    errors_in,
    from_disk,
    hidden,
    instruction_page,
    picture,
    programme,
)
from tests.classroom.hand_ins.works import (
    answer_page,
    file_addresses,
    grid_page,
    in_space,
    notebook,
    opened,
    send,
    task_page,
    tile,
)
from tests.world import change

NB = "\u00a0"


def names(row):
    return [file.name for file in row.attachments]


def test_it_works(sign_in, world, works, media, draw):
    """Two photos, a sound and a word: one try, its pictures small on the pages."""
    parent, teacher = sign_in("claire"), sign_in("petit")
    answer = send(parent, world, "Voilà.", files=[
        notebook("page 1.jpg"), notebook("page 2.jpg", colour="#eef"),
        from_disk(media / "la-dictee.m4a")])
    assert answer.status_code == 303
    (row,) = works()
    assert names(row) == ["page 1.jpg", "page 2.jpg", "la-dictee.m4a"]
    assert not row.is_by_pupil
    grid = tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    assert "<img" not in grid  # a photo still converting: an icon, and how heavy it is
    assert re.search(r"\d+\u00a0ko", grid)
    draw()
    grid = tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    assert teacher.get(re.search(r'src="([^"]+)"', grid)[1], check=False).mimetype == "image/webp"
    page = opened(teacher, world).text
    assert page.count('class="large-photo"') == 2
    assert "<audio" in page
    page = parent.get(instruction_page(world, "lecture")).text
    assert page.count('class="work__picture"') == 2
    for address in file_addresses(page):
        assert parent.get(address).status_code == 200


def test_a_photo_alone_is_enough(sign_in, world, works):
    assert send(sign_in("claire"), world, "", files=[notebook()]).status_code == 303
    (row,) = works()
    assert (row.text, names(row)) == ("", ["cahier.jpg"])


def test_a_child_sends_by_itself(sign_in, world, works):
    """Joyful, with few words; both of its parents' screens show it to the child, not to Paul."""
    child = in_space(sign_in("claire"), world)
    answer = send(child, world, "", files=[notebook()])
    assert answer.location.endswith("/parti")
    page = child.get(answer.location)
    assert "C’est parti" in page.text
    assert "J’ai fini" in page.text
    (row,) = works()
    assert row.is_by_pupil
    paul = sign_in("paul")
    assert "cahier.jpg" not in paul.get(instruction_page(world, "lecture")).text
    assert "cahier.jpg" in in_space(paul, world).get(answer_page(world)).text
    assert "Lina, depuis son espace" in opened(sign_in("petit"), world).text


def test_what_was_written_by_an_adult_waits_for_the_adult(sign_in, world, works):
    """Left to be sent without a network, and the child has the screen now; and the other way."""
    claire = sign_in("claire")
    fields = {"csrf_token": claire.token(), "text": "Un mot d’adulte", "by": "adult"}
    in_space(claire, world)
    answer = claire.post(answer_page(world), data=fields, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 503
    assert works() == []
    assert send(claire, world, "Un mot d’adulte", by="adult").location == "/enfant"
    assert send(sign_in("claire"), world, "moi", by="pupil").status_code == 303
    assert [row.is_by_pupil for row in works()] == [True]


def test_a_refused_file_keeps_the_others(sign_in, world, works):
    parent = sign_in("claire")
    first = send(parent, world, "Voilà.", files=[notebook("une.jpg"), programme(),
                                                 notebook("deux.jpg", colour="#fee")])
    assert first.status_code == 200
    (error,) = errors_in(first)
    assert "«\u00a0jeu.pdf\u00a0»" in error
    assert "Déjà reçus" in first.text
    assert works() == []
    second = send(parent, world, "Voilà.", kept=hidden(first, "kept"),
                  submission=hidden(first, "submission"))
    assert second.status_code == 303
    (row,) = works()
    assert names(row) == ["une.jpg", "deux.jpg"]


def test_a_text_too_long_keeps_the_photos(sign_in, world, works):
    parent = sign_in("claire")
    first = send(parent, world, "a" * 200_000, files=[notebook()])
    assert "C’est trop long" in errors_in(first)[0]
    assert send(parent, world, "court", kept=hidden(first, "kept")).status_code == 303
    assert [names(row) for row in works()] == [["cahier.jpg"]]


def test_the_eleventh_file_is_left_out_by_its_name(sign_in, world, works):
    parent = sign_in("claire")
    first = send(parent, world, "", files=[picture(f"{n}.png") for n in range(FILES_MAX + 1)])
    assert errors_in(first) == [f"«{NB}10.png{NB}» n’est pas gardé{NB}: 10 fichiers au plus à la "
                                "fois. Envoyez-le ensuite."]
    assert send(parent, world, "", kept=hidden(first, "kept")).status_code == 303
    assert len(names(works()[0])) == FILES_MAX


def test_files_wait_when_it_is_too_late(sign_in, world, works):
    """Withdrawn while a family sends: said, everything kept, and it leaves once it is back."""
    parent, teacher = sign_in("claire"), sign_in("petit")
    teacher.send(instruction_page(world, "lecture", "/brouillon"))
    first = send(parent, world, "Voilà.", files=[notebook()])
    assert first.status_code == 409
    assert "Cette consigne n’est plus là." in first.text
    assert "cahier.jpg" in first.text
    teacher.send(instruction_page(world, "lecture", "/publication"))
    assert send(parent, world, "Voilà.", kept=hidden(first, "kept")).status_code == 303
    assert [names(row) for row in works()] == [["cahier.jpg"]]


def test_an_instruction_for_others_takes_nothing(sign_in, world, works):
    change(Instruction, world.instructions["lecture"], level="CE1")
    answer = send(sign_in("claire"), world, "", files=[notebook()])
    assert "Cette consigne n’est plus pour Lina." in answer.text
    assert works() == []


def test_sent_twice_is_stored_once(sign_in, world, works):
    parent = sign_in("claire")
    for _ in range(2):
        assert send(parent, world, "", submission="la-meme", files=[notebook()]).status_code == 303
    assert [names(row) for row in works()] == [["cahier.jpg"]]


@pytest.mark.parametrize("name", ["paul", "nadia", "rita", "noir", "loin"])
def test_others_open_none_of_its_files(sign_in, world, works, draw, name):
    """The other parent, another family, another class, another school."""
    claire = sign_in("claire")
    send(claire, world, "", files=[notebook()])
    draw()
    addresses = file_addresses(claire.get(instruction_page(world, "lecture")).text)
    assert any(address.endswith("/version/small") for address in addresses)
    for address in addresses:
        assert sign_in("petit").get(address, check=False).status_code == 200
        assert sign_in(name).get(address, check=False).status_code == 404


def test_what_was_taken_back_is_closed_to_teachers(sign_in, world, works):
    claire, teacher = sign_in("claire"), sign_in("petit")
    send(claire, world, "", files=[notebook()])
    page = claire.get(instruction_page(world, "lecture")).text
    (address,) = set(file_addresses(page))
    claire.send(re.search(r'action="(/e/[^"]+/suppression)"', page)[1])
    assert teacher.get(address, check=False).status_code == 404
    assert claire.get(address, check=False).status_code == 200


def test_a_pupil_who_changed_class_keeps_what_it_sent(sign_in, world, works):
    claire = sign_in("claire")
    send(claire, world, "", files=[notebook()])
    change(Pupil, world.pupils["lina"], classroom_id=world.classrooms["cm2"])
    assert opened(sign_in("petit"), world).status_code == 200
    grid = tile(sign_in("petit").get(grid_page(world)).text, "BERNARD Lina")
    assert "<button" not in grid  # nothing more comes back here
    assert in_space(claire, world).get(task_page(world)).status_code == 404
