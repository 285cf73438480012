"""Who sees the page of the town hall: given by the command, taken back at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ecole.accounts.staff import BadStaff, add_staff, renew_password_link
from ecole.models import Account, School
from ecole.models.membership import Role
from ecole.storage.database import db
from ecole.townhall.technicians import add_technician, remove_technician, technicians
from tests.world import change

pytestmark = pytest.mark.usefixtures("context")


def account(email):
    return db.session.scalars(select(Account).where(Account.email == email)).one()


def test_it_works(world, client):
    added = add_technician("M. Martin", " Martin@Ville.fr ")
    assert added.token
    client.send(f"/equipe/mot-de-passe/{added.token}", password="le chat du voisin dort",
                again="le chat du voisin dort")
    assert client.get("/mairie").status_code == 200
    assert [one.email for one in technicians()] == ["martin@ville.fr", "mairie@example.org"]
    assert add_technician("M. Martin", "martin@ville.fr").token is None


def test_it_is_taken_back_at_once(sign_in, world):
    visitor = sign_in("mairie")
    assert visitor.get("/mairie").status_code == 200
    assert remove_technician("Mairie@example.org")
    assert visitor.get("/mairie").status_code == 302
    assert not remove_technician("mairie@example.org")
    assert account("mairie@example.org").disabled_at is not None
    add_technician("", "mairie@example.org")
    assert account("mairie@example.org").disabled_at is None


def test_a_head_may_be_one_too(sign_in, world):
    add_technician("Mme Rossi", "rossi@example.org")
    head = sign_in("rossi")
    assert head.get("/mairie").status_code == 200
    assert head.get("/", follow_redirects=True).request.path.startswith("/e/")
    assert remove_technician("rossi@example.org")
    assert account("rossi@example.org").disabled_at is None
    assert head.get("/mairie").status_code == 404


def test_a_school_cannot_become_the_town_hall(world):
    """A head who adds a technician to the team is given no link that opens the town hall."""
    add_technician("M. Martin", "martin@ville.fr")
    bourg = db.session.get(School, world.schools["bourg"])
    added = add_staff(bourg, name="M. Martin", email="martin@ville.fr", role=Role.TEACHER,
                      by=world.people["rossi"])
    assert added.token is None
    assert renew_password_link(added.account_id, world.schools["bourg"],
                               world.people["rossi"]) is None


def test_refuses_what_is_no_address(world):
    with pytest.raises(BadStaff):
        add_technician("M. Martin", "martin")


def test_a_link_given_before_stops_working(world, client):
    """The head's link to a colleague dies when the colleague is given the town hall."""
    bourg = db.session.get(School, world.schools["bourg"])
    old = add_staff(bourg, name="M. Martin", email="martin@ville.fr", role=Role.TEACHER, by=None)
    add_technician("M. Martin", "martin@ville.fr")
    assert client.get(f"/equipe/mot-de-passe/{old.token}").status_code == 404
    change(Account, old.account_id, is_town_hall=False)
