"""The plan of the site: what the visitor may open, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from ecole.public.site_map import LEFT_OUT, page_rules, titles
from tests.conftest import Visitor
from tests.world import BOURG

SignIn = Callable[[str], Visitor]


def links_of(visitor: Visitor) -> set[str]:
    page = visitor.get("/plan-du-site").text
    return set(re.findall(r'href="([^"#]+)"', page[page.index("<article"):page.index("</article")]))


def test_it_works(client: Visitor, sign_in: SignIn) -> None:
    everyone = links_of(client)
    assert {"/entrer", "/equipe", "/aide", "/aide/familles", "/accessibilite"} <= everyone
    assert not [link for link in everyone if link.startswith("/e/")]
    assert {"/aujourdhui", "/autre-carte", "/appareils"} <= links_of(sign_in("claire"))
    petit, rossi = links_of(sign_in("petit")), links_of(sign_in("rossi"))
    assert f"/e/{BOURG}/classes" in petit & rossi
    assert f"/e/{BOURG}/cartes" in rossi - petit
    assert "/aujourdhui" not in petit | rossi


@pytest.mark.parametrize("name", ["claire", "petit", "rossi"])
def test_every_page_of_it_opens(sign_in: SignIn, name: str) -> None:
    visitor = sign_in(name)
    for link in links_of(visitor):
        answer = visitor.get(link)
        assert answer.status_code in (200, 302), link
        assert not (answer.location or "").startswith(("/entrer", "/equipe")), link


def test_it_names_the_school(sign_in: SignIn) -> None:
    assert "École du Bourg</h2>" in sign_in("petit").get("/plan-du-site").text


def test_every_page_has_a_name_in_it(app: Flask) -> None:
    """A new page is named in ecole/public/site_map.py, or left out of the plan on purpose."""
    with app.test_request_context():
        named, rules = set(titles()), set(page_rules())
    assert rules - named - LEFT_OUT == set()
    assert LEFT_OUT - (rules - named) == set()
