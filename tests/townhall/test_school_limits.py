"""The room of a school for its files: figures only, checked, noted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ecole.models import Attachment, AuditEvent, Rendition, School
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import errors_in
from tests.world import BOURG, VOISINE, change

pytestmark = pytest.mark.usefixtures("context")
PAGE = f"/mairie/place?ecole={BOURG}"
GOOD = {"file_limit_mb": "300", "class_quota_mb": "4000", "quota_mb": "30000"}


def limits_of(world, name):
    db.session.expire_all()
    school = db.session.get(School, world.schools[name])
    found = (school.file_limit_mb, school.class_quota_mb, school.quota_mb)
    db.session.remove()
    return found


def test_it_works(sign_in, world):
    answer = sign_in("mairie").send(PAGE, **GOOD)
    assert answer.status_code == 303
    assert limits_of(world, "bourg") == (300, 4000, 30000)
    assert limits_of(world, "voisine") == (500, 5000, 20000)
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.act == "school limits set"))
    assert event.school_id == world.schools["bourg"]
    assert event.account_id == world.people["mairie"]
    assert event.details["before"]["quota_mb"] == 20000
    assert event.details["after"] == {name: int(value) for name, value in GOOD.items()}


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"quota_mb": "3000"}, "L’école a besoin de la place d’une classe au moins."),
    ({"file_limit_mb": "3999", "class_quota_mb": "3998"},
     "Une classe a besoin de la place d’un fichier au moins."),
    ({"file_limit_mb": "1"}, "De 10 à 4000\u00a0Mo."),
    ({"file_limit_mb": "beaucoup"}, "Donnez un nombre entier de mégaoctets."),
    ({"quota_mb": ""}, "Donnez un nombre entier de mégaoctets."),
])
def test_it_refuses_what_makes_no_sense(sign_in, world, changes, sentence):
    answer = sign_in("mairie").send(PAGE, **{**GOOD, **changes})
    assert sentence in errors_in(answer)
    assert limits_of(world, "bourg") == (500, 5000, 20000)


def test_a_school_that_is_none_leads_back(sign_in, world):
    for address in ("/mairie/place", "/mairie/place?ecole=x"):
        assert sign_in("mairie").get(address).location == "/mairie"
        assert sign_in("mairie").send(address, **GOOD).location == "/mairie"


def test_the_head_sees_and_does_not_set(sign_in, world):
    change(School, world.schools["bourg"], quota_mb=7000)
    assert "7\u00a0Go pour l’école" in sign_in("rossi").get(f"/e/{BOURG}/place").text
    assert sign_in("rossi").get(PAGE).status_code == 404
    assert sign_in("rossi").send(PAGE, **GOOD).status_code == 404


def test_two_schools_with_the_same_file_pay_each(sign_in, world, page_text):
    for school, instruction in (("bourg", "lecture"), ("voisine", "ailleurs")):
        with in_school(world.schools[school]), writing() as rows:
            rows.add(Attachment(blob_key="a" * 64, size=2_000_000, name="a.mp4", kind="video",
                                mime="video/mp4", instruction_id=world.instructions[instruction]))
            rows.add(Rendition(source_key="a" * 64, profile="sound", size=500_000,
                               blob_key="b" * 64))
    db.session.remove()
    page = page_text()
    assert page.count("2,5 Mo sur 20 Go") >= 2
    assert "5 Mo" in page.partition("En tout")[2]
    change(School, world.schools["voisine"], quota_mb=2)
    assert "Presque plein" in page_text()
    assert VOISINE in page_text()
