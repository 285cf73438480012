"""The reading settings: kept with the account, or with the browser before the sign-in."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Visitor
from tests.world import World


def test_it_works(sign_in: Callable[[str], Visitor]) -> None:
    claire = sign_in("claire")
    answer = claire.send("/reglages", language="fr", comfort=["plain", "large"])
    assert answer.status_code == 303
    page = claire.get("/reglages").text
    assert 'data-comfort="large plain"' in page
    assert "C’est enregistré." in page
    assert page.count("checked") == 3
    assert 'data-comfort="large plain"' in sign_in("claire").get("/aujourdhui").text
    assert "data-comfort" not in sign_in("paul").get("/aujourdhui").text


def test_the_answer_is_already_in_the_language(sign_in: Callable[[str], Visitor]) -> None:
    claire = sign_in("claire")
    claire.send("/reglages", language="en")
    assert "Saved." in claire.get("/reglages").text


def test_a_page_kept_ready_is_of_the_comfort(sign_in: Callable[[str], Visitor]) -> None:
    claire = sign_in("claire")
    claire.get("/aujourdhui"), claire.get("/aujourdhui")
    claire.send("/reglages", language="fr", comfort=["wide"])
    assert 'data-comfort="wide"' in claire.get("/aujourdhui").text


def test_a_choice_before_the_sign_in_is_kept(client: Visitor, world: World,
                                             sign_in: Callable[[str], Visitor]) -> None:
    client.send("/reglages", language="en", comfort=["large"])
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    for visitor in (client, sign_in("claire")):
        assert '<html lang="en" dir="ltr" data-comfort="large"' in visitor.get("/aujourdhui").text


def test_it_does_not_change_what_the_person_chose(client: Visitor, world: World,
                                                  sign_in: Callable[[str], Visitor]) -> None:
    sign_in("claire").send("/reglages", language="fr", comfort=["wide"])
    client.send("/reglages", language="en", comfort=["large"])
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    assert '<html lang="fr" dir="ltr" data-comfort="wide"' in client.get("/aujourdhui").text


def test_it_refuses_an_unknown_choice(client: Visitor) -> None:
    page = client.send("/reglages", language="xx", comfort=["<b>"])
    assert page.status_code == 200
    assert "À corriger" in page.text
    assert "data-comfort" not in client.get("/reglages").text
