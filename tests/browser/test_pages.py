"""Each page as people enlarge it; the rest is judged by `scripts/judge` (docs/judges.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.instance import Instance
from tests.browser.page_measures import overflow
from tests.browser.visits import DISTINCT, Place, sign_in
from tests.browser.watched import PHONE, people_of

pytestmark = pytest.mark.browser

HEIGHT = 844
WIDTH = 390
ZOOMED = 640  # a screen of 1280 px at 200 %
# The spacing of WCAG 1.4.12, which people set themselves; a sheet made by script is ours to add.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Text that a box hides: those that hide on purpose are out of sight or scroll.
CLIPPED = """() => [...document.body.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
  return hides && box.width > 2 && one.innerText?.trim() && one.tagName !== "PROGRESS" &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => `${one.tagName}.${one.className} hides its text`)"""
Kept = dict[str, object]


@pytest.fixture(scope="module")
def states(browser: Browser, demo: Instance) -> dict[str, Kept]:
    """What each person's browser remembers once signed in."""
    kept: dict[str, Kept] = {}
    with people_of(browser, demo.address) as people:
        for who in dict.fromkeys(place.who for place in DISTINCT):
            page = people.meet(PHONE)
            sign_in(page, demo, who)
            kept[who] = dict(page.context.storage_state())
    return kept


@pytest.fixture(scope="module", params=DISTINCT, ids=lambda place: place.name)
def page(
    request: pytest.FixtureRequest, browser: Browser, demo: Instance, states: dict[str, Kept]
) -> Iterator[Page]:
    """The page of a place, opened on a phone by someone who may."""
    place: Place = request.param
    with people_of(browser, demo.address) as people:
        opened = people.meet(size_of(WIDTH), storage_state=states[place.who])
        place.go(opened, demo)
        yield opened
        people.watch.faults = people.watch.take(place.status)


def size_of(width: int) -> dict[str, object]:
    return {"viewport": {"width": width, "height": HEIGHT}}


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def test_it_never_scrolls_sideways(page: Page) -> None:
    faults = []
    for width in (WIDTH, ZOOMED):
        resize(page, width)
        faults += overflow(page)
    assert not faults


def test_it_holds_with_letters_twice_as_large(page: Page) -> None:
    """Everything is measured in the size of the root, which is the reader's."""
    resize(page, WIDTH)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert not faults


def test_it_holds_with_wide_spacing(page: Page) -> None:
    resize(page, WIDTH)
    page.evaluate(SPACING)
    faults = overflow(page) + page.evaluate(CLIPPED)
    page.evaluate("document.adoptedStyleSheets = []")
    assert not faults
