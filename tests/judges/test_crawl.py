"""Who walks with whom; and what is installed says no address."""

from __future__ import annotations

from pathlib import Path

from judges.bad_site import SAMPLES
from judges.crawl import share_out
from tests.browser.visits import DISTINCT, PLACES
from tests.browser.ways import at

ROOM = Path(__file__).parents[2] / "judges"


def test_each_person_walks_with_one_browser() -> None:
    shares = share_out(PLACES, 2)
    assert sorted(place.name for share in shares for place in share) == sorted(
        place.name for place in PLACES)
    people = [{place.who for place in share} for share in shares]
    assert people[0].isdisjoint(people[1])


def test_one_person_needs_one_browser() -> None:
    assert len(share_out([sample.place for sample in SAMPLES], 2)) == 1


def test_names_of_pages_are_all_different() -> None:
    names = [place.name for place in PLACES]
    assert len(names) == len(set(names))
    assert all(callable(place.go) for place in PLACES)
    assert callable(at("/entrer"))


def test_the_lock_of_the_validators_holds_no_address() -> None:
    assert "://" not in (ROOM / "package-lock.json").read_text()


def test_modules_stay_readable() -> None:
    assert not [path.name for path in ROOM.glob("*.py") if len(path.read_text().splitlines()) > 200]


def test_a_quick_look_leaves_out_what_the_head_sees_again() -> None:
    left_out = {place.name for place in PLACES} - {place.name for place in DISTINCT}
    assert "consigne-head" in left_out or "actualite-head" in left_out
    assert all(name.endswith("-head") for name in left_out)
    assert "liste" not in left_out
