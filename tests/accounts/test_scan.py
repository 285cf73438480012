"""The square of the card: its secret stays behind the #, and a press opens the account."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from flask import Flask

from ecole.models import Account, Card, Guardianship, Pupil
from ecole.storage.columns import utc_now
from ecole.web.request_log import JsonLines
from ecole.web.words import today
from tests.accounts.doors import database, devices_of, failures
from tests.conftest import Visitor
from tests.world import World, change

UNKNOWN = "7" * 26


def test_it_works(app: Flask, world: World, client: Visitor) -> None:
    answer = client.send("/c", token=world.cards["claire"].token, device="personal")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Lina" in client.get("/aujourdhui").get_data(as_text=True)
    (device,) = devices_of(app, world.people["claire"])
    assert device.kind == "personal"


def test_it_greets_before_it_opens_anything(app: Flask, world: World, client: Visitor) -> None:
    answer = client.send("/c/bonjour", token=world.cards["claire"].token)
    assert answer.json == {
        "known": True,
        "greeting": "Bonjour, famille de Lina (Classe de CP) et Hugo (Classe de CM2)",
    }
    assert devices_of(app, world.people["claire"]) == []
    assert client.get("/aujourdhui").status_code == 302
    with database(app) as rows:
        assert {card.used_at for card in rows.query(Card)} == {None}


def test_it_greets_of_the_children_read_today(app: Flask, world: World, client: Visitor) -> None:
    with app.app_context():
        change(Pupil, world.pupils["hugo"], left_on=today() - timedelta(days=91))
        with database(app) as rows:
            link = rows.query(Guardianship).filter_by(
                guardian_id=world.guardians["claire"], pupil_id=world.pupils["lina"]).one()
            link_id = link.id
        change(Guardianship, link_id, suspended_at=utc_now())
    answer = client.send("/c/bonjour", token=world.cards["claire"].token)
    assert answer.json == {"known": True, "greeting": "Bonjour"}


@pytest.mark.parametrize("token", [UNKNOWN, "", "x" * 10_000, "é\x00"])
def test_it_refuses_an_unknown_card(app: Flask, client: Visitor, token: str) -> None:
    assert client.send("/c/bonjour", token=token).json == {"known": False}
    answer = client.send("/c", token=token)
    assert answer.status_code == 404
    assert "Cette carte ne marche plus" in answer.get_data(as_text=True)
    assert failures(app) == 0


def test_it_refuses_a_closed_account(app: Flask, world: World, client: Visitor) -> None:
    with app.app_context():
        change(Account, world.people["claire"], disabled_at=utc_now())
    token = world.cards["claire"].token
    assert client.send("/c/bonjour", token=token).json == {"known": False}
    assert client.send("/c", token=token).status_code == 404


@pytest.mark.parametrize("kind", ["staff", "staff-stay", "unknown"])
def test_it_refuses_a_device_of_another_kind(
    app: Flask, world: World, client: Visitor, kind: str
) -> None:
    answer = client.send("/c", token=world.cards["claire"].token, device=kind)
    assert answer.status_code == 400
    assert devices_of(app, world.people["claire"]) == []


def test_without_a_choice_it_takes_the_careful_one(
    app: Flask, world: World, client: Visitor
) -> None:
    """The form always sends one; on an unknown machine the shared one does the least harm."""
    client.send("/c", token=world.cards["claire"].token)
    (device,) = devices_of(app, world.people["claire"])
    assert device.kind == "shared"


def test_the_page_works_without_the_square(client: Visitor) -> None:
    page = client.get("/c").get_data(as_text=True)
    assert 'href="/entrer"' in page


def test_the_token_is_in_no_log(
    world: World, client: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = world.cards["claire"].token
    client.send("/c/bonjour", token=token)
    client.send("/c/bonjour", token=UNKNOWN)
    client.get(f"/c?{token}")
    client.send("/c", token=token)
    lines = "\n".join(JsonLines().format(record) for record in caplog.records) + caplog.text
    assert '"route": "/c/bonjour"' in lines
    assert token not in lines
    assert UNKNOWN not in lines
    assert "Lina" not in lines


def test_the_greeting_is_not_given_to_other_sites(world: World, client: Visitor) -> None:
    data = {"csrf_token": client.token(), "token": world.cards["claire"].token}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/c/bonjour", data=data, headers=headers).status_code == 403
    assert client.post("/c/bonjour", data={"token": data["token"]}).status_code == 400
