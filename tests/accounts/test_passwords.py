"""A member of the staff chooses a password, once, through a link of seven days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from ecole.accounts.passwords import WeakPassword, check_password, make_password_link
from ecole.models import Account, AuditEvent, PasswordLink
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from tests.accounts.doors import account, database, type_password
from tests.conftest import Visitor
from tests.world import World, change

SignIn = Callable[[str], Visitor]
GOOD = "le chat du voisin dort"


@pytest.fixture
def link(app: Flask, world: World) -> Callable[[], str]:
    """The address of a new link for M. Petit."""

    def made() -> str:
        with database(app) as rows, writing():
            token = make_password_link(rows.get_one(Account, world.people["petit"]))
        return f"/equipe/mot-de-passe/{token}"

    return made


def choose(visitor: Visitor, address: str, password: str, again: str | None = None,
           **fields: str) -> tuple[int, str]:
    answer = visitor.send(address, password=password, again=again or password, **fields)
    return answer.status_code, answer.get_data(as_text=True)


def test_it_works(app: Flask, client: Visitor, link: Callable[[], str], world: World) -> None:
    address = link()
    page = client.get(address).get_data(as_text=True)
    assert "Bonjour M. Petit" in page
    assert choose(client, address, GOOD)[0] == 303
    assert client.get("/e/0870001D/classes").status_code == 200
    assert type_password(app.test_client(), "petit@example.org", GOOD).status_code == 303
    with database(app) as rows:
        events = {event.act: event.account_id for event in rows.query(AuditEvent)}
        assert events["password set"] == world.people["petit"]


def test_it_serves_once(app: Flask, client: Visitor, link: Callable[[], str]) -> None:
    address = link()
    assert choose(client, address, GOOD)[0] == 303
    other = app.test_client()
    assert other.get(address).status_code == 404
    assert choose(other, address, "autre phrase bien longue")[0] == 404
    assert type_password(other, "petit@example.org", GOOD).status_code == 303


def test_it_serves_seven_days(
    app: Flask, client: Visitor, link: Callable[[], str]
) -> None:
    address = link()
    with database(app) as rows:
        row = rows.query(PasswordLink).one()
        assert row.expires_at - row.created_at == pytest.approx(timedelta(days=7),
                                                                abs=timedelta(seconds=5))
        row_id = row.id
    with app.app_context():
        change(PasswordLink, row_id, expires_at=utc_now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404


def test_a_new_link_kills_the_others(client: Visitor, link: Callable[[], str]) -> None:
    first, second = link(), link()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_only_a_hash_of_the_link_is_kept(app: Flask, link: Callable[[], str]) -> None:
    token = link().rpartition("/")[2]
    assert len(token) == 43
    with database(app) as rows:
        assert token not in rows.query(PasswordLink).one().token_hash


def test_it_ends_every_session(client: Visitor, sign_in: SignIn, link: Callable[[], str]) -> None:
    elsewhere = sign_in("petit")
    assert elsewhere.get("/appareils").status_code == 200
    choose(client, link(), GOOD)
    assert elsewhere.get("/appareils").status_code == 302
    assert client.get("/appareils").status_code == 200


def test_a_form_sent_twice_opens_the_door_once(client: Visitor, link: Callable[[], str]) -> None:
    address = link()
    for _ in range(2):
        assert choose(client, address, GOOD, submission="pressed-twice")[0] == 303
    assert client.get("/appareils").status_code == 200


def test_a_closed_account_has_no_link(
    app: Flask, client: Visitor, world: World, link: Callable[[], str]
) -> None:
    address = link()
    with app.app_context():
        change(Account, world.people["petit"], disabled_at=utc_now())
    assert client.get(address).status_code == 404
    assert choose(client, address, GOOD)[0] == 404


def test_it_refuses_two_different_ones(client: Visitor, link: Callable[[], str]) -> None:
    status, page = choose(client, link(), GOOD, "un autre mot de passe")
    assert status == 200
    assert "Les deux mots de passe ne sont pas les mêmes." in page
    assert GOOD not in page


@pytest.mark.parametrize(("password", "sentence"), [
    ("trop court", "Il faut au moins 12 caractères."),
    ("x" * 100 + "y" * 29, "Il faut au plus 128 caractères."),
    ("azertyuiop123", "trop connu"),
    ("motdepasse2026!", "trop connu"),
    ("Bienvenue2026", "trop connu"),
    ("qwertyuiop[]", "trop connu"),
    ("ecole-ecole-ecole", "trop connu"),
    ("123456789012", "trop connu"),
    ("aaaaaaaaaaaa", "trop connu"),
    ("abcabcabcabc", "trop connu"),
    ("wxyzwxyzwxyz", "trop connu"),
    ("petit-chaperon-2026", "Ne mettez pas votre adresse"),
])
def test_it_refuses_a_weak_one(
    client: Visitor, link: Callable[[], str], password: str, sentence: str
) -> None:
    address = link()
    status, page = choose(client, address, password)
    assert status == 200
    assert sentence in page
    assert choose(client, address, GOOD)[0] == 303


@pytest.mark.parametrize("password", [
    "trois petits chats", "4829 1730 5562 0914", "çà et là, où l’œuf", "éééàààèèèùùù ê",
    "x8!qLw2$zR7?", "  espaces autour  ", "日本語日本語のとても長い",
    "mot de passe pour ma classe de mer",
    "jo et moi au bord de l’eau",
])
def test_it_takes_any_other(password: str) -> None:
    check_password(password, Account(email="jo@example.org", display_name="Jo"))


def test_it_refuses_the_common_ones() -> None:
    """The three thousand most used, as they are and twice."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    somebody = Account(email="jo@example.org", display_name="Jo")
    for common in FREQUENCY_LISTS["passwords"][:3000:10]:
        for password in (common, common.capitalize() + common):
            with pytest.raises(WeakPassword):
                check_password(password, somebody)


def test_it_does_not_change_what_was_typed(
    app: Flask, client: Visitor, link: Callable[[], str]
) -> None:
    """Spaces around belong to a password."""
    assert choose(client, link(), f"  {GOOD}  ")[0] == 303
    assert type_password(app.test_client(), "petit@example.org", GOOD).status_code == 200
    assert type_password(app.test_client(), "petit@example.org", f"  {GOOD}  ").status_code == 303


def test_a_weak_one_is_refused_before_it_is_kept(app: Flask, world: World) -> None:
    before = account(app, world.people["petit"]).password_hash
    with pytest.raises(WeakPassword):
        check_password("motdepasse123", account(app, world.people["petit"]))
    assert account(app, world.people["petit"]).password_hash == before
