"""A school is added by the town hall: asked, read again, made once, its link shown once."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from ecole.models import AuditEvent, Membership, School
from ecole.storage.database import db
from tests.classroom.class_pages import errors_in

PAGE = "/mairie/ecoles/nouvelle"
NEW = {"name": "École du Pré", "uai": "0870011p", "head_name": "Mme Blanc",
       "head_email": "Blanc@Example.org"}
LINK = re.compile(r"/equipe/mot-de-passe/([\w-]{43})")


def schools():
    db.session.rollback()
    return db.session.scalar(select(func.count(School.id)))


def test_it_works(sign_in, client, context):
    technician = sign_in("mairie")
    asked = technician.send(PAGE, **NEW, action="check")
    assert "Ajouter cette école" in asked.text
    assert "0870011P" in asked.text
    assert "blanc@example.org" in asked.text
    assert schools() == 2
    assert technician.send(PAGE, **NEW, action="create").location == "/mairie"
    (token,) = LINK.findall(technician.get("/mairie").text)
    assert not LINK.search(technician.get("/mairie").text)
    assert schools() == 3
    assert db.session.scalar(select(AuditEvent.act).where(AuditEvent.act == "school added"))
    client.send(f"/equipe/mot-de-passe/{token}", password="le chat du voisin dort",
                again="le chat du voisin dort")
    page = client.get("/", follow_redirects=True)
    assert page.request.path.startswith("/e/0870011P")


def test_it_is_made_once(sign_in, context):
    technician = sign_in("mairie")
    for _ in range(2):
        answer = technician.send(PAGE, **NEW, action="create", submission="key-1")
        assert answer.location == "/mairie"
    assert schools() == 3


def test_it_is_corrected(sign_in, context):
    page = sign_in("mairie").send(PAGE, **NEW, action="correct").text
    assert 'value="École du Pré"' in page
    assert schools() == 2


@pytest.mark.parametrize(("wrong", "said"), [
    ({"uai": "1234"}, "sept chiffres"), ({"uai": "0870011A"}, "lettre"),
    ({"uai": "0870001D"}, "existe déjà"), ({"name": " "}, "nom de l’école"),
    ({"head_email": "blanc"}, "n’est pas une adresse"), ({"head_name": ""}, "Donnez un nom"),
])
def test_it_refuses(sign_in, context, wrong, said):
    answer = sign_in("mairie").send(PAGE, **(NEW | wrong), action="create")
    assert any(said in error for error in errors_in(answer)), answer.text
    assert schools() == 2


def test_someone_with_a_password_needs_no_link(sign_in, world, context):
    technician = sign_in("mairie")
    technician.send(PAGE, **NEW | {"head_email": "loin@example.org"}, action="create")
    page = technician.get("/mairie").text
    assert "a déjà un mot de passe" in page
    assert not LINK.search(page)
    assert db.session.scalar(select(func.count(Membership.id)).where(
        Membership.account_id == world.people["loin"])) == 2
