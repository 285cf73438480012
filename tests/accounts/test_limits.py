"""How often one may be wrong: exact counts, kept in the database, failures only."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest
from flask import Flask

from ecole import create_app
from ecole.accounts import limits
from ecole.accounts.codes import draw_code
from ecole.accounts.limits import network_of
from ecole.config import Settings
from ecole.storage.database import db
from tests.accounts.doors import (
    failures,
    grow_older,
    type_code,
    type_password,
    wrong_code_near,
)
from tests.conftest import Visitor
from tests.world import PASSWORD, World

Try = Callable[[], int]


@pytest.fixture
def wrong(world: World, client: Visitor) -> Try:
    """One wrong code for Claire's card, each time from another address."""
    code, number = wrong_code_near(world.cards["claire"].code), iter(range(1, 255))
    return lambda: type_code(client, code, address=f"198.51.100.{next(number)}").status_code


def unknown_from(visitor: Visitor, address: str) -> int:
    return type_code(visitor, draw_code(), address=address).status_code


def test_five_failures_then_longer_and_longer_waits(app: Flask, wrong: Try) -> None:
    assert [wrong() for _ in range(5)] == [200] * 5
    for minutes in (1, 2, 4, 8, 15, 15, 15):
        assert wrong() == 429
        grow_older(app, minutes=minutes, seconds=-20)
        assert wrong() == 429, f"{minutes} min less 20 s"
        grow_older(app, seconds=20)
        assert wrong() == 200, f"{minutes} min"


def test_refused_tries_are_not_counted(app: Flask, wrong: Try) -> None:
    for _ in range(5):
        wrong()
    counted = failures(app)
    assert [wrong() for _ in range(10)] == [429] * 10
    assert failures(app) == counted


@pytest.mark.slow
def test_twenty_five_a_day_for_one_card(app: Flask, wrong: Try) -> None:
    for _ in range(25):
        assert wrong() == 200
        grow_older(app, minutes=15)
    assert wrong() == 429
    grow_older(app, hours=12)
    assert wrong() == 429
    grow_older(app, hours=12)
    assert wrong() == 200


def test_a_good_code_waits_too(app: Flask, world: World, client: Visitor, wrong: Try) -> None:
    """Else the answer would say that the guess was right."""
    for _ in range(5):
        wrong()
    answer = type_code(client, world.cards["claire"].code)
    assert answer.status_code == 429
    grow_older(app, minutes=1)
    assert type_code(client, world.cards["claire"].code).status_code == 303


def test_a_good_code_ends_the_waits_of_its_card(world: World, client: Visitor, wrong: Try) -> None:
    for _ in range(4):
        wrong()
    assert type_code(client, world.cards["claire"].code).status_code == 303
    assert [wrong() for _ in range(6)] == [200] * 5 + [429]


