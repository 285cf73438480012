"""While a child has the screen, this browser opens the pupil's pages and nothing else at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from ecole.web.access import PUPIL, roles_of
from tests.conftest import Visitor
from tests.guards.routes_table import OPEN_TO
from tests.guards.test_routes import ask, calls_of, values  # noqa: F401
from tests.world import World

SignIn = Callable[[str], Visitor]
# The only routes open to a child: adding one here is a decision.
OPEN_TO_A_CHILD = {
    "pupil.show", "pupil.next_day", "pupil.task", "pupil.praise", "pupil.finish", "pupil.unfinish",
    "drafts.keep", "drafts.discard", "forum.index", "forum.show", "forum.reply", "forum.message",
    "forum.delete", "forum.restore",
    "uploads.index", "uploads.create", "uploads.show", "uploads.append", "uploads.delete",
    "uploads.override",
    "pupil.leave", "files.show", "files.rendition", "hand_ins.create",
    "hand_ins.delete", "hand_ins.restore",
    "pupil_work.sent",
    "reader.show", "reader.picture", "subtitles.show",
    "documents.index", "documents.show", "common_texts.exchange", "boxes.show", "boxes.edit",
}
# What the browser itself asks for, with nothing of a family in it.
OF_THE_BROWSER = {"offline.card", "offline.worker", "offline.show", "offline.sender"}


@pytest.fixture
def locked(sign_in: SignIn, world: World) -> Visitor:
    """Claire's browser in Lina's hands."""
    return in_space(sign_in("claire"), world, "lina")


def in_space(visitor: Visitor, world: World, pupil: str) -> Visitor:
    visitor.token()
    return forged(visitor, world, pupil)


def forged(visitor: Visitor, world: World, pupil: str) -> Visitor:
    with visitor.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils[pupil]
    return visitor


def test_the_list_is_short(app: Flask) -> None:
    found = {name for name, view in app.view_functions.items() if PUPIL in roles_of(view)}
    assert found == OPEN_TO_A_CHILD | OF_THE_BROWSER


@pytest.mark.parametrize("endpoint", sorted(OPEN_TO))
def test_the_rest_leads_back(app: Flask, locked: Visitor, values: dict[str, object],  # noqa: F811
                             endpoint: str) -> None:
    for method, address in calls_of(app, endpoint, values):
        answer = ask(locked, method, address)
        is_open = endpoint in OPEN_TO_A_CHILD | OF_THE_BROWSER
        is_led_back = (answer.status_code, answer.location) == (303, "/enfant")
        assert is_led_back != is_open or endpoint == "pupil.next_day", f"{method} {address}"


@pytest.mark.parametrize("endpoint", sorted(OPEN_TO_A_CHILD))
def test_another_childs_work_is_not_there(
    app: Flask, sign_in: SignIn, world: World, values: dict[str, object],  # noqa: F811
    endpoint: str,
) -> None:
    """Hugo has the screen; every address is of Lina, whose parent is signed in all the same."""
    brother = in_space(sign_in("claire"), world, "hugo")
    with_a_row = {name for name in ("instruction_id", "pupil_id", "attachment_id", "hand_in_id",
                                    "classroom_id", "topic_id", "message_id", "upload_id")
                  for rule in app.url_map.iter_rules(endpoint) if name in rule.arguments}
    for method, address in calls_of(app, endpoint, values):
        answer = ask(brother, method, address)
        if with_a_row:
            assert answer.status_code == 404, f"{method} {address}"
        else:
            assert "Lina" not in answer.text


@pytest.mark.parametrize("name", ["claire", "rossi"])
def test_a_space_of_somebody_elses_child_is_none(sign_in: SignIn, world: World,
                                                 name: str) -> None:
    """Whatever a session says, the child must be theirs."""
    visitor = forged(sign_in(name), world, "sami")
    assert visitor.get("/enfant").status_code in (303, 404)
    assert visitor.get("/appareils").status_code == 200


def test_nobody_signed_in_is_asked_for_their_card(client: Visitor, world: World) -> None:
    stranger = forged(client, world, "lina")
    assert stranger.get("/enfant").location.startswith("/entrer")
    assert stranger.get("/entrer").status_code == 200
