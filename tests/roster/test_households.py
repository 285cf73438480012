"""Families: children who share an adult, all their adults, and whether the news reached home."""

from __future__ import annotations

import random

import pytest

from ecole.models import Card, Guardianship, Pupil
from ecole.roster.households import Tie, households_of, ties_of
from ecole.roster.levels import by_level
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.world import change


def tie(pupil, guardian, *, entered=False, card=True):
    return Tie(pupil, 1, "CP", guardian, has_entered=entered, has_card=card)


def found(*ties):
    return sorted((sorted(one.pupils), sorted(one.guardians), one.has_entered)
                  for one in households_of(ties))


def test_it_works():
    assert found(tie(1, 10), tie(1, 11), tie(2, 12)) == [
        ([1], [10, 11], False), ([2], [12], False)]


def test_one_parent_makes_brothers_of_two():
    """Separated parents, and a half-brother whose other parent is somebody else: one family."""
    ties = [tie(1, 10), tie(2, 11), tie(3, 12), tie(2, 10, entered=True), tie(3, 11)]
    expected = [([1, 2, 3], [10, 11, 12], True)]
    for _ in range(20):
        random.shuffle(ties)
        assert found(*ties) == expected


def test_a_child_without_adult_is_in_none():
    assert found(tie(1, None), tie(2, 10)) == [([2], [10], False)]


@pytest.fixture
def bourg(world, context):
    with in_school(world.schools["bourg"]):
        yield world


def families():
    return sorted(len(one.pupils) for one in households_of(ties_of()))


def test_the_families_of_a_school(bourg):
    assert families() == [1, 2]
    assert {one.guardian_id for one in ties_of()} == {
        bourg.guardians[name] for name in ("claire", "paul", "nadia")}


def test_who_left_or_was_kept_away_is_not_counted(bourg):
    rows = db.session.query(Guardianship).filter_by(guardian_id=bourg.guardians["nadia"]).one()
    link = rows.id
    db.session.rollback()
    change(Guardianship, link, suspended_at=utc_now())
    assert families() == [2]
    change(Pupil, bourg.pupils["lina"], left_on=bourg.day)
    assert families() == [1]


def test_a_card_used_before_it_was_printed_again_counts(bourg):
    guardian = bourg.guardians["claire"]
    card = db.session.query(Card).filter_by(guardian_id=guardian).one().id
    db.session.rollback()
    change(Card, card, used_at=utc_now(), revoked_at=utc_now())
    (mine,) = [one for one in ties_of(Pupil.id == bourg.pupils["lina"])
               if one.guardian_id == guardian]
    assert (mine.has_entered, mine.has_card) == (True, False)
    with writing() as rows:
        rows.add(Card(guardian_id=guardian, selector="s", code_hash="h", qr_hash="q"))
    assert len([one for one in ties_of() if one.guardian_id == guardian]) == 4
    assert families() == [1, 2]


def test_levels_are_in_the_order_of_school():
    assert by_level(["CM1", "CE1", "CP", "ULIS", "GS", "PS"]) == [
        "PS", "GS", "CP", "CE1", "CM1", "ULIS"]
