"""When a session is over, the page to sign in says so, and leads back to where one was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, url_for

from tests.accounts.doors import type_code
from tests.conftest import Visitor
from tests.web.test_parked_forms import come_back, end_sessions
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
OVER = "Votre session est finie."
DAY = {"Referer": "http://localhost/jour/2026-11-23?vue=1"}


@pytest.fixture
def claire(app: Flask, sign_in: SignIn) -> Visitor:
    """A parent whose session ended since she opened her page."""
    claire = sign_in("claire")
    claire.get("/aujourdhui")
    end_sessions(app)
    return claire


@pytest.fixture
def tick(app: Flask, world: World) -> str:
    with app.test_request_context():
        return url_for("completions.create", uai=BOURG, pupil_id=world.pupils["lina"],
                       instruction_id=world.instructions["lecture"])


def test_it_works(claire: Visitor, world: World) -> None:
    answer = claire.get("/jour/2026-11-23")
    assert answer.location == "/entrer?suite=/jour/2026-11-23"
    assert OVER in claire.get(answer.location).text
    assert OVER not in claire.get(answer.location).text
    code = world.cards["claire"].code
    assert type_code(claire, code, suite="/jour/2026-11-23").location == "/jour/2026-11-23"


def test_staff_read_it_at_their_own_door(app: Flask, sign_in: SignIn) -> None:
    petit = sign_in("petit")
    petit.get("/appareils")
    end_sessions(app)
    answer = petit.get(f"/e/{BOURG}/classes")
    assert answer.location.startswith("/equipe?")
    assert OVER in petit.get(answer.location).text


def test_it_is_not_said_to_a_newcomer(client: Visitor) -> None:
    answer = client.get("/aujourdhui")
    assert OVER not in client.get(answer.location).text


def test_it_is_said_once_whatever_the_page_asks_for(claire: Visitor) -> None:
    for kinds, times in ((("image", "empty"), 0), (("document", "image", "document"), 1)):
        for kind in kinds:
            claire.get("/aujourdhui", headers={"Sec-Fetch-Dest": kind})
        assert claire.get("/entrer").text.count(OVER) == times


def test_a_tick_leads_back_to_its_day(claire: Visitor, tick: str) -> None:
    answer = claire.post(tick, data={"csrf_token": claire.token()}, headers=DAY)
    assert (answer.status_code, answer.location) == (
        303, "/entrer?suite=/jour/2026-11-23?vue%3D1")
    assert "Entrez de nouveau, puis recommencez." in claire.get(answer.location).text


@pytest.mark.parametrize("referrer", [
    "https://ailleurs.example/jour/2026-11-23", "http://localhost/nulle-part", "",
])
def test_it_leads_back_to_pages_of_ours_only(claire: Visitor, tick: str, referrer: str) -> None:
    answer = claire.post(tick, data={"csrf_token": claire.token()}, headers={"Referer": referrer})
    assert answer.location == "/entrer"


def test_who_came_back_in_another_tab_stays_in(app: Flask, world: World, sign_in: SignIn,
                                               tick: str) -> None:
    claire = sign_in("claire")
    former = claire.token()
    type_code(claire, world.cards["claire"].code)
    answer = claire.post(tick, data={"csrf_token": former}, headers=DAY)
    assert answer.location == "/jour/2026-11-23?vue=1"
    assert "ouverte depuis trop longtemps. Recommencez." in claire.get("/aujourdhui").text


def test_a_text_of_another_tab_is_kept(app: Flask, world: World, sign_in: SignIn) -> None:
    petit = sign_in("petit")
    former = petit.token()
    come_back(petit)
    with app.test_request_context():
        page = url_for("instructions.new", uai=BOURG, classroom_id=world.classrooms["cp"])
    assert petit.post(page, data={"title": "La dictée", "csrf_token": former}).location == page
    shown = petit.get(page).text
    assert "trop longtemps. Votre texte est gardé." in shown
    assert "La dictée" in shown
