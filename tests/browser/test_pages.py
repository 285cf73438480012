"""Each main page on each screen, light and dark: rules of access, width, weight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.instance import Instance
from tests.browser.page_measures import (
    broken_rules,
    faults_of_load,
    load_rules,
    measure_load,
    overflow,
)
from tests.browser.visits import HEAD, NOBODY, PARENT, PLACES, TEACHER, Place, sign_in
from tests.browser.watched import PHONE, people_of

pytestmark = pytest.mark.browser

HEIGHT = 844
WIDTHS = (320, 390, 1280)
ZOOMED = 640  # a screen of 1280 px at 200 %
Kept = dict[str, object]


@pytest.fixture(scope="module")
def states(browser: Browser, demo: Instance) -> dict[str, Kept]:
    """What each person's browser remembers once signed in."""
    kept: dict[str, Kept] = {NOBODY: {}}
    with people_of(browser, demo.address) as people:
        for who in (PARENT, TEACHER, HEAD):
            page = people.meet(PHONE)
            sign_in(page, demo, who)
            kept[who] = dict(page.context.storage_state())
    return kept


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.name)
def page(
    request: pytest.FixtureRequest, browser: Browser, demo: Instance, states: dict[str, Kept]
) -> Iterator[Page]:
    """The page of a place, opened on a phone by someone who may."""
    place: Place = request.param
    with people_of(browser, demo.address) as people:
        opened = people.meet(size_of(390), storage_state=states[place.who])
        place.go(opened, demo)
        yield opened


def size_of(width: int) -> dict[str, object]:
    return {"viewport": {"width": width, "height": HEIGHT}}


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def test_everyone_can_use_it_on_every_screen(page: Page) -> None:
    load_rules(page)
    faults = []
    for width in WIDTHS:
        resize(page, width)
        page.emulate_media(color_scheme="light")
        faults += [f"{width} px: {fault}" for fault in broken_rules(page)]
        page.emulate_media(color_scheme="dark")
        faults += [f"{width} px, dark: {fault}" for fault in broken_rules(page, only_colours=True)]
    assert not faults, "\n".join(faults)


def test_it_never_scrolls_sideways(page: Page) -> None:
    faults = []
    for width in (*WIDTHS, ZOOMED):
        resize(page, width)
        faults += overflow(page)
    assert not faults


def test_it_holds_with_letters_twice_as_large(page: Page) -> None:
    """Everything is measured in the size of the root, which is the reader's."""
    resize(page, 390)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert not faults


def test_it_is_light(page: Page) -> None:
    load = measure_load(page)
    page.reload(wait_until="networkidle")
    assert len(load.requests) > 2  # the page, its style, its script at least
    assert not faults_of_load(page, load)
