"""Family cards: one live card for each guardian, of which nothing that opens it is kept."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ecole.accounts import cards
from ecole.accounts.cards import CROCKFORD, DrawnCard, draw_token, issue_cards
from ecole.accounts.codes import check_letter, draw_code
from ecole.models import AuditEvent, Card
from ecole.storage.columns import new_id
from ecole.storage.school_scope import all_schools, in_school
from tests.accounts.doors import database, type_code
from tests.conftest import Visitor
from tests.world import World


def reprint(app: Flask, world: World, *names: str, school: str = "bourg") -> list[DrawnCard]:
    with app.app_context(), in_school(world.schools[school]):
        return issue_cards([world.guardians[name] for name in names], world.people["rossi"])


def cards_of(app: Flask, world: World, name: str) -> list[Card]:
    with database(app) as rows:
        found = rows.scalars(select(Card).where(Card.guardian_id == world.guardians[name])
                             .order_by(Card.created_at)).all()
        rows.expunge_all()
        return list(found)


def can_scan(visitor: Visitor, token: str) -> bool:
    answer = visitor.send("/c/bonjour", token=token)
    return bool(answer.json and answer.json["known"])


def test_it_works(app: Flask, world: World, client: Visitor) -> None:
    (card,) = reprint(app, world, "claire")
    assert can_scan(client, card.token)
    assert type_code(client, card.code).status_code == 303


def test_a_token_has_130_bits() -> None:
    tokens = {draw_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 26 and set(token) <= set(CROCKFORD) for token in tokens)
    assert len(CROCKFORD) == 32


def test_a_reprint_kills_the_old_code_and_square_at_once(
    app: Flask, world: World, client: Visitor
) -> None:
    old = world.cards["claire"]
    assert can_scan(client, old.token)
    (new,) = reprint(app, world, "claire")
    assert not can_scan(client, old.token)
    assert type_code(client, old.code).status_code == 200
    assert can_scan(client, new.token)
    assert type_code(client, new.code).status_code == 303


def test_it_leaves_the_other_parent_alone(app: Flask, world: World, client: Visitor) -> None:
    reprint(app, world, "claire")
    assert can_scan(client, world.cards["paul"].token)


def test_it_notes_the_first_entry_only(app: Flask, world: World) -> None:
    (card,) = cards_of(app, world, "claire")
    assert card.used_at is None
    assert type_code(app.test_client(), world.cards["claire"].code).status_code == 303
    (card,) = cards_of(app, world, "claire")
    first = card.used_at
    assert first is not None
    app.test_client().send("/c", token=world.cards["claire"].token)
    assert cards_of(app, world, "claire")[0].used_at == first


def test_it_says_how_far_it_is(app: Flask, world: World) -> None:
    steps: list[int] = []
    with app.app_context(), in_school(world.schools["bourg"]):
        issue_cards([world.guardians["claire"], world.guardians["paul"]], None, steps.append)
    assert steps == [1, 2]


def test_it_writes_who_asked_without_a_name(app: Flask, world: World) -> None:
    reprint(app, world, "claire", "paul")
    with database(app) as rows:
        event = rows.scalars(select(AuditEvent).where(AuditEvent.act == "cards issued")).one()
        assert event.account_id == world.people["rossi"]
        assert event.school_id == world.schools["bourg"]
        assert event.details == {"count": 2}


def test_selectors_taken_anywhere_are_drawn_again(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rita's selector, in the other school, and one drawn twice in the same batch."""
    fresh = [draw_code() for _ in range(3)]
    twin = fresh[0][:6] + fresh[1][6:17]
    drawn = iter([world.cards["rita"].code, fresh[0], twin + check_letter(twin), *fresh[1:]])
    monkeypatch.setattr(cards, "draw_code", lambda: next(drawn))
    made = reprint(app, world, "claire", "paul")
    assert len({card.code[:6] for card in made}) == 2
    assert world.cards["rita"].code not in {card.code for card in made}


def test_a_selector_taken_meanwhile_is_drawn_again(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, free = world.cards["rita"].code, draw_code()
    batches = iter([[taken], [free]])
    monkeypatch.setattr(cards, "_fresh_codes", lambda count: next(batches))
    assert [card.code for card in reprint(app, world, "claire")] == [free]
    assert len([c for c in cards_of(app, world, "claire") if c.revoked_at is None]) == 1


def test_it_stops_when_the_database_refuses_for_another_reason(app: Flask, world: World) -> None:
    with app.app_context(), in_school(world.schools["bourg"]), pytest.raises(IntegrityError):
        issue_cards([new_id()], None)


def test_it_never_prints_for_another_school(app: Flask, world: World) -> None:
    with app.app_context(), in_school(world.schools["bourg"]), pytest.raises(IntegrityError):
        issue_cards([world.guardians["rita"]], None)


def test_a_batch_is_all_or_nothing(app: Flask, world: World, client: Visitor) -> None:
    with app.app_context(), in_school(world.schools["bourg"]), pytest.raises(IntegrityError):
        issue_cards([world.guardians["claire"], new_id()], None)
    assert can_scan(client, world.cards["claire"].token)
    with app.app_context(), all_schools("tests"):
        from ecole.storage.database import db

        assert db.session.scalar(select(func.count(Card.id))) == 4
