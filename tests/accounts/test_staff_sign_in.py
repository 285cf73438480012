"""The staff come in with an e-mail and a password."""

from __future__ import annotations

import pytest
from flask import Flask

from ecole.accounts import secrets
from ecole.models import Account
from ecole.storage.columns import utc_now
from tests.accounts.doors import failures, type_password
from tests.conftest import Visitor
from tests.world import PASSWORD, World, change

WRONG = "Le courriel ou le mot de passe n’est pas le bon."


@pytest.mark.parametrize("email", ["petit@example.org", " Petit@Example.ORG "])
def test_it_works(client: Visitor, email: str) -> None:
    answer = type_password(client, email, PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/", follow_redirects=True).request.path.startswith("/e/0870001D/classes/")


def test_the_head_comes_to_the_school(client: Visitor) -> None:
    type_password(client, "rossi@example.org", PASSWORD)
    assert client.get("/", follow_redirects=True).request.path == "/e/0870001D"


@pytest.mark.parametrize(("email", "password"), [
    ("petit@example.org", "mauvaise phrase"), ("personne@example.org", PASSWORD),
    ("petit@example.org", PASSWORD.upper()), ("petit@example.org'--", PASSWORD),
    ("é\x00@example.org", "\x00"),
])
def test_it_refuses(app: Flask, client: Visitor, email: str, password: str) -> None:
    answer = type_password(client, email, password)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert WRONG in page
    assert f'value="{PASSWORD}"' not in page
    assert failures(app) == 3


def test_it_keeps_the_address_typed(client: Visitor) -> None:
    page = type_password(client, "petit@example.org", "mauvaise phrase").get_data(as_text=True)
    assert 'value="petit@example.org"' in page
    assert "mauvaise phrase" not in page


def test_unknown_and_wrong_cost_the_same(
    app: Flask, world: World, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One slow hash, whether the e-mail is known, unknown, closed, or has no password yet."""
    turns: list[int] = []
    really = secrets.HASHER.verify

    class Counting:
        hash = secrets.HASHER.hash

        def verify(self, kept: str, text: str) -> bool:
            turns.append(1)
            return really(kept, text)

    monkeypatch.setattr(secrets, "HASHER", Counting())
    with app.app_context():
        change(Account, world.people["noir"], password_hash=None)
        change(Account, world.people["loin"], disabled_at=utc_now())
    for name in ("petit", "personne", "noir", "loin"):
        password = "mauvaise phrase" if name == "petit" else PASSWORD
        answer = type_password(client, f"{name}@example.org", password)
        assert WRONG in answer.get_data(as_text=True)
    assert len(turns) == 4


def test_it_needs_both_fields(client: Visitor) -> None:
    page = type_password(client, "", "").get_data(as_text=True)
    assert "Tapez votre adresse de courriel." in page
    assert "Tapez votre mot de passe." in page


def test_a_family_has_no_password(app: Flask, world: World, client: Visitor) -> None:
    for email in ("", "None", str(world.people["claire"])):
        assert type_password(client, email, PASSWORD).status_code == 200
