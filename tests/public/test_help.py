"""The help stays true: its links open, and each name it quotes is on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Visitor

SignIn = Callable[[str], Visitor]
TOP = Path(__file__).resolve().parents[2]
HELP = TOP / "templates" / "public" / "help"
PAGES = ("/aide", "/aide/familles", "/aide/enseignants", "/aide/direction")
QUOTED = re.compile("«\u00a0([^»]+)\u00a0»")


def texts_of_the_site() -> list[str]:
    """Every text that a page marks for translation, but those of the help itself."""
    files = [path for path in (TOP / "templates").rglob("*.html") if HELP not in path.parents]
    files += (TOP / "ecole").rglob("*.py")
    marked = re.compile(r"(?:gettext|N_|[^\w]_)\(\s*\"((?:[^\"\\]|\\.)*)\"|\"(English)\"")
    return ["".join(found) for path in files for found in marked.findall(path.read_text("utf-8"))]


def is_said(name: str, texts: list[str]) -> bool:
    """« Espace de… » stands for « Espace de %(name)s ».

    A label may end with what its page adds: « À rendre : … ».
    """
    start = name.removesuffix("…")
    if start != name:
        return any(text.startswith(start) for text in texts)
    return any(text.removesuffix("\u00a0:") == name or text == name for text in texts)


def test_it_works(client: Visitor) -> None:
    doors = client.get("/aide").text
    for page in PAGES[1:]:
        assert f'href="{page}"' in doors
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(("name", "page"), [
    ("claire", "/aide/familles"), ("petit", "/aide/enseignants"), ("rossi", "/aide/direction"),
])
def test_the_foot_of_each_page_leads_to_one_s_own(sign_in: SignIn, name: str, page: str) -> None:
    assert f'<a href="{page}">Aide</a>' in sign_in(name).get("/appareils").text


def test_a_stranger_chooses(client: Visitor) -> None:
    assert '<a href="/aide">Aide</a>' in client.get("/entrer").text


@pytest.mark.parametrize("page", PAGES)
def test_its_links_open(client: Visitor, page: str) -> None:
    for address in set(re.findall(r'<a [^>]*href="(/[^"#]*)"', client.get(page).text)):
        assert client.get(address).status_code in (200, 302), address


@pytest.mark.parametrize("path", sorted(HELP.glob("*.html")), ids=lambda path: path.stem)
def test_each_name_it_quotes_is_on_a_page(path: Path) -> None:
    texts = texts_of_the_site()
    assert [name for name in QUOTED.findall(path.read_text("utf-8"))
            if not is_said(name, texts)] == []


def test_it_sees_a_name_that_is_nowhere() -> None:
    texts = texts_of_the_site()
    assert is_said("Fait", texts)
    assert is_said("Espace de…", texts)
    assert not is_said("Cocher comme fait", texts)
    assert not is_said("Espac", texts)


def test_each_picture_is_drawn() -> None:
    drawn = set(re.findall(r'symbol id="([a-z]+)"', (TOP / "static/help.svg").read_text("utf-8")))
    asked = {name for path in HELP.glob("*.html") for name in
             re.findall(r'\), "([a-z]+)"\) %}|"help\.[a-z]+", "([a-z]+)"', path.read_text("utf-8"))
             for name in name if name}
    assert asked == drawn


def test_answers_are_short() -> None:
    """Three sentences: nobody reads more while looking for a button."""
    for path in HELP.glob("*.html"):
        for answer in re.findall(r"<p>\{\{ _\(\"(.+?)\"\) \}\}", path.read_text("utf-8")):
            assert len(re.findall(r"[.?!](?=\s|$)", answer)) <= 3, answer
            assert len(answer) <= 330, answer
