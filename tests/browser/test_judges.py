"""The judges of `scripts/judge` see each fault of the bad site, and clear its good page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from judges.bad_site import bad_site
from judges.blindness import check_sight, good_sample, samples_for
from judges.crawl import crawl
from judges.verdicts import BROWSER

pytestmark = pytest.mark.browser


def test_no_judge_is_blind(browser: Browser) -> None:
    samples = [good_sample(), *samples_for(BROWSER)]
    with bad_site() as site:
        pages = crawl(browser, site, [sample.place for sample in samples])
    check_sight(samples, pages)


def test_a_place_out_of_reach_is_said_and_the_next_is_judged(browser: Browser) -> None:
    good = good_sample().place
    lost = type(good)("lost", good.who, lambda page, demo: demo.entries["nowhere"])
    with bad_site() as site:
        pages = crawl(browser, site, [lost, good])
    assert [fault.judge for fault in pages[0].faults] == ["visit"]
    assert pages[0].count("axe") is None
    assert (pages[1].faults, pages[1].count("axe")) == ([], 0)
