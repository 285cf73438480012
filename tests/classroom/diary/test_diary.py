"""The diary of a class: everything by date, and nothing that is hidden."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta

import pytest

from ecole.models import Classroom, Instruction, NewsItem
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.web.words import PARIS
from tests.classroom.class_pages import class_page
from tests.classroom.diary.random_class import KINDS, RandomClass
from tests.world import change

pytestmark = pytest.mark.usefixtures("context")
GIVEN = ((2, "Français"), (16, "Français"), (16, "Sciences"), (20, "Calcul"), (23, "Français"))


def diary_of(world, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{class_page(world)}/journal?{query}"


def lines(visitor, address):
    page = visitor.get(address).text
    found = re.findall(r'class="diary__entry"[^>]*>(.*?)</li>', page, re.DOTALL)
    return [html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", line))).strip()
            for line in found]


@pytest.fixture
def november(world, clock):
    """Instructions on some days of November 2026, the only ones of the class; it is the 18th."""
    clock(2026, 11, 18, 9)
    for name in ("lecture", "draft", "demain"):
        change(Instruction, world.instructions[name],
               deleted_at=datetime(2026, 11, 17, tzinfo=PARIS))
    with in_school(world.schools["bourg"]), writing() as rows:
        for place, (day, subject) in enumerate(GIVEN):
            rows.add(Instruction(
                title=f"{subject} du {day}", position=place, subject=subject,
                day_on=date(2026, 11, day),
                classroom_id=world.classrooms["cp"], author_id=world.people["petit"],
                published_at=datetime(2026, 11, 1, tzinfo=PARIS)))
        rows.add(NewsItem(title="Photo de classe", classroom_id=world.classrooms["cp"],
                          author_id=world.people["petit"], expires_on=date(2026, 11, 12),
                          published_at=datetime(2026, 11, 10, 23, 30, tzinfo=PARIS)))
    db.session.remove()


def test_it_opens_on_the_last_day_that_has_something(sign_in, world, november):
    page = sign_in("claire").get(diary_of(world)).text
    assert "Lundi 16\u00a0novembre" in page
    assert lines(sign_in("claire"), diary_of(world)) == [
        "Consigne · Français Français du 16", "Consigne · Sciences Sciences du 16"]


def test_the_days_around_are_one_tap_away(sign_in, world, november):
    parent = sign_in("nadia")
    page = parent.get(diary_of(world, jour="2026-11-16")).text
    before, after = re.findall(r'pager__side" rel="(?:prev|next)" href="([^"]+)"', page)
    assert "Photo de classe" in parent.get(html.unescape(before)).text
    assert "Calcul du 20" in parent.get(html.unescape(after)).text
    first = parent.get(diary_of(world, jour="2026-11-02")).text
    assert 'rel="prev"' not in first


def test_a_news_item_that_expired_stays_at_its_day_in_paris(sign_in, world, november):
    assert lines(sign_in("claire"), diary_of(world, jour="2026-11-10")) == [
        "Actualité Photo de classe"]


def test_it_is_filtered(sign_in, world, november):
    parent = sign_in("claire")
    assert lines(parent, diary_of(world, jour="2026-11-16", matiere="Sciences")) == [
        "Consigne · Sciences Sciences du 16"]
    page = parent.get(diary_of(world, jour="2026-11-16", nature="actualite"))
    assert "Rien de ce choix ce jour-là." in page.text
    assert "jour=2026-11-10&amp;nature=actualite" in page.text
    assert lines(parent, diary_of(world, jour="2026-11-16", nature="rien")) != []
    assert lines(parent, diary_of(world, jour="2026-11-16", matiere="<b>")) == []


def test_it_jumps_to_a_month(sign_in, world, november):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Instruction(title="En mai", day_on=date(2027, 5, 4), published_at=datetime(
            2026, 11, 1, tzinfo=PARIS), classroom_id=world.classrooms["cp"],
            author_id=world.people["petit"]))
    db.session.remove()
    parent = sign_in("claire")
    assert lines(parent, diary_of(world, jour="2026-11-20", mois="2027-05")) == [
        "Consigne En mai"]
    assert "mai 2027" in parent.get(diary_of(world)).text
    assert lines(parent, diary_of(world, jour="2026-11-20", mois="2026-11")) == [
        "Consigne · Calcul Calcul du 20"]


@pytest.mark.parametrize("day", ["x", "2026-02-31", "1999-01-01", "2040-01-01", ""])
def test_a_day_that_is_none(sign_in, world, november, day):
    assert "Lundi 16\u00a0novembre" in sign_in("claire").get(diary_of(world, jour=day)).text


def test_an_empty_class(sign_in, world, november, clock):
    change(Classroom, world.classrooms["cp"], school_year=2020)
    page = sign_in("petit").get(diary_of(world))
    assert "Rien ce jour-là." in page.text


@pytest.mark.parametrize("seed", range(5))
def test_nothing_hidden_is_shown(sign_in, world, seed):
    things = RandomClass(world, seed).fill(40)
    days = [world.day + timedelta(days=step) for step in (-1, 0, 1)]
    for name in ("claire", "nadia", "petit", "rossi"):
        found = " ".join(
            line for day in days
            for line in lines(sign_in(name), diary_of(world, jour=day.isoformat())))
        # What has another name in the diary is looked for by its own.
        shown = {"instruction", "news", "topic", "live", "word"}
        expected = {one.title for one in things if one.kind in shown and one.found_by(name)
                    and not one.is_draft}
        seen = set(re.findall(r"Zèbre n\d+\.", found))
        assert seen == expected, name
        corrections = {one.title.replace("Zèbre", "Girafe") for one in things
                       if one.kind == "correction" and one.found_by(name) and not one.is_draft}
        assert set(re.findall(r"Corrigé.*?(Girafe n\d+\.)", found)) == corrections, name


def test_a_week_on_paper(sign_in, world, november):
    parent = sign_in("claire")
    page = parent.get(f"{class_page(world)}/journal/semaine/2026-11-18")
    for text in ("Français du 16", "Sciences du 16", "Calcul du 20"):
        assert text in page.text
    assert "Français du 23" not in page.text
    assert parent.get(f"{class_page(world)}/journal/semaine/demain").status_code == 404
    empty = parent.get(f"{class_page(world)}/journal/semaine/2026-12-16")
    assert "Rien cette semaine-là" in empty.text


def test_it_is_closed_to_others(sign_in, world):
    for name in ("noir", "rita", "loin"):
        assert sign_in(name).get(diary_of(world)).status_code == 404


def test_a_bounded_number_of_statements(sign_in, world, queries, clock):
    day = world.day
    clock(day.year, day.month, day.day, 22)  # just after midnight, an hour ago was another day
    teacher, counts = sign_in("petit"), []
    for number in (30, 31):
        RandomClass(world, number, KINDS[:-1]).fill(number)
        queries.clear()
        teacher.get(diary_of(world, jour=day.isoformat()))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
