"""« Fait »: ticked by a family for its own child, once."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from ecole.models import Completion, Pupil
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import instruction_page, tick_address
from tests.world import change

DONE = 'aria-pressed="true"'


@pytest.fixture
def ticks(context):
    def read():
        db.session.rollback()
        with all_schools("tests"):
            return sorted(db.session.scalars(select(Completion.pupil_id)))

    return read


def test_it_works(sign_in, world, ticks):
    parent = sign_in("claire")
    answer = parent.send(tick_address(world, "lecture", "lina"))
    assert answer.status_code == 303
    assert answer.location == f"/jour/{world.day}"
    page = parent.get(answer.location).text
    assert page.count(DONE) == 1
    assert ticks() == [world.pupils["lina"]]
    parent.send(tick_address(world, "lecture", "lina", "a-refaire"))
    assert DONE not in parent.get("/aujourdhui").text
    assert ticks() == []


def test_it_shows_at_the_other_parents_and_at_the_teachers(sign_in, world):
    paul, petit = sign_in("paul"), sign_in("petit")
    paul.get("/aujourdhui")
    sign_in("claire").send(tick_address(world, "lecture", "lina"))
    assert paul.get("/aujourdhui").text.count(DONE) == 1
    assert DONE in paul.get(instruction_page(world, "lecture")).text
    page = petit.get(instruction_page(world, "lecture")).text
    assert page[page.index("Qui l’a faite"):].count("pas encore") == 1


def test_twice_is_once(sign_in, world, ticks):
    parent = sign_in("claire")
    for _ in range(3):
        assert parent.send(tick_address(world, "lecture", "lina")).status_code == 303
    assert ticks() == [world.pupils["lina"]]
    for _ in range(2):
        parent.send(tick_address(world, "lecture", "lina", "a-refaire"))
    assert ticks() == []


def test_both_parents_at_once_is_once(sign_in, world, ticks):
    visitors = [sign_in(name) for name in ("claire", "paul") * 3]
    tokens = [visitor.token() for visitor in visitors]
    address, statuses = tick_address(world, "lecture", "lina"), []

    def tick(visitor, token):
        statuses.append(visitor.post(address, data={"csrf_token": token}).status_code)

    threads = [threading.Thread(target=tick, args=each)
               for each in zip(visitors, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 6
    assert ticks() == [world.pupils["lina"]]


def test_a_script_gets_a_short_answer(sign_in, world, ticks):
    visitor = sign_in("claire")
    answer = visitor.post(tick_address(world, "lecture", "lina"),
                          headers={"X-Requested-With": "fetch"},
                          data={"csrf_token": visitor.token()})
    assert (answer.status_code, answer.data) == (204, b"")
    assert ticks() == [world.pupils["lina"]]


REFUSED = {
    "somebody else's child": ("nadia", "lecture", "lina"),
    "the child of another class": ("claire", "lecture", "hugo"),
    "a draft": ("claire", "draft", "lina"),
    "another class": ("nadia", "calcul", "sami"),
    "another school": ("rita", "lecture", "ines"),
    "a teacher": ("petit", "lecture", "lina"),
    "the head": ("rossi", "lecture", "lina"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("what", ["fait", "a-refaire"])
def test_it_refuses(sign_in, world, ticks, case, what):
    who, name, pupil = REFUSED[case]
    assert sign_in(who).send(tick_address(world, name, pupil, what)).status_code == 404
    assert ticks() == []


def test_it_refuses_a_child_who_changed_class(sign_in, world, ticks):
    parent = sign_in("claire")
    change(Pupil, world.pupils["lina"], classroom_id=world.classrooms["cm2"])
    assert parent.send(tick_address(world, "lecture", "lina")).status_code == 404


def test_it_is_never_ticked_by_get(sign_in, world, ticks):
    assert sign_in("claire").get(tick_address(world, "lecture", "lina")).status_code == 405
    assert ticks() == []


def test_it_needs_a_token_and_a_session(client, sign_in, world, ticks):
    address = tick_address(world, "lecture", "lina")
    assert sign_in("claire").post(address).status_code == 400
    assert client.post(address).status_code == 400
    assert ticks() == []


def test_it_refuses_other_sites(sign_in, world, ticks):
    parent = sign_in("claire")
    answer = parent.post(tick_address(world, "lecture", "lina"),
                         data={"csrf_token": parent.token()},
                         headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert ticks() == []


def test_the_progress_of_the_day(give, sign_in, world):
    give("autre")
    parent = sign_in("nadia")
    parent.send(tick_address(world, "lecture", "sami"))
    page = parent.get("/aujourdhui").text
    assert 'value="1" max="2"' in page
    assert ": 1 sur 2" in page.replace("\u00a0", " ").replace(" :", ":")
