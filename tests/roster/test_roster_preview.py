"""The preview of an import stays light however long the files are, and forgets nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from onde_world import R12, SCHOOLS, guardian, pupil, pupils_file, sample, text_file
from test_roster_pages import right_school, upload

from tests.conftest import Visitor

SignIn = Callable[[str], Visitor]
ELEMENTS_MAX = 330  # where EcoIndex still gives its second best mark
ROOMS, PUPILS = 40, 60


class Counter(HTMLParser):
    """How many elements a page has."""

    found = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found += 1


def elements(page: str) -> int:
    counter = Counter()
    counter.feed(page)
    return counter.found


def big_school() -> tuple[tuple[str, bytes], tuple[str, bytes]]:
    """Every list of the preview is long: classes, pupils, adults, refusals, remarks, questions."""
    pupils, guardians = [], []
    for number in range(PUPILS):
        name, room = f"NOM{number:03}", number % ROOMS
        label = f"CP {room:02}"
        pupils += [pupil(name, "Zoé", ine="12", label=label, onde_id=str(room + 1), level="CP"),
                   pupil(name, "Ali", sex="F", ine="", label=label, onde_id=str(room + 1)),
                   pupil(name, "Ali", sex="M", ine="", label=label, onde_id=str(room + 1)),
                   pupil("", "Sans nom")]
        guardians.append(guardian(name, "Claire", f"{name} Zoé"))
    return (("eleves.csv", pupils_file(*pupils)),
            ("responsables.csv", text_file(R12, *guardians)))


@pytest.fixture
def head(sign_in: SignIn) -> Visitor:
    return sign_in("rossi")


@pytest.mark.parametrize(("school", "month"), [
    *((school, "") for school in SCHOOLS),
    ("ecole-du-bourg", "-novembre"), ("ecole-voisine", "-novembre"),
])
def test_it_is_light(head: Visitor, school: str, month: str) -> None:
    names = ("eleves", "responsables")
    if month:
        before = upload(head, *((f"{name}.csv", sample(school, name)) for name in names), key="a")
        right_school(head, before.request.path)
        head.send(before.request.path, action="apply", **{"question-right_school": "oui"})
    files = ((f"{name}.csv", sample(school, name + month)) for name in names)
    assert elements(upload(head, *files, key="b").text) <= ELEMENTS_MAX


def test_it_is_light_for_a_big_school(head: Visitor) -> None:
    page = upload(head, *big_school())
    parts = int(re.findall(r"page 1 sur (\d+)", page.text)[0])
    for part in range(1, parts + 1):
        assert elements(head.get(f"{page.request.path}?part={part}").text) <= ELEMENTS_MAX


def test_it_asks_every_question(head: Visitor) -> None:
    page = upload(head, *big_school())
    parts = int(re.findall(r"page 1 sur (\d+)", page.text)[0])
    asked = [name for part in range(1, parts + 1) for name in dict.fromkeys(
        re.findall(r'name="(question-twins[^"]*)"',
                   head.get(f"{page.request.path}?part={part}").text))]
    assert len(asked) == len(set(asked)) == PUPILS


def test_it_keeps_the_answers_from_part_to_part(head: Visitor) -> None:
    page = upload(head, *big_school())
    name, value = re.findall(r'name="(question-twins[^"]+)" value="([^"]+)"', page.text)[1]
    answer = head.send(page.request.path, part="2", **{name: value})
    assert "page 2 sur" in head.get(answer.location).text
    assert f'name="{name}" value="{value}" checked' in head.get(page.request.path).text


def test_it_says_how_many_more(head: Visitor) -> None:
    rows = [pupil(f"NOM{number:02}", "Zoé", ine=f"{number:09}AA") for number in range(14)]
    short = upload(head, ("eleves.csv", pupils_file(*rows[:13])), key="a").text
    assert "et 1\u00a0autre, dans le détail" in short
    assert "NOM11" in short
    assert "NOM12" not in short
    longer = upload(head, ("eleves.csv", pupils_file(*rows)), key="b").text
    assert "et 2\u00a0autres, dans le détail" in longer


def test_its_file_has_every_line(head: Visitor) -> None:
    page = upload(head, *big_school())
    report = head.get(f"{page.request.path}/rapport.csv").text
    for number in range(PUPILS):
        assert f"Nouvel élève;{number * 4 + 2};NOM{number:03};Zoé" in report
        assert f"NOM{number:03};Claire" in report
        assert f"Ligne {number * 4 + 5}" in report
    assert all(f"CP {room:02}" in report for room in range(ROOMS))
