"""The demo school: made once, from rosters, through the same doors; its sign-ins really work."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from ecole.models import (
    Classroom,
    Document,
    Guardian,
    HandIn,
    Instruction,
    LiveClass,
    NewsItem,
    Pupil,
    PupilGroup,
    School,
    Topic,
)
from ecole.operations import demo_school
from ecole.operations.demo_plans import OLDER, WEEKS, drafts_for
from ecole.operations.demo_school import UAI, AlreadyThere, make_demo
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.words import today


@pytest.fixture
def client(instance):
    return instance.test_client()


def school_id():
    return db.session.scalar(select(School.id).where(School.uai == UAI))


def count(model):
    with in_school(school_id()):
        return db.session.scalar(select(func.count(model.id)))


def test_it_is_a_whole_school(instance, entries):
    assert entries["uai"] == UAI
    assert count(Pupil) == 65
    assert count(Guardian) >= 60
    assert count(Classroom) == 4
    assert count(Instruction) >= 35


def test_the_family_gets_in_and_reads(entries, client):
    answer = client.send("/entrer", code=entries["guardian_code"], device="personal")
    assert answer.status_code == 303
    page = client.get("/aujourdhui")
    assert re.findall(r'id="enfant-\d+">([^<]+)<', page.text) == ["Lina", "Hugo"]
    for text in ("fiche-de-lecture.pdf", "<audio", "<video", "la-feuille.jpg", "Vikidia"):
        assert text in page.text, text
    for address in set(re.findall(r'(?:href|src)="(/e/[^"?]+/fichiers/[^"?]+)"', page.text)):
        assert client.get(address, headers={"Range": "bytes=0-99"}).status_code == 206


@pytest.mark.parametrize("who", ["head", "teacher"])
def test_the_staff_get_in(entries, client, who):
    answer = client.send("/equipe", email=entries[f"{who}_email"],
                         password=entries[f"{who}_password"])
    assert answer.status_code == 303, answer.text
    page = client.get("/", follow_redirects=True)
    assert page.status_code == 200
    assert "CE2-CM1 M. MARCHAND" in page.text
    assert ("CM2 - Mme ROSSI" in page.text) == (who == "head")


def test_the_town_hall_gets_in(entries, client):
    answer = client.send("/equipe", email=entries["townhall_email"],
                         password=entries["townhall_password"])
    assert answer.status_code == 303, answer.text
    page = client.get("/", follow_redirects=True)
    assert page.request.path == "/mairie"
    assert "Saint-Avit" in page.text


def test_it_is_made_once(instance):
    before = count(Instruction)
    with pytest.raises(AlreadyThere):
        make_demo(instance)
    assert count(Instruction) == before


@pytest.mark.slow
@pytest.mark.parametrize("step", ["_import_rosters", "_add_colleague", "_give_instructions",
                                  "add_technician", "_print_card"])
def test_one_that_was_cut_short_is_finished(app, context, monkeypatch, step):
    """The first start is stopped in the middle; the next one leaves nothing out or twice."""

    def stopped(*rest):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(demo_school, step, stopped)
        with pytest.raises(KeyboardInterrupt):
            make_demo(app)
    entries = make_demo(app)
    assert count(Pupil) == 65
    assert count(Instruction) >= sum(
        len(drafts_for(label, place, today()))
        for *_, label in demo_school.STAFF for place in range(5))
    for model, same in ((Instruction, ("classroom_id", "day_on", "title")),
                        (NewsItem, ("classroom_id", "title")), (Topic, ("classroom_id", "title")),
                        (Document, ("classroom_id", "title")),
                        (LiveClass, ("classroom_id", "title", "level", "group_id")),
                        (PupilGroup, ("classroom_id", "label")), (HandIn, ("pupil_id", "text"))):
        with all_schools("tests"):
            rows = [tuple(getattr(row, name) for name in same)
                    for row in db.session.scalars(select(model))]
        assert rows, model
        assert len(rows) == len(set(rows)), model
    visitor = app.test_client()
    for email, password in ((entries["teacher_email"], entries["teacher_password"]),
                            (entries["head_email"], entries["head_password"]),
                            (entries["townhall_email"], entries["townhall_password"])):
        answer = visitor.send("/equipe", email=email, password=password)
        assert answer.status_code == 303


def test_it_does_not_show_in_the_other_schools(app, context, sign_in, world):
    make_demo(app)
    assert "Saint-Avit" not in sign_in("rossi").get("/", follow_redirects=True).text
    assert count(Pupil) == 65
    with in_school(world.schools["bourg"]):
        assert db.session.scalar(select(func.count(Pupil.id))) == 3


def test_no_title_is_given_twice_in_a_day():
    for week in (*WEEKS.values(), OLDER):
        assert len(week) == 5
        for rows in week:
            assert len({title for title, *_ in rows}) == len(rows)
