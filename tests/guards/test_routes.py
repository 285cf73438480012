"""The matrix: every route x every person of the two schools. A route missing here is a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ecole.accounts.devices import PERSONAL, open_device
from ecole.models import (
    Attachment,
    Box,
    BoxOwner,
    Correction,
    DayWord,
    Device,
    Dictation,
    Document,
    HandIn,
    HandInComment,
    Job,
    LiveClass,
    Message,
    NewsItem,
    PasswordLink,
    PupilGroup,
    Rendition,
    RosterImport,
    Topic,
    Upload,
)
from ecole.roster.onde.reading import read_file
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.web.access import OpenDoor, open_to, refuse_open_doors, roles_of
from tests.conftest import Visitor
from tests.guards.routes_table import EVERYONE, OPEN_TO
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
ROSTER = Path(__file__).parents[1] / "fixtures" / "onde" / "classe-unique" / "eleves.csv"
ANYONE_ALLOWED = {name for name, people in OPEN_TO.items() if people is None}
METHODS = {"GET", "POST", "PATCH", "DELETE"}
# An upload is asked for in its own protocol; a page is not: the door was open all the same.
OF_ANOTHER_PROTOCOL = {"uploads.create": 412, "uploads.append": 412, "uploads.delete": 412,
                       "uploads.override": 405, "uploads.show": 410}
NOUNS = ("group", "word", "correction", "dictation", "live", "item", "topic", "message",
         "document", "box")
CLOSED = sorted(name for name, people in OPEN_TO.items() if people is not None)


def classroom_rows(world: World, ids: dict[str, int]) -> list[Any]:
    """One row of each noun of a class, published, of the CP and its teacher."""
    room = {"classroom_id": world.classrooms["cp"], "author_id": world.people["petit"]}
    out = {"published_at": utc_now()}
    lecture = world.instructions["lecture"]
    return [
        PupilGroup(id=ids["group"], classroom_id=room["classroom_id"], label="Les renards"),
        DayWord(id=ids["word"], **room, **out, day_on=world.day),
        Correction(id=ids["correction"], instruction_id=lecture, opens_at=utc_now()),
        Dictation(id=ids["dictation"], instruction_id=lecture),
        LiveClass(id=ids["live"], **room, **out, title="Classe en direct",
                  address="https://visio.example.org/cp", starts_at=utc_now(), ends_at=utc_now()),
        NewsItem(id=ids["item"], **room, **out, title="Sortie"),
        Topic(id=ids["topic"], **room, **out, title="Vos livres"),
        Message(id=ids["message"], topic_id=ids["topic"], author_id=room["author_id"], **out),
        Document(id=ids["document"], **room, **out, kind="boxes", title="Le journal"),
        Box(id=ids["box"], document_id=ids["document"],
            owners=[BoxOwner(pupil_id=world.pupils["lina"])]),
    ]


@pytest.fixture
def values(app: Flask, world: World) -> Iterator[dict[str, object]]:
    """One value for each variable of the addresses, all of the CP of École du Bourg."""
    with app.app_context(), in_school(world.schools["bourg"]):
        token = open_device(world.people["claire"], PERSONAL, "another phone")
        del token
        ids = {name: new_id()
               for name in ("import", "job", "upload", "attachment", "hand_in", "comment", *NOUNS)}
        with writing() as rows:
            rows.add(RosterImport(id=ids["import"], base_version=0, file_hashes=[],
                                  rows=[read_file(ROSTER.read_bytes()).to_json()]))
            rows.add(Job(id=ids["job"], account_id=world.people["loin"], task="print cards",
                         finished_at=utc_now()))
            rows.add(Attachment(id=ids["attachment"], blob_key="0" * 64, name="a.pdf", kind="pdf",
                                instruction_id=world.instructions["lecture"],
                                mime="application/pdf", size=1, pages=2))
            rows.add(Rendition(source_key="0" * 64, profile="poster", blob_key="0" * 64,
                               mime="image/jpeg", size=1))
            rows.add(Upload(id=ids["upload"], account_id=world.people["claire"], name="a", size=1))
            for row in classroom_rows(world, ids):
                rows.add(row)
                rows.flush()
            rows.add(HandIn(id=ids["hand_in"], instruction_id=world.instructions["lecture"],
                            pupil_id=world.pupils["lina"], author_id=world.people["claire"],
                            text="Un mot."))
            rows.flush()
            rows.add(HandInComment(id=ids["comment"], hand_in_id=ids["hand_in"],
                                   author_id=world.people["petit"], text="Bravo."))
        device = db.session.query(Device).filter_by(account_id=world.people["claire"]).first()
        assert device is not None
        yield {
            "uai": BOURG,
            "device_id": device.id,
            "guardian_id": world.guardians["claire"],
            "account_id": world.people["petit"],
            "import_id": ids["import"],
            "job_id": ids["job"],
            "upload_id": ids["upload"],
            "attachment_id": ids["attachment"],
            "hand_in_id": ids["hand_in"],
            "comment_id": ids["comment"],
            "name": "a.pdf", "profile": "poster",
            "classroom_id": world.classrooms["cp"],
            "instruction_id": world.instructions["lecture"],
            "pupil_id": world.pupils["lina"],
            "day": "2026-11-23",
            "kind": "consigne",
            "row_id": world.instructions["lecture"],
            **{f"{name}_id": ids[name] for name in NOUNS},
            "token": "x" * 43,
        }
        db.session.remove()


def rules_of(app: Flask, endpoint: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint]


def calls_of(app: Flask, endpoint: str, values: dict[str, object]) -> list[tuple[str, str]]:
    """(method, address) for each way to call a route."""
    with app.test_request_context():
        found = []
        for rule in rules_of(app, endpoint):
            address = app.url_map.bind("localhost").build(
                endpoint, {name: values[name] for name in rule.arguments}
            )
            found += [(method, address) for method in sorted(rule.methods & METHODS)]
        return found


def call(visitor: Visitor, method: str, address: str) -> int:
    return ask(visitor, method, address).status_code


def ask(visitor: Visitor, method: str, address: str) -> TestResponse:
    if method == "POST":
        return visitor.send(address)
    if method == "GET":
        return visitor.get(address)
    return visitor.open(address, method=method, headers={"X-CSRFToken": visitor.token()})


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(OPEN_TO)


def test_the_list_open_to_anyone_is_short(app: Flask) -> None:
    found = {name for name, view in app.view_functions.items() if "anyone" in roles_of(view)}
    assert found == ANYONE_ALLOWED


@pytest.mark.parametrize("endpoint", CLOSED)
def test_it_needs_login(app: Flask, client: Visitor, values: dict[str, object],
                        endpoint: str) -> None:
    for method, address in calls_of(app, endpoint, values):
        answer = ask(client, method, address)
        assert answer.status_code in (302, 303), f"{method} {address}"
        assert answer.location.startswith("/entrer"), f"{method} {address}"


@pytest.mark.parametrize("endpoint", CLOSED)
def test_it_hides_from_others(app: Flask, sign_in: SignIn, values: dict[str, object],
                              endpoint: str) -> None:
    allowed = OPEN_TO[endpoint] or ()
    for name in set(EVERYONE) - set(allowed):
        visitor = sign_in(name)
        for method, address in calls_of(app, endpoint, values):
            assert call(visitor, method, address) == 404, f"{name}: {method} {address}"


@pytest.mark.parametrize("endpoint", [name for name in CLOSED if OPEN_TO[name]])
def test_it_opens_to_its_people(app: Flask, sign_in: SignIn, values: dict[str, object],
                                endpoint: str) -> None:
    if endpoint == "staff.link":
        forget_password(values["account_id"])
    for name in OPEN_TO[endpoint] or ():
        visitor = sign_in(name)
        for method, address in calls_of(app, endpoint, values):
            if method == "POST" and endpoint != "today.show":
                continue  # what a post does is tested by its noun; one is enough below
            expected = {404} if endpoint == "files.show" else {200, 302, 303}
            if endpoint in OF_ANOTHER_PROTOCOL and (endpoint, method) != ("uploads.create", "GET"):
                expected = {OF_ANOTHER_PROTOCOL[endpoint]}
            assert call(visitor, method, address) in expected, f"{name}: {method} {address}"
    visitor = sign_in((OPEN_TO[endpoint] or ())[0])
    for method, address in calls_of(app, endpoint, values):
        if method == "POST":
            expected = {OF_ANOTHER_PROTOCOL.get(endpoint, 200), 302, 303}
            assert call(visitor, method, address) in expected, f"{method} {address}"


def forget_password(account_id: object) -> None:
    from ecole.models import Account
    from tests.world import change

    assert isinstance(account_id, int)
    change(Account, account_id, password_hash=None)


def test_a_file_needs_permission_before_its_bytes(app: Flask, sign_in: SignIn,
                                                  values: dict[str, object]) -> None:
    """`files.show` answers 404 to all here because the blob is missing: tell the two apart."""
    from io import BytesIO

    from ecole.storage.school_scope import in_school
    from tests.world import change

    blob = app.config["BLOBS"].put(BytesIO(b"%PDF-1.4 x"), 100)
    attachment_id = values["attachment_id"]
    assert isinstance(attachment_id, int)
    db.session.remove()
    with in_school(0):
        change(Attachment, attachment_id, blob_key=blob.key, size=blob.size)
    (_, address), *_ = calls_of(app, "files.show", values)
    for name in EVERYONE:
        expected = 200 if name in (OPEN_TO["files.show"] or ()) else 404
        assert sign_in(name).get(address).status_code == expected, name


def test_a_route_that_forgot_stops_the_start() -> None:
    forgetful = Flask("forgetful", static_folder=None)
    forgetful.add_url_rule("/", "open_door", lambda: "")
    with pytest.raises(OpenDoor, match="open_door"):
        refuse_open_doors(forgetful)
    forgetful.view_functions["open_door"] = open_to("anyone")(lambda: "")
    refuse_open_doors(forgetful)


def test_addresses_are_french_and_lower_case(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        fixed = "".join(part for is_dynamic, part in rule._trace if not is_dynamic)
        assert fixed == fixed.lower(), rule
        assert "_" not in fixed, rule


def test_password_links_are_not_guessable(client: Visitor, context: None) -> None:
    assert db.session.query(PasswordLink).count() == 0
    assert client.get("/equipe/mot-de-passe/" + "x" * 43).status_code == 404
