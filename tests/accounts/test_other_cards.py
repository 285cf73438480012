"""A parent has a child in two schools: one account for both cards, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from ecole.accounts.cards import issue_cards
from ecole.accounts.codes import draw_code
from ecole.models import AuditEvent, Guardian, Membership
from ecole.storage.school_scope import in_school
from tests.accounts.doors import CODE_UNKNOWN, database, failures, type_code
from tests.conftest import Visitor
from tests.world import World

SignIn = Callable[[str], Visitor]


def add(visitor: Visitor, code: str, **fields: str) -> tuple[int, str]:
    answer = visitor.send("/autre-carte", code=code, **fields)
    return answer.status_code, answer.get_data(as_text=True)


def schools_of(app: Flask, account_id: int) -> set[int]:
    with database(app) as rows:
        return set(rows.scalars(select(Membership.school_id)
                                .where(Membership.account_id == account_id)))


def account_of(app: Flask, world: World, name: str) -> int:
    with database(app) as rows:
        return rows.get_one(Guardian, world.guardians[name]).account_id


def separation(app: Flask, world: World, name: str) -> str:
    with app.test_request_context():
        return url_for("accounts.separate", guardian_id=world.guardians[name])


def today_of(visitor: Visitor) -> str:
    return visitor.get("/aujourdhui").get_data(as_text=True)


def test_it_works(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    answer = claire.send("/autre-carte", code=world.cards["rita"].code.lower())
    assert (answer.status_code, answer.location) == (303, "/")
    page = today_of(claire)
    assert "Vous voyez maintenant aussi\u00a0: Inês (Classe de UNIQUE)." in page
    for child in ("Lina", "Hugo", "Inês"):
        assert child in page
    assert schools_of(app, world.people["claire"]) == set(world.schools.values())
    with database(app) as rows:
        event = rows.query(AuditEvent).filter_by(act="card joined").one()
        assert event.details == {"guardians": [world.guardians["rita"]]}


def test_both_cards_open_the_same_account(app: Flask, world: World, sign_in: SignIn) -> None:
    add(sign_in("claire"), world.cards["rita"].code)
    for name in ("claire", "rita"):
        visitor = app.test_client()
        type_code(visitor, world.cards[name].code)
        assert "Lina" in today_of(visitor)
        assert "Inês" in today_of(visitor)


def test_the_other_account_is_empty(app: Flask, world: World, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    assert "Inês" in today_of(rita)
    add(sign_in("claire"), world.cards["rita"].code)
    assert schools_of(app, world.people["rita"]) == set()
    assert rita.get("/aujourdhui").status_code == 404
    assert rita.get("/appareils").status_code == 200


def test_a_reprint_in_one_school_keeps_both(app: Flask, world: World, sign_in: SignIn) -> None:
    add(sign_in("claire"), world.cards["rita"].code)
    with app.app_context(), in_school(world.schools["voisine"]):
        (card,) = issue_cards([world.guardians["rita"]], None)
    for code, status in ((card.code, 303), (world.cards["claire"].code, 303),
                         (world.cards["rita"].code, 200)):
        visitor = app.test_client()
        assert type_code(visitor, code).status_code == status
        if status == 303:
            assert "Inês" in today_of(visitor)
            assert "Lina" in today_of(visitor)


def test_it_separates(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    add(claire, world.cards["rita"].code)
    page = claire.get("/autre-carte").get_data(as_text=True)
    assert "Inês (Classe de UNIQUE)" in page
    assert page.count("/separation") == 2
    answer = claire.send(separation(app, world, "rita"))
    assert (answer.status_code, answer.location) == (303, "/autre-carte")
    assert "Inês" not in today_of(claire)
    assert "Lina" in today_of(claire)
    assert schools_of(app, world.people["claire"]) == {world.schools["bourg"]}
    own = account_of(app, world, "rita")
    assert own != world.people["claire"]
    assert schools_of(app, own) == {world.schools["voisine"]}
    visitor = app.test_client()
    type_code(visitor, world.cards["rita"].code)
    assert "Inês" in today_of(visitor)
    assert "Lina" not in today_of(visitor)


def test_either_card_may_leave(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    add(claire, world.cards["rita"].code)
    claire.send(separation(app, world, "claire"))
    assert "Inês" in today_of(claire)
    assert "Lina" not in today_of(claire)
    visitor = app.test_client()
    type_code(visitor, world.cards["claire"].code)
    assert "Lina" in today_of(visitor)


def test_the_last_card_cannot_leave(app: Flask, world: World, sign_in: SignIn) -> None:
    claire = sign_in("claire")
    assert claire.send(separation(app, world, "claire")).status_code == 404
    assert "/separation" not in claire.get("/autre-carte").get_data(as_text=True)
    assert account_of(app, world, "claire") == world.people["claire"]


@pytest.mark.parametrize("other", ["paul", "nadia", "rita"])
def test_it_hides_the_cards_of_others(
    app: Flask, world: World, sign_in: SignIn, other: str
) -> None:
    assert sign_in("claire").send(separation(app, world, other)).status_code == 404
    assert account_of(app, world, other) == world.people[other]


def test_it_refuses_its_own_card(app: Flask, world: World, sign_in: SignIn) -> None:
    status, page = add(sign_in("claire"), world.cards["claire"].code)
    assert status == 200
    assert "C’est déjà votre carte." in page


def test_it_refuses_the_other_parents_card(app: Flask, world: World, sign_in: SignIn) -> None:
    """Separated parents stay apart, even when one finds the card of the other."""
    paul = sign_in("paul")
    status, page = add(sign_in("claire"), world.cards["paul"].code)
    assert status == 200
    assert "Chaque adulte garde la sienne." in page
    assert account_of(app, world, "paul") == world.people["paul"]
    assert "Lina" in today_of(paul)


def test_it_takes_two_cards_of_one_school(app: Flask, world: World, sign_in: SignIn) -> None:
    """The roster may know the same person twice, with different children."""
    claire = sign_in("claire")
    assert add(claire, world.cards["nadia"].code)[0] == 303
    assert "Sami" in today_of(claire)
    claire.send(separation(app, world, "nadia"))
    assert schools_of(app, world.people["claire"]) == {world.schools["bourg"]}
    assert schools_of(app, account_of(app, world, "nadia")) == {world.schools["bourg"]}
    assert "Sami" not in today_of(claire)


@pytest.mark.parametrize("typed", ["", "MAB FIP", "A" * 200])
def test_it_refuses_a_mistyped_code(app: Flask, sign_in: SignIn, typed: str) -> None:
    assert add(sign_in("claire"), typed)[0] == 200
    assert failures(app) == 0


def test_a_refused_form_can_be_sent_again(world: World, sign_in: SignIn) -> None:
    """The wrong try wrote its count; that does not make the page « déjà enregistré »."""
    claire = sign_in("claire")
    status, page = add(claire, draw_code(), submission="same-page")
    assert status == 200
    assert CODE_UNKNOWN in page
    assert add(claire, world.cards["rita"].code, submission="same-page")[0] == 303
    assert "Inês" in today_of(claire)


def test_guesses_are_limited_here_too(sign_in: SignIn) -> None:
    claire = sign_in("claire")
    assert [add(claire, draw_code())[0] for _ in range(21)] == [200] * 20 + [429]
