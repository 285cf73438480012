"""Every unsafe request carries our token and comes from our own pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from ecole import create_app
from ecole.config import Settings
from ecole.models import ParkedForm
from ecole.storage.columns import new_id
from ecole.storage.database import db
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.world import World

SignIn = Callable[[str], Visitor]
FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Origin": ""},
    {"Origin": "http://localhost.elsewhere.example"}, {"Origin": "http://localhost:81"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
]


def posts_of(app: Flask) -> dict[str, tuple[str, str]]:
    """{endpoint: (method, address)} of every route that takes something else than a reading."""
    unsafe = {"POST", "PUT", "PATCH", "DELETE"}
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if methods := unsafe & (rule.methods or set()):
                (method,) = methods
                values = {name: "x" if name in ("uai", "token", "name", "day") else new_id()
                          for name in rule.arguments}
                found[rule.endpoint] = method, app.url_map.bind("localhost").build(
                    rule.endpoint, values, method=method)
    return found


def test_it_works(client: Visitor) -> None:
    assert client.send("/c/bonjour", token="x").status_code == 200


def test_every_post_needs_a_token(app: Flask, client: Visitor, sign_in: SignIn) -> None:
    addresses = posts_of(app)
    assert len(addresses) > 15
    for visitor in (client, sign_in("rossi"), sign_in("claire")):
        visitor.token()
        for endpoint, (method, address) in addresses.items():
            for data in ({}, {"csrf_token": "x"}, {"csrf_token": visitor.token()[:-1]}):
                answer = visitor.open(address, method=method, data=data)
                assert answer.status_code == 400, endpoint


def test_only_posts_change_things(app: Flask) -> None:
    """But for files in pieces, whose protocol has methods of its own."""
    for rule in app.url_map.iter_rules():
        more = {"PATCH", "DELETE"} if rule.endpoint.startswith("uploads.") else set()
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"} | more, rule


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_every_post_of_another_site_is_refused(
    app: Flask, client: Visitor, headers: dict[str, str]
) -> None:
    """Even with a good token, and before anything else is looked at."""
    data = {"csrf_token": client.token(), "title": "planted"}
    for endpoint, (method, address) in posts_of(app).items():
        answer = client.open(address, method=method, data=data, headers=headers)
        assert answer.status_code == 403, endpoint
    with database(app) as rows:
        assert rows.scalar(select(func.count()).select_from(ParkedForm)) == 0


def test_another_site_plants_nothing_in_a_session(app: Flask, client: Visitor) -> None:
    """A token fetched by somebody else, sent from their site by the browser of a family."""
    stranger = app.test_client()
    assert isinstance(stranger, Visitor)
    data = {"csrf_token": stranger.token(), "title": "planted"}
    _, address = posts_of(app)["instructions.new"]
    answer = client.post(address, data=data, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
], ids=str)
def test_its_own_pages_post(client: Visitor, headers: dict[str, str]) -> None:
    data = {"csrf_token": client.token(), "token": "x"}
    assert client.post("/c/bonjour", data=data, headers=headers).status_code == 200


def test_a_proxy_may_ask_under_another_name(settings: Settings, the_app: tuple[Flask, str]) -> None:
    """nginx passes its own name as Host unless told otherwise: the public address is ours too."""
    made = create_app(dataclasses.replace(settings, database_url=the_app[1],
                                          public_url="http://ecole.example.fr"))
    made.test_client_class = Visitor
    client = made.test_client()
    assert isinstance(client, Visitor)
    data = {"csrf_token": client.token(), "token": "x"}
    for origin, status in (("http://ecole.example.fr", 200), ("http://elsewhere.example", 403)):
        answer = client.post("/c/bonjour", data=data, headers={"Origin": origin})
        assert answer.status_code == status
    with made.app_context():
        db.engine.dispose()


def test_a_script_sends_it_in_a_header(client: Visitor) -> None:
    answer = client.post("/c/bonjour", data={"token": "x"},
                         headers={"X-CSRFToken": client.token()})
    assert answer.status_code == 200


def test_one_session_has_one_token(client: Visitor) -> None:
    """Two tabs do not push each other out."""
    first = client.token()
    client.get("/entrer")
    client.get("/equipe")
    assert client.token() == first


def test_the_token_of_another_session_is_refused(
    app: Flask, world: World, sign_in: SignIn
) -> None:
    claire, paul = sign_in("claire"), sign_in("paul")
    claire.get("/appareils")
    answer = paul.post("/autre-carte", data={"csrf_token": claire.token(),
                                             "code": world.cards["rita"].code})
    assert (answer.status_code, answer.location) == (303, "/autre-carte")
    assert "Inês" not in paul.get("/aujourdhui").get_data(as_text=True)
