"""The cookie of a session: rotated at the sign-in, dead after the sign-out, closed to scripts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from ecole import create_app
from ecole.config import Settings
from ecole.storage.database import db
from tests.accounts.doors import devices_of, type_code, type_password
from tests.conftest import Visitor
from tests.world import PASSWORD, World

SignIn = Callable[[str], Visitor]
PUBLIC = "https://ecole.example.fr"


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.get_cookie("ecole")
    assert cookie is not None
    return cookie.value


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/appareils").status_code == 200


@pytest.fixture
def secure(app: Flask, settings: Settings, the_app: tuple[Flask, str]) -> Iterator[Visitor]:
    """A visitor of the same school reached by https."""
    made = create_app(dataclasses.replace(settings, database_url=the_app[1], public_url=PUBLIC))
    made.test_client_class = Visitor
    visitor = made.test_client()
    assert isinstance(visitor, Visitor)
    yield visitor
    with made.app_context():
        db.engine.dispose()


def test_signing_out_clears_the_browser(sign_in: SignIn) -> None:
    visitor = sign_in("claire")
    answer = visitor.send("/sortir")
    assert (answer.status_code, answer.location) == (303, "/au-revoir")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(visitor)
    assert visitor.get("/au-revoir").status_code == 200


def test_the_cookie_of_a_closed_session_is_dead(
    app: Flask, sign_in: SignIn, world: World
) -> None:
    visitor = sign_in("claire")
    visitor.get("/appareils")
    stolen = cookie_of(visitor)
    visitor.send("/sortir")
    thief = app.test_client()
    thief.set_cookie("ecole", stolen)
    assert not is_in(thief)
    assert devices_of(app, world.people["claire"])[0].revoked_at is not None


def test_a_session_changes_at_the_sign_in(app: Flask, world: World, client: Visitor) -> None:
    token = client.token()
    planted = cookie_of(client)
    type_code(client, world.cards["claire"].code)
    assert client.token() != token
    other = app.test_client()
    other.set_cookie("ecole", planted)
    assert not is_in(other)


def test_a_second_sign_in_ends_the_first(app: Flask, sign_in: SignIn, world: World) -> None:
    """Nobody leaves a session behind on a computer that the next family uses."""
    visitor = sign_in("claire")
    visitor.get("/appareils")
    former = cookie_of(visitor)
    type_code(visitor, world.cards["nadia"].code)
    assert "Sami" in visitor.get("/aujourdhui").get_data(as_text=True)
    thief = app.test_client()
    thief.set_cookie("ecole", former)
    assert not is_in(thief)


def test_nothing_of_the_former_session_is_left(world: World, sign_in: SignIn) -> None:
    visitor = sign_in("rossi")
    with visitor.session_transaction() as cookies:
        cookies["password_link"] = {"name": "x", "address": "y"}
    type_code(visitor, world.cards["nadia"].code)
    with visitor.session_transaction() as cookies:
        assert "password_link" not in cookies


def test_a_cookie_signed_elsewhere_is_nothing(app: Flask, sign_in: SignIn) -> None:
    visitor = sign_in("claire")
    visitor.get("/appareils")
    forger = app.test_client()
    payload, _, signature = cookie_of(visitor).rpartition(".")
    forger.set_cookie("ecole", f"{payload}.{signature[::-1]}")
    assert not is_in(forger)
    forger.set_cookie("remember_token", "1|" + "0" * 128)
    assert not is_in(forger)


def test_its_cookie_is_closed_to_scripts_and_other_sites(client: Visitor) -> None:
    cookie = client.get("/entrer").headers["Set-Cookie"]
    assert cookie.startswith("ecole=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_its_cookie_is_secure_over_https(secure: Visitor) -> None:
    answer = secure.get("/entrer", base_url=PUBLIC)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-ecole=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"


@pytest.mark.parametrize(("kind", "stays"), [("personal", True), ("shared", False)])
def test_only_a_device_of_ones_own_outlives_the_browser(
    world: World, client: Visitor, kind: str, stays: bool
) -> None:
    answer = type_code(client, world.cards["claire"].code, device=kind)
    assert ("Expires=" in answer.headers["Set-Cookie"]) == stays


def test_the_staff_too(client: Visitor) -> None:
    answer = type_password(client, "petit@example.org", PASSWORD)
    assert "Expires=" not in answer.headers["Set-Cookie"]
    answer = type_password(client, "petit@example.org", PASSWORD, stay="y")
    assert "Expires=" in answer.headers["Set-Cookie"]


def test_pages_of_a_session_stay_in_no_cache(sign_in: SignIn) -> None:
    visitor = sign_in("claire")
    for address in ("/aujourdhui", "/appareils", "/autre-carte"):
        assert visitor.get(address).headers["Cache-Control"] == "no-store"
