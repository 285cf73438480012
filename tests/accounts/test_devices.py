"""Signed-in browsers: how long they last, how many, and how they end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import event

from ecole.accounts import devices
from ecole.accounts.browsers import is_phone, label_of, said
from ecole.accounts.devices import PERSONAL, SHARED, STAFF, STAFF_STAY, open_device
from ecole.models import Account, Device, Membership
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from tests.accounts.doors import database, devices_of, type_code, type_password
from tests.conftest import Visitor, visitor_with
from tests.world import PASSWORD, World, change

SignIn = Callable[[str], Visitor]
MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.fixture
def opened(app: Flask, world: World) -> Callable[[str], tuple[Visitor, int]]:
    """A visitor on a device of a kind, and the device's id."""

    def of_kind(kind: str) -> tuple[Visitor, int]:
        name = "petit" if kind in (STAFF, STAFF_STAY) else "claire"
        with app.app_context():
            token = open_device(world.people[name], kind, "")
            db.session.remove()
        return visitor_with(app, token), devices_of(app, world.people[name])[-1].id

    return of_kind


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/appareils").status_code == 200


def put(app: Flask, device_id: int, **values: object) -> None:
    with app.app_context():
        change(Device, device_id, **values)


@pytest.mark.parametrize(("kind", "idle"), [
    (PERSONAL, 30 * DAY), (SHARED, 30 * MINUTE), (STAFF, 2 * HOUR), (STAFF_STAY, 7 * DAY),
])
def test_it_ends_when_nobody_uses_it(
    app: Flask, opened: Callable[[str], tuple[Visitor, int]], kind: str, idle: int
) -> None:
    visitor, device = opened(kind)
    put(app, device, seen_at=utc_now() - timedelta(seconds=idle - 30),
        expires_at=utc_now() + timedelta(days=1))
    assert is_in(visitor)
    put(app, device, seen_at=utc_now() - timedelta(seconds=idle + 1))
    assert not is_in(visitor)


@pytest.mark.parametrize(("kind", "longest"), [
    (SHARED, 4 * HOUR), (STAFF, 12 * HOUR), (STAFF_STAY, 7 * DAY),
])
def test_it_ends_however_much_it_is_used(
    app: Flask, opened: Callable[[str], tuple[Visitor, int]], kind: str, longest: int
) -> None:
    visitor, device = opened(kind)
    with database(app) as rows:
        row = rows.get_one(Device, device)
        assert abs((row.expires_at - row.created_at).total_seconds() - longest) < 5
    put(app, device, expires_at=utc_now() + timedelta(seconds=30))
    assert is_in(visitor)
    put(app, device, expires_at=utc_now() - timedelta(seconds=1))
    assert not is_in(visitor)


@pytest.mark.parametrize(("day", "year"), [
    (date(2026, 9, 1), 2027), (date(2026, 12, 31), 2027), (date(2027, 1, 1), 2027),
    (date(2027, 8, 15), 2027), (date(2027, 8, 31), 2027), (date(2027, 9, 1), 2028),
])
def test_a_family_enters_again_each_school_year(
    monkeypatch: pytest.MonkeyPatch, day: date, year: int
) -> None:
    monkeypatch.setattr(devices, "today", lambda: day)
    end = devices._hard_end(PERSONAL, utc_now())
    assert end.astimezone(UTC) == datetime(year, 8, 31, 21, 59, tzinfo=UTC)


def test_it_writes_at_most_once_an_hour(app: Flask, sign_in: SignIn, world: World,
                                        queries: list[str]) -> None:
    visitor = sign_in("claire")
    visitor.get("/appareils")
    queries.clear()
    for _ in range(3):
        visitor.get("/appareils")
    assert not [sent for sent in queries if sent.startswith("UPDATE")]
    put(app, devices_of(app, world.people["claire"])[0].id,
        seen_at=utc_now() - timedelta(minutes=61))
    for _ in range(3):
        visitor.get("/appareils")
    assert len([s for s in queries if s.startswith("UPDATE device SET seen_at")]) == 2  # and ours


