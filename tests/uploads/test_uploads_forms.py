"""A finished upload in a form: taken once, by whoever sent it, and never lost on the way."""

from __future__ import annotations

import pytest

from ecole.classroom.received_files import LOST, UNFINISHED
from ecole.models import Instruction, Upload
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools, in_school
from ecole.uploads.protocol import read_id, written_id
from tests.classroom.class_pages import errors_in, fields, hidden, id_at, new_page
from tests.world import change


def last(address):
    return address.rsplit("/", 1)[1]


@pytest.fixture
def names_of(world, context):
    def names(answer):
        assert answer.status_code == 303, errors_in(answer)
        db.session.expire_all()
        with in_school(world.schools["bourg"]):
            row = db.session.get(Instruction, id_at(answer.location))
            return [file.name for file in row.attachments]

    return names


def rows_left():
    db.session.expire_all()
    with all_schools("tests"):
        return db.session.query(Upload).count()


def test_it_works(teacher, parts, film, pdf, world, names_of):
    sent = [last(teacher.send(content, filename=name).address)
            for content, name in ((film, "film.mp4"), (pdf, "fiche.pdf"))]
    answer = teacher.visitor.send(new_page(world), **fields(world.day, title="Un film"),
                                  uploads=sent)
    assert names_of(answer) == ["film.mp4", "fiche.pdf"]
    assert rows_left() == 0
    assert teacher.listed() == []


def test_a_form_to_mend_holds_them_itself(teacher, parts, film, world, names_of):
    """Shown once: by the form, and no more by the list of the page."""
    page = new_page(world)
    sent = last(teacher.send(film, filename="film.mp4", page=page).address)
    first = teacher.visitor.send(page, **fields(world.day, title=""), uploads=[sent])
    assert "film.mp4" in first.text
    assert teacher.listed(page) == []
    # Whether the script still gives the id or not.
    for more in ({}, {"uploads": [sent]}):
        second = teacher.visitor.send(page, **fields(world.day, title=""),
                                      kept=hidden(first, "kept"), **more)
        assert second.text.count("<b>film.mp4") + second.text.count(">film.mp4<") <= 2
    third = teacher.visitor.send(page, **fields(world.day, title="Enfin"),
                                 kept=hidden(second, "kept"), uploads=[sent])
    assert names_of(third) == ["film.mp4"]
    assert rows_left() == 0


def test_one_that_is_not_whole_is_waited_for(teacher, parts, film, world, context):
    address = teacher.begun(len(film), filename="film.mp4")
    teacher.append(address, 0, film[:100])
    answer = teacher.visitor.send(new_page(world), **fields(world.day), uploads=[last(address)])
    assert errors_in(answer) == [UNFINISHED % {"name": "film.mp4"}]
    assert teacher.offset(address) == 100


def test_it_hides_others_uploads(teacher, sender, parts, film, world, context):
    address = sender("rossi").send(film, filename="secret.mp4").address
    for text in (last(address), written_id(new_id()), "rien", "", "0" * 13):
        answer = teacher.visitor.send(new_page(world), **fields(world.day), uploads=[text])
        assert errors_in(answer) == [LOST]
        assert "secret.mp4" not in answer.text
    assert rows_left() == 1


def test_it_hides_other_school(teacher, parts, film, world, context):
    """Its id is known, its school is not the form's."""
    address = teacher.send(film).address
    with all_schools("tests"):
        change(Upload, read_id(last(address)), school_id=world.schools["voisine"])
    answer = teacher.visitor.send(new_page(world), **fields(world.day), uploads=[last(address)])
    assert errors_in(answer) == [LOST]


def test_a_parents_upload_is_not_their_childs(sender, parts, film, world, context):
    from ecole.web.access import PUPIL
    from tests.classroom.class_pages import instruction_page, key

    claire = sender("claire")
    hers = last(claire.send(film, filename="secret.mp4").address)
    claire.visitor.token()
    with claire.visitor.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["lina"]
    page = f"{instruction_page(world, 'lecture')}/rendus/{key(world.pupils['lina'])}"
    answer = claire.visitor.send(page, text="Voilà", uploads=[hers])
    assert answer.status_code == 200
    assert LOST in errors_in(answer)
    assert rows_left() == 1


def test_too_late_is_said(teacher, parts, film, world, context):
    address = teacher.send(film).address
    with all_schools("tests"):
        change(Upload, read_id(last(address)), finished_at=utc_now().replace(year=2020))
    answer = teacher.visitor.send(new_page(world), **fields(world.day), uploads=[last(address)])
    assert errors_in(answer) == [LOST]


def test_the_same_twice_is_one(teacher, parts, film, world, names_of):
    sent = last(teacher.send(film, filename="film.mp4").address)
    answer = teacher.visitor.send(new_page(world), **fields(world.day, title="Un film"),
                                  uploads=[sent, sent])
    assert names_of(answer) == ["film.mp4"]
