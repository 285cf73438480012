"""The town hall's page: figures of each school, checks with their remedy, and nobody's name."""

from __future__ import annotations

import re
import shutil
from collections import namedtuple

import pytest
from sqlalchemy import select

from ecole.models import Account, Attachment, Guardian, Job, Membership, Pupil
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.guards.routes_table import OPEN_TO
from tests.world import BOURG, VOISINE, change

PAGE = "/mairie"


def row_of(page: str, school: str) -> str:
    """The figures of a school, as one line."""
    row = re.search(rf"<th scope=\"row\">{school}.*?</tr>", page, re.DOTALL)
    assert row, school
    return " ".join(re.sub(r"<[^>]+>", " ", row.group()).split())


def test_it_works(sign_in, page_text):
    page = sign_in("mairie").get(PAGE).text
    empty = "pas encore 0 octet sur 20 Go"
    assert row_of(page, "École du Bourg") == f"École du Bourg {BOURG} 3 0 sur 3 {empty}"
    assert row_of(page, "École Voisine") == f"École Voisine {VOISINE} 1 0 sur 1 {empty}"
    assert row_of(page, "En tout") == "En tout 4 0 sur 4 0 octet"
    text = page_text()
    assert "version 0.1.0" in text
    assert re.search(r"Base de données (SQLite|PostgreSQL), \d", text)


def test_it_needs_login(client):
    assert client.get(PAGE).location.startswith("/entrer?suite=")


@pytest.mark.parametrize("name", ["rossi", "petit", "claire", "loin"])
def test_it_hides_from_others(sign_in, name):
    assert sign_in(name).get(PAGE).status_code == 404
    assert PAGE not in sign_in(name).get("/", follow_redirects=True).text


def test_the_technician_goes_straight_to_it(sign_in):
    page = sign_in("mairie").get("/", follow_redirects=True)
    assert page.request.path == PAGE
    assert re.search(r'href="/mairie" aria-current="page"', page.text)


def test_families_that_came_in(client, sign_in, world):
    """A child counts once, whichever of its parents came; another school's stay its own."""
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    page = sign_in("mairie").get(PAGE).text
    assert "2 sur 3" in row_of(page, "École du Bourg")
    assert "0 sur 1" in row_of(page, "École Voisine")
    client.send("/entrer", code=world.cards["paul"].code, device="personal")
    assert "2 sur 3" in row_of(sign_in("mairie").get(PAGE).text, "École du Bourg")


def test_files_are_weighed_once(sign_in, world, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        for name in ("lecture", "calcul"):
            rows.add(Attachment(instruction_id=world.instructions[name], blob_key="a" * 64,
                                name="a.pdf", kind="pdf", mime="application/pdf", size=2_000_000))
    page = sign_in("mairie").get(PAGE).text
    assert row_of(page, "École du Bourg").endswith("2 Mo sur 20 Go")
    assert row_of(page, "École Voisine").endswith("0 octet sur 20 Go")


def test_work_that_waits_or_failed(page_text, world, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        for end in ({}, {}, {"failed_at": utc_now()}, {"finished_at": utc_now()}):
            rows.add(Job(account_id=world.people["rossi"], task="x", **end))
    assert "2 en attente, 1 raté en une semaine" in page_text().replace("\u00a0", " ")


def test_a_school_without_head_is_said(page_text, world, context):
    assert "École du Bourg n’a pas encore importé sa liste." in page_text()
    with writing() as rows:
        rows.delete(rows.scalars(select(Membership).where(
            Membership.account_id == world.people["rossi"])).one())
    assert "École du Bourg n’a pas de direction." in page_text()


def test_a_bad_check_comes_first_with_its_remedy(page_text, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**10, 10**10, 200_000_000))
    page = page_text().replace("\u00a0", " ")
    waiting, _, checks = page.partition("Vérifications")
    assert "Place libre : 200 Mo." in waiting
    assert checks.strip().startswith("Place libre : 200 Mo. À faire : Libérez de la place")


def test_a_bounded_number_of_statements(sign_in, world, context, queries):
    """The same for two schools and for twelve."""
    from ecole.models import School

    visitor, counts = sign_in("mairie"), []
    for more in (0, 10):
        with writing() as rows:
            for number in range(more):
                rows.add(School(uai=f"087010{number}X", name=f"École {number}"))
        queries.clear()
        visitor.get(PAGE, check=False)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_it_names_nobody(sign_in, client, world, context):
    """Not one name of the two schools, after families came in: not even of the staff."""
    for name in ("claire", "rita"):
        client.send("/entrer", code=world.cards[name].code, device="personal")
    with all_schools("tests"):
        people = [row for model in (Pupil, Guardian) for row in db.session.scalars(select(model))]
        names = {n for row in people for n in (row.first_name, row.last_name, row.usage_name) if n}
        staff = set(db.session.scalars(select(Account.display_name).where(
            Account.id != world.people["mairie"], Account.display_name != "")))
    assert len(names) > 8
    assert {"Mme Rossi", "M. Loin"} <= staff
    page = sign_in("mairie").get(PAGE).text
    assert [name for name in names | staff | {"example.org"} if name in page] == []


def test_it_gives_no_way_into_a_school(sign_in):
    """No address of a school on the page; and the matrix of routes refuses them all."""
    page = sign_in("mairie").get(PAGE).text
    assert re.findall(r'(?:href|action)="(/e/[^"]*)"', page) == []
    theirs = {name for name, people in OPEN_TO.items() if people and "mairie" in people}
    ours = {name for name in theirs if name.startswith("townhall.")}
    assert theirs - ours == {"accounts.list_devices", "accounts.know_devices",
                             "drafts.keep", "drafts.discard"}


def test_it_opens_without_any_school(sign_in, world, context):
    from ecole.townhall import figures

    assert [one.uai for one in figures.figures_by_school()] == [BOURG, VOISINE]
    change(Account, world.people["mairie"], is_town_hall=False)
    assert sign_in("mairie").get(PAGE).status_code == 404
