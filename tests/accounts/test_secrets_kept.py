"""What opens an account is nowhere to be read: not in the database, not in a log."""

from __future__ import annotations

import logging

import pytest
from argon2 import extract_parameters
from flask import Flask
from sqlalchemy import select, text

from ecole.accounts.cards import issue_cards
from ecole.models import Account, Card
from ecole.storage.database import Base, db
from ecole.storage.school_scope import in_school
from ecole.web.request_log import JsonLines
from tests.accounts.doors import database, type_code, type_password, wrong_code_near
from tests.conftest import Visitor
from tests.world import PASSWORD, World


def dump(app: Flask) -> str:
    """Every row of every table, as text."""
    with app.app_context(), db.engine.connect() as connection:
        return "\n".join(
            f"{table.name} {tuple(row)}"
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))
        )


def lines_of(caplog: pytest.LogCaptureFixture) -> str:
    form = JsonLines()
    return "\n".join([form.format(record) for record in caplog.records] + [caplog.text])


def test_it_works(app: Flask, world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A morning at the door, then a search through all that was written."""
    caplog.set_level(logging.DEBUG)
    with app.app_context(), in_school(world.schools["bourg"]):
        (card,) = issue_cards([world.guardians["claire"]], None)
    wrong = wrong_code_near(card.code)
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    type_code(visitor, wrong)
    type_code(visitor, card.code.lower())
    visitor.get("/aujourdhui")
    other = app.test_client()
    other.send("/c/bonjour", token=card.token)
    other.send("/c", token=card.token)
    type_password(app.test_client(), "petit@example.org", "mauvaise phrase de passe")
    type_password(app.test_client(), "petit@example.org", PASSWORD)
    written = (dump(app) + lines_of(caplog)).upper()
    assert "SIGNED IN" in written
    for secret in (card.code, wrong, card.token, PASSWORD, "mauvaise phrase de passe",
                   " ".join([card.code[:3], card.code[3:6]])):
        assert secret.upper() not in written
    for cookie in (visitor.get_cookie("ecole"), other.get_cookie("ecole")):
        assert cookie is not None
        assert cookie.value.upper() not in written


def test_the_search_would_find_them(app: Flask, world: World) -> None:
    """The dump is complete: a hash that is kept is found in it."""
    with database(app) as rows:
        card = rows.scalars(select(Card)).first()
        assert card is not None
        kept = card.code_hash
    assert kept in dump(app)
    assert str(world.people["claire"]) in dump(app)


def test_hashes_are_slow_and_salted(app: Flask) -> None:
    """argon2id, 19 MiB, 2 passes, 1 lane (OWASP's second profile)."""
    with database(app) as rows:
        hashes = [*rows.scalars(select(Card.code_hash)),
                  *rows.scalars(select(Account.password_hash)
                                .where(Account.password_hash.is_not(None)))]
    assert len(hashes) == 9
    for kept in hashes:
        found = extract_parameters(kept)
        assert found.type.name == "ID"
        assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)
        assert found.salt_len == 16


def test_a_selector_needs_the_pepper(app: Flask, world: World) -> None:
    """Stolen rows alone do not say which trigrams a card begins with."""
    from hashlib import sha256

    selector = world.cards["claire"].code[:6]
    with database(app) as rows:
        kept = set(rows.scalars(select(Card.selector)))
    assert sha256(selector.encode()).hexdigest() not in kept
    assert all(len(value) == 64 for value in kept)
