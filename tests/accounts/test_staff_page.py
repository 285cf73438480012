"""The head adds colleagues and gives each the link to choose a password."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select

from ecole.accounts.staff import add_staff
from ecole.models import Account, Membership, School
from ecole.models.membership import Role
from ecole.storage.columns import utc_now
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.world import BOURG, VOISINE, World, change

SignIn = Callable[[str], Visitor]
TEAM, OTHER_TEAM = f"/e/{BOURG}/equipe", f"/e/{VOISINE}/equipe"
NEW = {"name": "Mme Blanc", "email": "Blanc@Example.org", "role": "teacher"}
LINK = re.compile(r"/equipe/mot-de-passe/([\w-]{43})")


def role_of(app: Flask, email: str, school_id: int) -> str | None:
    with database(app) as rows:
        return rows.scalar(
            select(Membership.role).join(Account, Account.id == Membership.account_id)
            .where(Account.email == email, Membership.school_id == school_id)
        )


def id_of(app: Flask, email: str) -> int:
    with database(app) as rows:
        return rows.scalars(select(Account.id).where(Account.email == email)).one()


def link_address(app: Flask, account_id: int, uai: str = BOURG) -> str:
    with app.test_request_context():
        return url_for("staff.link", uai=uai, account_id=account_id)


def test_it_works(app: Flask, world: World, sign_in: SignIn, client: Visitor) -> None:
    head = sign_in("rossi")
    assert head.send(TEAM, **NEW).location == TEAM
    page = head.get(TEAM).get_data(as_text=True)
    assert "Mme Blanc fait partie de l’équipe" in page
    (token,) = LINK.findall(page)
    assert role_of(app, "blanc@example.org", world.schools["bourg"]) == "teacher"
    answer = client.send(f"/equipe/mot-de-passe/{token}", password="le chat du voisin dort",
                         again="le chat du voisin dort")
    assert answer.status_code == 303
    assert client.get(f"/e/{BOURG}/classes").status_code == 200


def test_the_link_is_shown_once(sign_in: SignIn) -> None:
    head = sign_in("rossi")
    head.send(TEAM, **NEW)
    assert LINK.search(head.get(TEAM).get_data(as_text=True))
    assert not LINK.search(head.get(TEAM).get_data(as_text=True))


def test_sent_twice_it_adds_one(app: Flask, sign_in: SignIn) -> None:
    head = sign_in("rossi")
    for _ in range(2):
        assert head.send(TEAM, **NEW, submission="once").location == TEAM
    with database(app) as rows:
        assert rows.scalar(select(func.count(Account.id))
                           .where(Account.email == "blanc@example.org")) == 1
    assert LINK.search(head.get(TEAM).get_data(as_text=True))


@pytest.mark.parametrize("wrong", [
    {"email": "pas une adresse"}, {"email": "a@b"}, {"email": ""}, {"name": "  "},
    {"role": "guardian"}, {"role": "mayor"}, {"email": "x" * 250 + "@example.org"},
])
def test_it_refuses(app: Flask, sign_in: SignIn, wrong: dict[str, str]) -> None:
    head = sign_in("rossi")
    answer = head.send(TEAM, **{**NEW, **wrong})
    assert answer.status_code == 200
    with database(app) as rows:
        assert rows.scalar(select(func.count(Account.id))) == 9


def test_it_gives_a_new_link_while_there_is_no_password(app: Flask, sign_in: SignIn) -> None:
    head = sign_in("rossi")
    head.send(TEAM, **NEW)
    (first,) = LINK.findall(head.get(TEAM).get_data(as_text=True))
    head.send(link_address(app, id_of(app, "blanc@example.org")))
    (second,) = LINK.findall(head.get(TEAM).get_data(as_text=True))
    assert first != second
    visitor = app.test_client()
    assert visitor.get(f"/equipe/mot-de-passe/{first}").status_code == 404
    assert visitor.get(f"/equipe/mot-de-passe/{second}").status_code == 200


def test_a_chosen_password_is_its_owners(app: Flask, world: World, sign_in: SignIn) -> None:
    head = sign_in("rossi")
    assert head.send(link_address(app, world.people["petit"])).status_code == 404
    head.send(TEAM, name="M. Petit", email="petit@example.org", role="teacher")
    assert not LINK.search(head.get(TEAM).get_data(as_text=True))


def test_another_schools_head_gets_no_link(app: Flask, world: World, sign_in: SignIn) -> None:
    """Whoever holds the link becomes the person, in the first school too."""
    with database(app) as rows:
        school = rows.get_one(School, world.schools["bourg"])
        add_staff(school, name="Mme Blanc", email="blanc@example.org", role=Role.HEAD, by=None)
    outsider = sign_in("loin")
    outsider.send(OTHER_TEAM, **NEW)
    assert role_of(app, "blanc@example.org", world.schools["voisine"]) == "teacher"
    assert role_of(app, "blanc@example.org", world.schools["bourg"]) == "head"
    assert not LINK.search(outsider.get(OTHER_TEAM).get_data(as_text=True))
    address = link_address(app, id_of(app, "blanc@example.org"), VOISINE)
    assert outsider.send(address).status_code == 404


def test_another_schools_head_cannot_open_the_team(
    app: Flask, world: World, sign_in: SignIn
) -> None:
    outsider = sign_in("loin")
    assert outsider.get(TEAM).status_code == 404
    assert outsider.send(TEAM, **NEW).status_code == 404
    assert outsider.send(link_address(app, world.people["petit"])).status_code == 404
    assert "Petit" not in outsider.get(OTHER_TEAM).get_data(as_text=True)
    with app.app_context():
        change(Account, world.people["petit"], password_hash=None)
    assert outsider.send(link_address(app, world.people["petit"], VOISINE)).status_code == 404


def test_nobody_gives_up_their_own_role_by_accident(
    app: Flask, world: World, sign_in: SignIn
) -> None:
    head = sign_in("rossi")
    answer = head.send(TEAM, name="Mme Rossi", email="rossi@example.org", role="teacher")
    assert "C’est votre adresse." in answer.get_data(as_text=True)
    assert role_of(app, "rossi@example.org", world.schools["bourg"]) == "head"


def test_a_colleague_changes_role(app: Flask, world: World, sign_in: SignIn) -> None:
    head = sign_in("rossi")
    head.send(TEAM, name="M. Petit", email="petit@example.org", role="head")
    assert role_of(app, "petit@example.org", world.schools["bourg"]) == "head"
    assert sign_in("petit").get(TEAM).status_code == 200


def test_a_closed_account_gets_no_link(app: Flask, world: World, sign_in: SignIn) -> None:
    with app.app_context():
        change(Account, world.people["petit"], password_hash=None, disabled_at=utc_now())
    assert sign_in("rossi").send(link_address(app, world.people["petit"])).status_code == 404
