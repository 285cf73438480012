"""The log: one line of JSON a request, from which nobody learns a name."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask, url_for

from ecole.web.request_log import JsonLines, log_to_stderr
from tests.accounts.doors import type_code, type_password
from tests.conftest import Visitor
from tests.world import BOURG, PASSWORD, World

SignIn = Callable[[str], Visitor]
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    caplog.set_level(logging.DEBUG)

    def read() -> list[dict[str, object]]:
        texts = [JsonLines().format(record) for record in caplog.records]
        assert all("\n" not in text for text in texts)
        return [json.loads(text) for text in texts]

    return read


def of_requests(lines: Lines) -> list[dict[str, object]]:
    return [line for line in lines() if line["logger"] == "ecole.request"]


def test_it_works(app: Flask, world: World, sign_in: SignIn, lines: Lines) -> None:
    with app.test_request_context():
        address = url_for("instructions.show", uai=BOURG,
                          instruction_id=world.instructions["lecture"])
    answer = sign_in("claire").get(f"{address}?nom=BERNARD")
    (line,) = of_requests(lines)
    assert set(line) == {"at", "level", "logger", "message", "request", "method", "route",
                         "status", "ms", "who"}
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["route"] == "/e/<uai>/consignes/<id:instruction_id>"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert datetime.fromisoformat(str(line["at"])).utcoffset() == timedelta(0)
    assert isinstance(line["ms"], float)


def test_it_follows_somebody_without_saying_who(
    world: World, sign_in: SignIn, lines: Lines, client: Visitor
) -> None:
    for visitor in (sign_in("claire"), sign_in("claire"), sign_in("paul"), client):
        visitor.get("/appareils")
    first, second, third, fourth = (line["who"] for line in of_requests(lines))
    assert first == second != third
    assert fourth == "-"
    assert str(world.people["claire"]) not in json.dumps(lines())
    assert len(str(first)) == 10


def test_it_holds_no_name_no_code_no_question(
    app: Flask, world: World, sign_in: SignIn, lines: Lines
) -> None:
    claire, petit, door = sign_in("claire"), sign_in("petit"), app.test_client()
    claire.get("/aujourdhui?x=question")
    petit.get(f"/e/{BOURG}/classes", headers={"User-Agent": "Bavard", "Referer": "http://x/secret"})
    type_code(door, world.cards["nadia"].code, suite="/jour/2031-05-06")
    type_password(door, "petit@example.org", PASSWORD)
    door.get("/equipe/mot-de-passe/un-jeton-secret")
    door.get("/chemin-inconnu/BERNARD")
    written = json.dumps(lines(), ensure_ascii=False)
    for told in ("Lina", "BERNARD", "Dupuis", "question", "Bavard", "secret", "petit@", "Petit",
                 world.cards["nadia"].code, PASSWORD, "2031-05-06", "127.0.0.1", "192.0.2.1"):
        assert told not in written


def test_comings_and_refusals_are_written(
    app: Flask, world: World, client: Visitor, sign_in: SignIn, lines: Lines
) -> None:
    """ASVS 16.3: who came in, who was refused, by the number of the request."""
    type_code(client, "MAB FIP")
    type_code(client, world.cards["rita"].code[:17] + "B")
    type_password(client, "petit@example.org", "x")
    type_code(client, world.cards["nadia"].code)
    sign_in("claire").get(f"/e/{BOURG}/equipe")
    found = {(line["message"], line.get("why") or line.get("kind")) for line in lines()
             if line["logger"] == "ecole.accounts"}
    assert ("refused", "Mistyped") in found
    assert ("refused", "WrongSecret") in found
    assert ("signed in", "shared") in found
    numbers = {line["request"] for line in of_requests(lines)}
    assert all(line["request"] in numbers for line in lines()
               if line["logger"] == "ecole.accounts")
    assert of_requests(lines)[-1]["status"] == 404


@pytest.mark.parametrize("told", [
    "x\n{\"level\": \"error\", \"message\": \"forged\"}", "x\r\nforged", "\x1b[31mred", "\u2028x",
    "\"}, {\"a\": \"b", "\x00", "\udcff",
])
def test_nobody_writes_a_line_of_their_own(told: str) -> None:
    record = logging.LogRecord("ecole.x", logging.INFO, "", 0, "said %s", (told,), None)
    record.fields = {"field": told}
    text = JsonLines().format(record)
    assert len(text.splitlines()) == 1 or told == "\u2028x"
    assert "\x1b" not in text
    assert json.loads(text)["message"] == f"said {told}"


def test_an_odd_method_or_path_stays_in_its_place(client: Visitor, lines: Lines) -> None:
    client.open("/entrer%0A%7B%22level%22", method="GET")
    client.open("/au-revoir", method="FORGED")
    assert [line["route"] for line in of_requests(lines)] == ["-", "-"]


def test_an_exception_is_a_type_and_places(lines: Lines) -> None:
    try:
        raise ValueError("Lina BERNARD")
    except ValueError:
        logging.getLogger("ecole.x").exception("failed")
    (line,) = lines()
    assert line["exception"] == "ValueError"
    assert str(line["where"]).startswith("['tests/web/test_request_log.py:")
    assert "Lina" not in json.dumps(line)


def test_anything_can_be_a_field() -> None:
    record = logging.LogRecord("ecole.x", logging.INFO, "", 0, "said", (), None)
    record.fields = {"when": datetime.now().astimezone(), "what": {1, 2}}
    assert json.loads(JsonLines().format(record))["message"] == "said"


def test_it_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    former, level = root.handlers[:], root.level
    try:
        log_to_stderr()
        logging.getLogger("ecole.request").info("hello", extra={"fields": {"a": 1}})
        logging.getLogger("waitress.queue").warning("depth 3")
    finally:
        root.handlers[:], root.level = former, level
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["a"] == 1
