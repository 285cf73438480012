"""Components that a script makes more comfortable: the question over the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.instance import Instance
from tests.browser.visits import PLACES, TEACHER, sign_in
from tests.browser.watched import DESK, People

pytestmark = pytest.mark.browser
TRASH = "a[href$='/suppression']"


def open_instruction(people: People, demo: Instance, **more: object) -> Page:
    page = people.meet(DESK, **more)
    sign_in(page, demo, TEACHER)
    next(place for place in PLACES if place.name == "consigne").go(page, demo)
    return page


def test_a_question_is_asked_over_the_page(people: People, demo: Instance) -> None:
    page = open_instruction(people, demo)
    address = page.url
    link = page.locator(TRASH)
    link.click()
    dialog = page.get_by_role("dialog")
    assert "corbeille" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert link.evaluate("one => one === document.activeElement")
    link.click()
    page.get_by_role("dialog").get_by_text("Non, revenir").click()
    assert (page.get_by_role("dialog").count(), page.url) == (0, address)
    link.click()
    page.get_by_role("dialog").get_by_role("button").first.click()
    page.locator(".flashes .notice").wait_for()
    page.goto(address)
    page.get_by_role("button", name="Reprendre de la corbeille").click()
    page.goto(address)
    assert page.locator(TRASH).count() == 1


def test_without_script_it_is_a_page(people: People, demo: Instance) -> None:
    page = open_instruction(people, demo, java_script_enabled=False)
    page.locator(TRASH).click()
    assert page.locator("h1").inner_text().endswith("corbeille\u202f?")
    page.get_by_role("link", name="Non, revenir").click()
    assert page.locator(TRASH).count() == 1
