"""A browser too old for our style sheet shows the page bare: readable, usable, and says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.instance import Instance
from tests.browser.visits import PARENT, sign_in
from tests.browser.watched import LANGUAGE

pytestmark = pytest.mark.browser
SAID = "Votre navigateur est ancien"


@pytest.fixture
def page(browser: Browser, demo: Instance) -> Iterator[Page]:
    """Of a small phone."""
    context = browser.new_context(base_url=demo.address, service_workers="block",
                                  viewport={"width": 320, "height": 568}, **LANGUAGE)
    yield context.new_page()
    context.close()


def forget_layers(page: Page) -> None:
    """As browsers of before 2022: a block that is not understood is left out whole."""

    def cut(route: object) -> None:
        route.fulfill(body="/* every rule of ours is in a layer */",  # type: ignore[attr-defined]
                      content_type="text/css")

    page.route("**/*.css", cut)
    page.route("**/*.js", lambda route: route.abort())


def test_it_works(page: Page, demo: Instance) -> None:
    forget_layers(page)
    sign_in(page, demo, PARENT)
    line = page.locator("body > :first-child")
    expect(line).to_contain_text(SAID)
    expect(line).to_be_visible()
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('svg.icon')]"
                           ".map((one) => one.getBoundingClientRect().width))")
    assert widest <= 32
    for is_done in ("true", "false"):  # as it was: the demo school is everybody's
        page.get_by_role("button", name="Fait").first.click()
        expect(page.locator(".tick").first).to_have_attribute("aria-pressed", is_done)
    line.click()
    expect(page.locator("h1")).to_have_text("Quel navigateur\u202f?")


def test_others_never_see_it_nor_hear_it(page: Page) -> None:
    for address in ("/entrer", "/nulle-part"):
        page.goto(address)
        expect(page.locator("body > :first-child")).to_have_class("outdated")
        expect(page.locator("body > :first-child")).to_be_hidden()
        assert SAID not in page.locator("body").aria_snapshot()
