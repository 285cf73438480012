"""The head's first page: the classes, who has come in, and what waits."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from ecole.models import Account, Card, Classroom, Pupil, RosterImport, Teaching
from ecole.models.classroom import school_year_of
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import instruction_page
from tests.world import BOURG, VOISINE, change

SCHOOL = f"/e/{BOURG}"
pytestmark = pytest.mark.usefixtures("context")


def text_of(visitor, address=SCHOOL):
    page = visitor.get(address).text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def waiting(visitor):
    """(sentence, address) of each line that waits."""
    page = visitor.get(SCHOOL).text
    lines = re.findall(r'<a class="waiting__line" href="([^"]+)">([^<]+)<', page)
    return [(html.unescape(text).strip().replace("\u00a0", " "), url) for url, text in lines]


def test_it_works(sign_in):
    head = sign_in("rossi")
    page = text_of(head)
    assert "3 élèves · 2 classes" in page
    assert "0 famille entrée sur 2" in page
    assert re.search(r"Classe de CP 2 · CP M. Petit 0 sur 2 Publié", page)
    assert re.search(r"Classe de CM2 1 · CP Mme Noir 0 sur 1 Publié", page)
    assert "UNIQUE" not in page
    assert head.get("/").location == SCHOOL


@pytest.mark.parametrize("name", ["petit", "claire", "loin", "mairie"])
def test_it_hides_from_others(sign_in, name):
    assert sign_in(name).get(SCHOOL).status_code == 404


def test_it_needs_login(client):
    assert client.get(SCHOOL).location.startswith("/entrer?suite=")


def test_the_families_that_came_in(client, sign_in, world):
    """One of the separated parents is enough, for both classes of their children."""
    client.send("/entrer", code=world.cards["paul"].code, device="personal")
    page = text_of(sign_in("rossi"))
    assert "1 famille entrée sur 2" in page
    assert re.search(r"Classe de CP .* 1 sur 2 Publié", page)
    assert re.search(r"Classe de CM2 .* 1 sur 1 Publié", page)


def test_the_plan_of_the_day(sign_in, world):
    sign_in("noir").send(instruction_page(world, "calcul", "/brouillon"))
    page = text_of(sign_in("rossi"))
    assert "Plan du jour publié dans 1 classe sur 2" in page
    assert re.search(r"Classe de CM2 .* rien Classe de CP|Classe de CM2 .* 0 sur 1 rien", page)


def test_nothing_waits(sign_in):
    assert waiting(sign_in("rossi")) == []
    assert "Rien ne vous attend." in text_of(sign_in("rossi"))


def test_what_waits_in_the_school(sign_in, world):
    change(Pupil, world.pupils["sami"], classroom_id=None)
    with all_schools("tests"), writing() as rows:
        rows.delete(rows.query(Teaching).filter_by(classroom_id=world.classrooms["cm2"]).one())
        for card in rows.query(Card).filter(Card.guardian_id.in_(
                [world.guardians["claire"], world.guardians["nadia"]])):
            card.revoked_at = utc_now()
    change(Account, world.people["petit"], password_hash=None)
    assert waiting(sign_in("rossi")) == [
        ("1 élève n’a pas de classe", f"{SCHOOL}/liste"),
        ("1 classe n’a pas d’enseignant", f"{SCHOOL}/liste"),
        ("2 adultes n’ont pas de carte", f"{SCHOOL}/cartes"),
        ("Pas encore de mot de passe : M. Petit", f"{SCHOOL}/equipe"),
    ]


@pytest.mark.parametrize(("days", "says"), [(61, True), (59, False)])
def test_an_old_list(sign_in, world, days, says):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(RosterImport(base_version=0, applied_at=utc_now() - timedelta(days=days)))
    lines = waiting(sign_in("rossi"))
    assert bool(lines) == says
    if says:
        assert lines[0][0].startswith("La liste ONDE n’a pas changé depuis le ")
        assert lines[0][1] == f"{SCHOOL}/liste/import"


def test_a_preview_that_waits(sign_in, world):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(RosterImport(id=new_id(), base_version=0, rows=[]))
    ((sentence, url),) = waiting(sign_in("rossi"))
    assert sentence == "Un aperçu d’import attend : rien n’est encore écrit"
    assert url.startswith(f"{SCHOOL}/liste/import/")


def test_a_school_without_anybody(sign_in, world):
    """The first day of a school: one thing to do, said once."""
    with all_schools("tests"):
        for row in db.session.scalars(db.select(Pupil.id)).all():
            db.session.rollback()
            change(Pupil, row, left_on=world.day)
    page = sign_in("loin").get(f"/e/{VOISINE}").text
    assert "Pas encore d’élèves" in page
    assert f"/e/{VOISINE}/liste/import" in page
    assert "Rien ne vous attend." not in page


def test_a_bounded_number_of_statements(sign_in, world, queries):
    """The same for two classes and for thirty."""
    head, counts = sign_in("rossi"), []
    for more in (0, 28):
        with in_school(world.schools["bourg"]), writing() as rows:
            for number in range(more):
                rows.add(Classroom(label=f"Classe {number}", school_year=school_year_of(world.day)))
        queries.clear()
        head.get(SCHOOL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16

