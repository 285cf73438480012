"""What is counted, what is not judged, what is too much; and the table that says it."""

from __future__ import annotations

import json

from judges.table import lines_of
from judges.verdicts import BROWSER, COUNTED, JUDGES, SIGN_IN, TODAY, Judged, Verdict

KEYS = {"pages", "axe", "vnu", "overflow", "console", "foreign", "broken_links", "needs_script",
        "ecoindex_min", "ecoindex_today", "first_view_kb", "lighthouse", "faults"}


def judged(name: str = "page", **figures: int) -> Judged:
    """A page that a browser has judged and found good."""
    page = Judged(name, "parent", **{"elements": 50, "requests": 5, "size": 20_000, **figures})
    page.weigh([])
    page.done |= set(BROWSER)
    return page


def test_it_works() -> None:
    found = json.loads(json.dumps(Verdict([judged(TODAY, first_view=18_000)], JUDGES).as_json()))
    assert set(found) >= KEYS
    assert (found["axe"], found["faults"], found["first_view_kb"]) == (0, [], 18.0)
    assert found["ecoindex_today"] == found["ecoindex_min"] > 90
    assert found["pages"][0]["letter"] == "A"


def test_what_was_not_judged_is_never_zero() -> None:
    verdict = Verdict([judged()], BROWSER)
    found = verdict.as_json()
    assert (found["vnu"], found["pages"][0]["vnu"], found["lighthouse"]) == (None, None, None)
    assert found["not_judged"] == ["vnu", "lighthouse"]
    text = "\n".join(lines_of(verdict))
    assert "vnu –" in text
    assert "NOT JUDGED in this run (–): vnu, lighthouse" in text
    assert "No fault in what was judged." in text


def test_a_page_not_reached_has_no_figures() -> None:
    lost = Judged("lost", "head")
    lost.add("visit", "not reached: timeout")
    found = Verdict([lost], BROWSER).as_json()
    assert [found[judge] for judge in COUNTED] == [None] * len(COUNTED)
    assert found["ecoindex_min"] is None
    assert found["faults"] == [
        {"page": "lost", "who": "head", "judge": "visit", "message": "not reached: timeout"}]


def test_each_page_must_be_light_and_the_first_ones_lighter() -> None:
    assert not judged(elements=300).faults
    assert [fault.judge for fault in judged(elements=800).faults] == ["ecoindex"]
    for name in (TODAY, SIGN_IN):
        assert [fault.judge for fault in judged(name, elements=300).faults] == ["ecoindex"]


def test_the_first_view_of_the_day_must_be_small() -> None:
    assert not judged(TODAY, first_view=30_000).faults
    assert [fault.judge for fault in judged(TODAY, first_view=30_001).faults] == ["weight"]


def test_the_same_fault_is_counted_once_and_said_once_for_all_pages() -> None:
    pages = [judged("one"), judged("two")]
    for page in pages:
        page.conclude("axe", ["pale", "pale"])
    verdict = Verdict(pages, BROWSER)
    assert verdict.total("axe") == 2
    text = "\n".join(lines_of(verdict))
    assert text.count("FAULT axe: pale") == 1
    assert "on one (parent), two (parent)" in text


def test_a_fault_reads_the_same_whatever_the_port() -> None:
    page = judged()
    page.add("broken_links", "http://127.0.0.1:1234/x answers 404")
    page.make_addresses_short("http://127.0.0.1:1234")
    assert page.faults[0].message == "/x answers 404"
