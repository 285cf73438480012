"""Walks a list of pages, with a browser for each core of the machine."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser, sync_playwright

from judges.verdicts import Judged
from judges.walk import Walk
from tests.browser.instance import Instance
from tests.browser.visits import Place
from tests.browser.watched import CHROMIUM, People

BROWSERS_MAX = 3
Tell = Callable[[str], None]


def crawl(
    browser: Browser, site: Instance, places: Sequence[Place], *, language: str = "",
    tell: Tell = lambda name: None,
) -> list[Judged]:
    """Judge each place in turn; none that fails keeps the others from being judged."""
    people, judged = People(browser, site.address), []
    walk = Walk(people, site, language)
    for place in places:
        tell(f"{place.name} ({place.who})")
        judged.append(walk.judge(place))
    for context in people.contexts:
        context.close()
    walk.note_watched(judged[-1], places[-1].status)
    return judged


def crawl_together(
    chromium: str, site: Instance, places: Sequence[Place], *, language: str = "",
    tell: Tell = lambda name: None,
) -> list[Judged]:
    """The same with as many browsers as there are cores to share, each with some of the people."""

    def crawl_share(share: list[Place]) -> list[Judged]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
            try:
                return crawl(browser, site, share, language=language, tell=tell)
            finally:
                browser.close()

    shares = share_out(places, min(BROWSERS_MAX, os.cpu_count() or 1))
    with ThreadPoolExecutor(len(shares)) as pool:
        judged = {(page.name, page.who): page
                  for part in pool.map(crawl_share, shares) for page in part}
    return [judged[place.name, place.who] for place in places]


def share_out(places: Iterable[Place], count: int) -> list[list[Place]]:
    """Groups of about the same size; the pages of one person stay together."""
    by_person: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_person[place.who].append(place)
    shares: list[list[Place]] = [[] for _ in range(count)]
    for group in sorted(by_person.values(), key=len, reverse=True):
        min(shares, key=len).extend(group)
    return [share for share in shares if share]