def test_guesses_sent_together_do_not_profit(
    app: Flask, world: World, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right guess that passed the door before five wrong ones were counted waits with them."""
    from ecole.accounts import sign_in

    code, really = world.cards["claire"].code, sign_in.is_secret

    def meanwhile(kept: str | None, text: str) -> bool:
        for _ in range(5):
            limits.note_failure(f"card {code[:6]}", "203.0.113.9")
        return really(kept, text)

    monkeypatch.setattr(sign_in, "is_secret", meanwhile)
    assert type_code(client, code).status_code == 429


@pytest.mark.parametrize(("most", "minutes"), [
    (20, 10), (60, 60), pytest.param(200, 24 * 60, marks=pytest.mark.slow),
])
def test_an_address_waits(app: Flask, client: Visitor, most: int, minutes: int) -> None:
    """20 in ten minutes, 60 in an hour, 200 in a day: here made older in slices of 20."""
    with app.app_context():
        for number in range(most - 1):
            limits.note_failure(f"card {number}", "192.0.2.7")
            if (number + 1) % 20 == 0:
                grow_older(app, minutes=11 if most == 60 else 21)
    if most == 20:
        assert unknown_from(client, "192.0.2.7") == 200
    else:
        grow_older(app, minutes=11)
        assert unknown_from(client, "192.0.2.7") == 200
        grow_older(app, minutes=11)
    assert unknown_from(client, "192.0.2.7") == 429
    assert unknown_from(client, "192.0.2.8") == 200
    grow_older(app, minutes=minutes)
    assert unknown_from(client, "192.0.2.7") == 200


@pytest.mark.parametrize(("one", "same", "other"), [
    ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
    ("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", "2001:db8:1:3::5"),
    ("::ffff:192.0.2.7", "192.0.2.7", "::ffff:192.0.2.8"),
    ("fe80::1%eth0", "fe80::2%eth0", "fe80:0:0:1::1"),
    ("nonsense", "other nonsense", "192.0.2.7"),
])
def test_an_address_is_a_household(one: str, same: str, other: str) -> None:
    assert network_of(one) == network_of(same) != network_of(other)


def test_an_invented_forwarded_address_changes_nothing(client: Visitor) -> None:
    for number in range(20):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        assert unknown_from(client, "192.0.2.7") == 200
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.200"
    assert unknown_from(client, "192.0.2.7") == 429


def test_waits_survive_a_restart(
    app: Flask, settings: Settings, world: World, the_app: tuple[Flask, str], wrong: Try
) -> None:
    for _ in range(5):
        wrong()
    again = create_app(dataclasses.replace(settings, database_url=the_app[1]))
    again.test_client_class = Visitor
    answer = type_code(again.test_client(), world.cards["claire"].code)
    assert answer.status_code == 429
    with again.app_context():
        db.engine.dispose()


def test_the_square_and_known_devices_come_in(
    world: World, client: Visitor, sign_in: Callable[[str], Visitor], wrong: Try
) -> None:
    for _ in range(5):
        wrong()
    for _ in range(20):
        unknown_from(client, "127.0.0.1")
    assert sign_in("claire").get("/aujourdhui").status_code == 200
    assert type_code(client, world.cards["claire"].code, address="127.0.0.1").status_code == 429
    assert client.send("/c", token=world.cards["claire"].token).status_code == 303


def test_it_says_when_to_come_back(client: Visitor, world: World, wrong: Try) -> None:
    for _ in range(5):
        wrong()
    code = world.cards["claire"].code.lower()
    answer = type_code(client, code, suite="/appareils")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 429
    assert 55 <= int(answer.headers["Retry-After"]) <= 60
    assert "Attendez 1\u00a0minute, ou scannez le carré" in page
    assert f'value="{code}"' in page
    assert 'value="/appareils"' in page


def test_an_e_mail_waits_the_same_way(app: Flask, client: Visitor) -> None:
    numbers = iter(range(1, 255))

    def wrong_password(email: str = "petit@example.org") -> int:
        address = f"198.51.100.{next(numbers)}"
        return type_password(client, email, "x" * 12, address=address).status_code

    assert [wrong_password() for _ in range(6)] == [200] * 5 + [429]
    assert wrong_password(" PETIT@Example.org ") == 429
    assert wrong_password("noir@example.org") == 200
    assert type_password(client, "petit@example.org", PASSWORD).status_code == 429
    grow_older(app, minutes=1)
    assert type_password(client, "petit@example.org", PASSWORD).status_code == 303


@pytest.mark.slow
def test_nobody_keeps_a_teacher_out_of_their_own_device(app: Flask, client: Visitor) -> None:
    """A browser where they chose to stay has ten tries of its own."""
    type_password(client, "petit@example.org", PASSWORD, stay="y")
    client.send("/sortir")
    stranger = app.test_client()
    for number in range(20):
        type_password(stranger, "petit@example.org", "x" * 12, address=f"203.0.113.{number}")
        type_password(stranger, f"{number}@example.org", "x" * 12, address="192.0.2.1")
    assert type_password(app.test_client(), "petit@example.org", PASSWORD).status_code == 429
    for _ in range(9):
        assert type_password(client, "petit@example.org", "x" * 12).status_code == 200
    assert type_password(client, "petit@example.org", PASSWORD).status_code == 303


def test_its_own_device_has_ten_tries_not_more(client: Visitor) -> None:
    type_password(client, "petit@example.org", PASSWORD, stay="y")
    client.send("/sortir")
    tries = [type_password(client, "petit@example.org", "x" * 12).status_code for _ in range(11)]
    assert tries == [200] * 10 + [429]
    assert type_password(client, "noir@example.org", PASSWORD).status_code == 303


def test_typed_codes_pass_one_by_one_while_all_are_guessed_at(
    app: Flask, world: World, client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecole.accounts import sign_in

    waits: list[float] = []
    monkeypatch.setattr(sign_in.time, "sleep", waits.append)
    monkeypatch.setattr(limits, "ALL_MAX", 3)
    for number in range(3):
        unknown_from(client, f"192.0.2.{number}")
    assert waits == []
    assert type_code(client, world.cards["claire"].code).status_code == 303
    assert waits == [3]
    with sign_in._one_at_a_time:
        answer = type_code(app.test_client(), world.cards["paul"].code)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert re.search(r"5\s+secondes", answer.get_data(as_text=True))
