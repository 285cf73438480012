"""What the server gives to a phone that will be without a network: card, worker, page, shelf."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from ecole.accounts.devices import PERSONAL, SHARED, STAFF, STAFF_STAY, open_device
from ecole.models import Membership
from ecole.models.membership import Role
from ecole.storage.database import db, writing
from ecole.web.keeping import HEADER
from tests.conftest import Visitor, visitor_with
from tests.world import World

SignIn = Callable[[str], Visitor]
WORKER = Path(__file__).resolve().parents[2] / "static" / "js" / "worker"


@pytest.fixture
def on(app: Flask, world: World) -> Callable[[str, str], Visitor]:
    """Somebody on a device of a kind."""

    def opened(name: str, kind: str) -> Visitor:
        with app.app_context():
            token = open_device(world.people[name], kind, "")
            db.session.remove()
        return visitor_with(app, token)

    return opened


def shelf_in(visitor: Visitor, address: str = "/appareils") -> str | None:
    """What a page says twice: in its header, and in its first tag."""
    answer = visitor.get(address)
    said = re.search(r'<html[^>]* data-keep="(\w+)"', answer.text)
    assert answer.headers.get(HEADER) == (said[1] if said else None)
    return said[1] if said else None


def test_it_works(sign_in: SignIn) -> None:
    claire = sign_in("claire")
    shelves = {shelf_in(claire, address) for address in 2 * ("/aujourdhui", "/appareils")}
    assert len(shelves) == 1
    assert None not in shelves


def test_each_account_has_a_shelf_of_its_own(sign_in: SignIn) -> None:
    shelves = {shelf_in(sign_in(name)) for name in ("claire", "claire", "paul", "nadia")}
    assert len(shelves) == 3


def test_a_shared_device_keeps_nothing(on: Callable[[str, str], Visitor]) -> None:
    assert shelf_in(on("claire", PERSONAL))
    assert shelf_in(on("claire", SHARED)) is None
    assert on("claire", SHARED).get("/hors-ligne/envoi").json["shelf"] == ""


@pytest.mark.parametrize("kind", [STAFF, STAFF_STAY, PERSONAL])
@pytest.mark.parametrize("name", ["petit", "rossi"])
def test_staff_keep_nothing(on: Callable[[str, str], Visitor], name: str, kind: str) -> None:
    assert shelf_in(on(name, kind)) is None


def test_a_parent_who_teaches_keeps_nothing(
    on: Callable[[str, str], Visitor], world: World, context: None
) -> None:
    with writing() as rows:
        rows.add(Membership(account_id=world.people["claire"], role=Role.TEACHER,
                            school_id=world.schools["voisine"]))
    assert shelf_in(on("claire", PERSONAL)) is None


def test_nobody_has_no_shelf(client: Visitor) -> None:
    assert shelf_in(client, "/entrer") is None


def test_a_refusal_says_nothing_of_who_is_there(sign_in: SignIn) -> None:
    """Or the copies of a phone would be taken for somebody else's."""
    answer = sign_in("claire").get("/nulle-part")
    assert answer.status_code == 404
    assert HEADER not in answer.headers


def test_the_card_says_what_a_home_screen_needs(client: Visitor) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    card = answer.json
    assert card["short_name"] == "École"
    assert card["start_url"] == card["scope"] == "/"
    assert card["display"] == "standalone"
    assert {icon["sizes"] for icon in card["icons"]} == {"192x192", "512x512"}
    for icon in card["icons"]:
        with client.get(icon["src"]) as file:
            assert file.mimetype == "image/png"
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/entrer").text


def test_the_card_of_several_schools_names_none(client: Visitor) -> None:
    assert client.get("/manifest.webmanifest").json["name"] == "École"


def test_the_worker_is_one_small_script(client: Visitor) -> None:
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    version = re.search(r"/static/(\w+)/first\.css", client.get("/entrer").text)
    assert version
    assert f'const VERSION = "{version[1]}";' in answer.text
    assert len(answer.data) < 20_000


def test_the_same_worker_is_not_sent_again(client: Visitor) -> None:
    first = client.get("/service-worker.js")
    again = client.get("/service-worker.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_its_parts_stay_readable() -> None:
    for part in WORKER.glob("*.js"):
        text = part.read_text(encoding="utf-8")
        assert text.startswith("// "), part.name
        assert len(text.splitlines()) <= 100, part.name
        assert "import" not in text.replace("important", ""), part.name


def test_the_page_without_network_names_nobody(client: Visitor, sign_in: SignIn) -> None:
    """The same for everybody: it stays on the phone whoever comes next."""
    visitors = (client, sign_in("claire"), sign_in("petit"))
    assert len({visitor.get("/hors-ligne").text for visitor in visitors}) == 1


def test_the_page_without_network_speaks_the_language_chosen(client: Visitor) -> None:
    assert client.get("/hors-ligne").headers["Content-Language"] == "fr"
    client.send("/langue", language="en")
    assert client.get("/hors-ligne").headers["Content-Language"] == "en"


def test_who_sends_is_said_before_anything_leaves(sign_in: SignIn, client: Visitor) -> None:
    claire = sign_in("claire")
    said = claire.get("/hors-ligne/envoi").json
    assert said == {"shelf": shelf_in(claire), "csrf_token": claire.token()}
    assert client.get("/hors-ligne/envoi").status_code == 302


def test_forgetting_this_device_is_going_out(
    app: Flask, on: Callable[[str, str], Visitor]
) -> None:
    claire = on("claire", PERSONAL)
    forget = re.search(r'data-signs-out.*?action="([^"]+)"', claire.get("/appareils").text, re.S)
    assert forget
    answer = claire.send(forget[1])
    assert answer.location == "/au-revoir"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert claire.get("/aujourdhui").status_code == 302
