"""Two slow hashes at once, twenty people waiting; the others are asked to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from ecole.accounts import secrets
from ecole.accounts.secrets import AT_ONCE, WAITING_MAX, TooBusy, hash_secret, is_secret
from tests.accounts.doors import failures, type_code, type_password
from tests.conftest import Visitor
from tests.world import PASSWORD, World


class Gauge:
    """A hasher that notes how many of it run together."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0
        self.slow = secrets.HASHER

    def hash(self, text: str) -> str:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return self.slow.hash(text)
        finally:
            with self.lock:
                self.now -= 1


@pytest.fixture
def full() -> Iterator[None]:
    """Everyone that may be inside is."""
    for _ in range(AT_ONCE):
        secrets.turn.slots.acquire()
    secrets.turn.inside = AT_ONCE + WAITING_MAX
    yield
    secrets.turn.inside = 0
    for _ in range(AT_ONCE):
        secrets.turn.slots.release()


def test_it_works() -> None:
    kept = hash_secret("une phrase")
    assert is_secret(kept, "une phrase")
    assert not is_secret(kept, "une phrase ")
    assert not is_secret(None, "une phrase")
    assert not is_secret("not a hash", "une phrase")


def test_two_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gauge = Gauge()
    monkeypatch.setattr(secrets, "HASHER", gauge)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(hash_secret, ["x"] * 24))
    assert gauge.most == AT_ONCE == 2
    assert secrets.turn.inside == 0


def test_the_twenty_third_is_sent_away() -> None:
    """Two inside and twenty waiting; the next is refused at once, and room is made again."""
    for _ in range(AT_ONCE):
        secrets.turn.slots.acquire()
    secrets.turn.inside = AT_ONCE
    with ThreadPoolExecutor(WAITING_MAX) as pool:
        waiting = [pool.submit(hash_secret, "x") for _ in range(WAITING_MAX)]
        while secrets.turn.inside < AT_ONCE + WAITING_MAX:
            pass
        with pytest.raises(TooBusy):
            hash_secret("x")
        secrets.turn.inside -= AT_ONCE
        for _ in range(AT_ONCE):
            secrets.turn.slots.release()
        assert all(future.result().startswith("$argon2id$") for future in waiting)
    assert secrets.turn.inside == 0


def test_it_asks_to_come_back(
    app: Flask, world: World, client: Visitor, full: None
) -> None:
    code = world.cards["claire"].code
    answer = type_code(client, code)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Appuyez encore dans 5 secondes." in answer.get_data(as_text=True)
    assert f'value="{code}"' in answer.get_data(as_text=True)
    answer = type_password(client, "petit@example.org", PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert failures(app) == 0


def test_the_square_needs_no_turn(world: World, client: Visitor, full: None) -> None:
    assert client.send("/c", token=world.cards["claire"].token).status_code == 303


def test_a_new_password_waits_like_the_others(
    app: Flask, world: World, client: Visitor, full: None
) -> None:
    """Nobody planned for it in the route: the page of the 503 answers, not a crash."""
    from ecole.accounts.passwords import make_password_link
    from ecole.models import Account
    from ecole.storage.database import writing
    from tests.accounts.doors import database

    with database(app) as rows, writing():
        token = make_password_link(rows.get_one(Account, world.people["petit"]))
    phrase = "le chat du voisin dort"
    answer = client.send(f"/equipe/mot-de-passe/{token}", password=phrase, again=phrase)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert client.get(f"/equipe/mot-de-passe/{token}").status_code == 200