@pytest.mark.sqlite
def test_reading_goes_on_when_nothing_can_be_written(
    app: Flask, sign_in: SignIn, world: World, the_app: tuple[Flask, str]
) -> None:
    visitor = sign_in("claire")
    put(app, devices_of(app, world.people["claire"])[0].id,
        seen_at=utc_now() - timedelta(minutes=61))
    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", be_impatient)
    with closing(sqlite3.connect(the_app[1].removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert is_in(visitor)
        assert visitor.send("/sortir").status_code == 503
    with app.app_context():
        event.remove(db.engine, "connect", be_impatient)


def be_impatient(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA busy_timeout=20")


def test_a_family_keeps_six(app: Flask, world: World) -> None:
    visitors = [app.test_client() for _ in range(7)]
    for visitor in visitors[:6]:
        type_code(visitor, world.cards["claire"].code, device=PERSONAL)
    assert all(map(is_in, visitors[:6]))
    oldest = devices_of(app, world.people["claire"])[2]
    put(app, oldest.id, seen_at=utc_now() - timedelta(days=3))
    type_code(visitors[6], world.cards["claire"].code, device=PERSONAL)
    assert [is_in(visitor) for visitor in visitors] == [True, True, False, True, True, True, True]


def test_a_shared_computer_takes_no_place(app: Flask, world: World, client: Visitor) -> None:
    visitors = [app.test_client() for _ in range(6)]
    for visitor in visitors:
        type_code(visitor, world.cards["claire"].code, device=PERSONAL)
    type_code(client, world.cards["claire"].code, device=SHARED)
    assert all(map(is_in, [*visitors, client]))


def test_it_lists_its_own_only(app: Flask, sign_in: SignIn, world: World) -> None:
    visitor = sign_in("claire")
    for name in ("claire", "paul", "claire"):
        client = app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = f"Mozilla (iPhone) {name} Safari"
        type_code(client, world.cards[name].code, device=PERSONAL)
    page = visitor.get("/appareils").get_data(as_text=True)
    assert page.count("iPhone, Safari") >= 2
    assert page.count("/oubli") == 3
    assert page.count("Cet appareil") == 1


def oubli(app: Flask, device: Device) -> str:
    with app.test_request_context():
        return url_for("accounts.forget_device", device_id=device.id)


def test_a_forgotten_device_is_out_at_the_next_request(
    app: Flask, sign_in: SignIn, world: World
) -> None:
    mine, lost = sign_in("claire"), sign_in("claire")
    assert is_in(lost)
    answer = mine.send(oubli(app, devices_of(app, world.people["claire"])[1]))
    assert (answer.status_code, answer.location) == (303, "/appareils")
    assert lost.get("/aujourdhui").location == "/entrer?suite=/aujourdhui"
    assert is_in(mine)


def test_it_hides_the_devices_of_others(app: Flask, sign_in: SignIn, world: World) -> None:
    other, mine = sign_in("paul"), sign_in("claire")
    assert mine.send(oubli(app, devices_of(app, world.people["paul"])[0])).status_code == 404
    assert is_in(other)


def test_a_closed_account_is_out_at_once(app: Flask, sign_in: SignIn, world: World) -> None:
    visitor = sign_in("claire")
    assert is_in(visitor)
    with app.app_context():
        change(Account, world.people["claire"], disabled_at=utc_now())
    assert not is_in(visitor)


def test_a_right_taken_away_counts_at_once(app: Flask, sign_in: SignIn, world: World) -> None:
    visitor = sign_in("petit")
    assert visitor.get("/e/0870001D/classes").status_code == 200
    with database(app) as rows, writing() as writer:
        assert rows is writer
        rows.delete(rows.query(Membership).filter_by(account_id=world.people["petit"]).one())
    assert visitor.get("/e/0870001D/classes").status_code == 404


def test_the_staff_stays_only_when_asked(app: Flask, world: World) -> None:
    for fields, kind in (({}, STAFF), ({"stay": "y"}, STAFF_STAY)):
        client = app.test_client()
        type_password(client, "petit@example.org", PASSWORD, **fields)
        assert devices_of(app, world.people["petit"])[-1].kind == kind


@pytest.mark.parametrize(("agent", "label", "phone"), [
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile Safari/604.1",
     "iPhone, Safari", True),
    ("Mozilla/5.0 (Linux; Android 9; SM-A105F) Chrome/138.0 Mobile Safari/537.36",
     "Téléphone Android, Chrome", True),
    ("Mozilla/5.0 (Linux; Android 13; SM-X200) Chrome/138.0 Safari/537.36",
     "Tablette Android, Chrome", True),
    ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Safari/537.36 Edg/138.0",
     "Ordinateur Windows, Edge", False),
    ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/138.0", "Chromebook, Chrome", False),
    ("<script>alert(1)</script>" + "x" * 5000, "Appareil", False),
    ("", "Appareil", False),
])
def test_it_names_a_browser_plainly(agent: str, label: str, phone: bool) -> None:
    assert label_of(agent) == said(label) == label
    assert is_phone(agent) == phone


def test_the_others_are_told_of_a_new_device(sign_in: Callable[[str], Visitor]) -> None:
    first = sign_in("claire")
    assert "Un autre appareil est entré" not in first.get("/aujourdhui").text
    second = sign_in("claire")
    assert "Un autre appareil est entré" in first.get("/aujourdhui").text
    assert "Un autre appareil est entré" not in second.get("/aujourdhui").text
    assert "les connaissez-vous tous" in first.get("/appareils").text
    first.send("/appareils/reconnus")
    assert "Un autre appareil est entré" not in first.get("/aujourdhui").text


def test_the_other_parent_is_not_told(sign_in: Callable[[str], Visitor]) -> None:
    paul = sign_in("paul")
    sign_in("claire")
    assert "Un autre appareil est entré" not in paul.get("/aujourdhui").text
