"""The pages the law asks for: open to anyone, true to the code, and plain about what is missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from ecole.config import BadSetting, Settings
from ecole.operations import nightly
from ecole.public.durations import durations
from tests.conftest import Visitor

SignIn = Callable[[str], Visitor]
PAGES = ("/accessibilite", "/mentions-legales", "/donnees-personnelles")
TO_FILL_IN = "À compléter par la mairie"
TOWN = {
    "publisher": "Mairie du Bourg, 1 place de la Mairie, 05 55 00 00 00",
    "publication_director": "Mme Martin, maire", "hosting": "Mairie du Bourg, salle des serveurs",
    "contact": "ecole@bourg.example", "dpo": "Mme Le Goff, dpo@bourg.example",
}


@pytest.fixture
def filled_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "ECOLE", dataclasses.replace(app.config["ECOLE"], **TOWN))


@pytest.mark.usefixtures("filled_in")
def test_it_works(client: Visitor) -> None:
    shown = {page: client.get(page).text for page in PAGES}
    assert not [page for page, text in shown.items() if TO_FILL_IN in text]
    assert all(text in shown["/mentions-legales"] for name, text in TOWN.items() if name != "dpo")
    assert TOWN["dpo"] in shown["/donnees-personnelles"]
    assert 'href="mailto:ecole@bourg.example"' in shown["/accessibilite"]


@pytest.mark.parametrize("page", PAGES)
def test_it_says_what_the_town_hall_has_to_fill_in(client: Visitor, page: str) -> None:
    assert TO_FILL_IN in client.get(page).text


@pytest.mark.parametrize("name", ["claire", "petit", "rossi"])
def test_everyone_may_open_them(sign_in: SignIn, name: str) -> None:
    assert {sign_in(name).get(page).status_code for page in PAGES} == {200}


def test_the_declaration_has_the_form_of_the_law(client: Visitor) -> None:
    """Titles and sentences that the RGAA imposes, in their order."""
    page = client.get("/accessibilite").text
    places = [page.find(words) for words in (
        "conformément à l’article\u00a047 de la loi n°\u00a02005-102 du 11\u00a0février 2005",
        "Cette déclaration d’accessibilité s’applique à", "État de conformité",
        "Résultats des tests", "Contenus non accessibles", "Non-conformités",
        "Dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation d’accessibilité",
        "Établissement de cette déclaration d’accessibilité", "Environnement de test",
        "Retour d’information et contact", "Voies de recours", "Libre réponse 71120",
    )]
    assert -1 not in places
    assert places == sorted(places)


def test_the_foot_of_each_page_says_the_same_state(client: Visitor) -> None:
    for page in ("/entrer", "/nulle-part", *PAGES):
        assert "Accessibilité\u00a0: non conforme</a>" in client.get(page).text
    assert "<b>non conforme</b>" in client.get("/accessibilite").text


def test_figures_are_those_of_the_code(client: Visitor) -> None:
    kept = durations()
    assert kept["ended_device_days"] * nightly.DAY == nightly.DEVICES_KEPT
    assert timedelta(hours=kept["attempt_hours"]) == nightly.ATTEMPTS_KEPT
    page = client.get("/donnees-personnelles").text
    for words in ("90 jours", "30 jours à la corbeille", "24 heures", "«\u00a0ecole\u00a0»"):
        assert words in page


def test_a_translation_says_that_french_prevails(client: Visitor) -> None:
    notice = "notice--info"
    assert notice not in client.get("/mentions-legales").text
    client.send("/reglages", language="en")
    for page in PAGES:
        assert notice in client.get(page, check=False).text


@pytest.mark.parametrize(("name", "value", "said"), [
    ("ECOLE_CONTACT", "la mairie", "adresse de courriel"),
    ("ECOLE_CONTACT", "a@b", "adresse de courriel"),
    ("ECOLE_PUBLISHER", "x" * 301, "300 au plus"),
])
def test_it_refuses_a_setting_that_cannot_be_shown(tmp_path: Path, name: str, value: str,
                                                   said: str) -> None:
    with pytest.raises(BadSetting, match=f"{name}.*{said}"):
        Settings.from_environment({"ECOLE_DATA": str(tmp_path), name: value})
