"""Each main page on each screen, light and dark: rules of access, width, weight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.instance import Instance
from tests.browser.page_measures import broken_rules, faults_of_load, measure_load, overflow
from tests.browser.visits import HEAD, NOBODY, PARENT, PLACES, TEACHER, Place, sign_in
from tests.browser.watched import PHONE, People, people_of

pytestmark = pytest.mark.browser

HEIGHT = 844
SCREENS = [(320, "light"), (390, "dark"), (390, "light"), (1280, "light"), (1280, "dark"),
           (320, "dark")]
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


@pytest.fixture(params=PLACES, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Place:
    place: Place = request.param
    return place


@pytest.fixture
def page(place: Place, people: People, demo: Instance, states: dict[str, Kept]) -> Page:
    """The page of a place, opened at 390 px by someone who may."""
    opened = people.meet({"viewport": {"width": 390, "height": HEIGHT}},
                         storage_state=states[place.who])
    place.go(opened, demo)
    return opened


def test_everyone_can_use_it_on_every_screen(page: Page) -> None:
    faults = []
    for width, light in SCREENS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
        faults += [f"{width} px, {light}: {fault}" for fault in broken_rules(page)]
    assert not faults, "\n".join(faults)


def test_it_never_scrolls_sideways(page: Page) -> None:
    faults = []
    for width in (320, 390, ZOOMED, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        faults += overflow(page)
    # Text alone at 200 %, on a phone: everything is measured in the size of the root.
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not faults + [f"text at 200 %: {fault}" for fault in overflow(page)]


def test_it_is_light(page: Page) -> None:
    load = measure_load(page)
    page.goto(page.url, wait_until="networkidle")
    assert not faults_of_load(page, load)
