"""After the sign-in one goes where one wanted to, and never to another site."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ecole.accounts.entrance import wanted_page
from tests.accounts.doors import type_code, type_password
from tests.conftest import Visitor
from tests.world import PASSWORD, World

ELSEWHERE = [
    "https://elsewhere.example", "//elsewhere.example", "///elsewhere.example",
    "/\\elsewhere.example", "\\\\elsewhere.example", "/\t/elsewhere.example",
    "/\n/elsewhere.example", "\t//elsewhere.example", " //elsewhere.example",
    "javascript:alert(1)", "data:text/html,x", "elsewhere.example", "@elsewhere.example",
    "http:elsewhere.example", "/\r\nSet-Cookie: x=1", "/\x00", "\u2028/x", "/\u202e/x",
    "/%5C%5Celsewhere.example\\", "/" + "x" * 400, "?x", "#x", ".", "",
]
OURS = ["/aujourdhui", "/jour/2026-11-23?x=1&y=2", "/e/0870001D/classes", "/", "/éà",
        "/x//elsewhere.example", "/%2F%2Felsewhere.example", "/@elsewhere.example"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_it_stays_here(world: World, client: Visitor, path: str) -> None:
    answer = type_code(client, world.cards["claire"].code, suite=path)
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("path", OURS)
def test_it_works(world: World, client: Visitor, path: str) -> None:
    answer = type_code(client, world.cards["claire"].code, suite=path)
    assert answer.status_code == 303
    assert answer.location == quote(path, safe="/?=&%@")


@pytest.mark.parametrize("path", ["//elsewhere.example", "/e/0870001D/classes"])
def test_the_staff_too(client: Visitor, path: str) -> None:
    answer = type_password(client, "petit@example.org", PASSWORD, suite=path)
    assert answer.location == (path if path.startswith("/e/") else "/")


def test_the_address_of_the_page_counts_too(world: World, client: Visitor) -> None:
    data = {"csrf_token": client.token(), "code": world.cards["claire"].code}
    answer = client.post("/entrer?suite=//elsewhere.example", data=data)
    assert answer.location == "/"


def test_each_door_leads_to_the_other_with_it(client: Visitor) -> None:
    for door, other in (("/entrer", "/equipe"), ("/equipe", "/entrer")):
        page = client.get(f"{door}?suite=/jour/2026-11-23").get_data(as_text=True)
        assert f'href="{other}?suite=/jour/2026-11-23"' in page
        assert f'href="{other}"' in client.get(door).get_data(as_text=True)
        assert '="//elsewhere' not in client.get(f"{door}?suite=//elsewhere").get_data(as_text=True)


@given(st.text(max_size=40) | st.builds("/{}".format, st.text(max_size=40)))
def test_whatever_is_asked_the_browser_stays(flask_app: Flask, text: str) -> None:
    with flask_app.test_request_context(query_string={"suite": text}):
        path = wanted_page()
    assert path in ("", text)
    parts = urlsplit(path)
    assert (parts.scheme, parts.netloc) == ("", "")


@pytest.fixture(scope="module")
def flask_app() -> Flask:
    return Flask("bare")
