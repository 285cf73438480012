"""The language of a page: French unless the person chose another, and kept for the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from ecole.web import languages
from ecole.web.languages import gettext, language, ngettext
from ecole.web.words import clock, duration, joined, long_day, moment, short_day
from tests.conftest import Visitor


@pytest.fixture
def in_english(app: Flask) -> object:
    with app.test_request_context():
        languages.answer_in("en")
        yield


def test_french_is_the_source() -> None:
    assert language() == "fr"
    assert gettext("Réglages de lecture") == "Réglages de lecture"
    assert [ngettext("%(num)d élève", "%(num)d élèves", n) for n in (0, 1, 2)] == [
        "0 élève", "1 élève", "2 élèves"]


@pytest.mark.usefixtures("in_english")
def test_it_speaks_english() -> None:
    assert gettext("Réglages de lecture") == "Reading settings"
    assert long_day(date(2026, 12, 1)) == "Tuesday 1\u00a0December"
    assert short_day(date(2026, 12, 1)) == "Tue\u00a01"
    assert clock(datetime(2026, 12, 1, 8, 5, tzinfo=UTC)) == "08:05"
    at = datetime(2026, 12, 1, 7, 5, tzinfo=UTC)
    assert moment(at) == "Tuesday 1\u00a0December at\u00a008:05"
    assert joined(["Lina", "Hugo", "Théo"]) == "Lina, Hugo and Théo"
    assert (duration(20), duration(60)) == ("20\u00a0min", "1\u00a0h")
    assert duration(65) == "1\u00a0h\u00a05\u00a0min"


@pytest.mark.usefixtures("in_english")
def test_what_is_not_translated_yet_is_said_in_french() -> None:
    assert gettext("Une phrase de demain.") == "Une phrase de demain."
    assert ngettext("%(num)d rien", "%(num)d riens", 0) == "0 rien"


def test_a_visitor_chooses_before_the_sign_in(client: Visitor) -> None:
    answer = client.send("/langue", language="en", suite="/equipe")
    assert (answer.status_code, answer.location) == (303, "/equipe")
    assert '<html lang="en" dir="ltr">' in client.get("/equipe").text


def test_the_choice_follows_the_person(sign_in: Callable[[str], Visitor]) -> None:
    sign_in("claire").send("/langue", language="en", suite="/aujourdhui")
    assert 'lang="en"' in sign_in("claire").get("/aujourdhui").text
    assert '<html lang="fr"' in sign_in("paul").get("/aujourdhui").text


def test_a_page_kept_ready_is_of_the_language(sign_in: Callable[[str], Visitor]) -> None:
    claire = sign_in("claire")
    claire.get("/aujourdhui"), claire.get("/aujourdhui")
    claire.send("/langue", language="en")
    assert 'lang="en"' in claire.get("/aujourdhui").text


@pytest.mark.parametrize("code", ["xx", "", "fr_FR", "../en"])
def test_it_refuses_a_language_it_does_not_have(client: Visitor, code: str) -> None:
    assert client.send("/langue", language=code).status_code == 400
    assert '<html lang="fr"' in client.get("/entrer").text
