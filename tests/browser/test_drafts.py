"""A text typed in one browser is found in another, leaves when it is sent, and is thrown away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.instance import Instance, new_instance
from tests.browser.staff_steps import sign_in_as_staff
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

KEPT = ".draft__status"
TEXT = "Lire le chapitre 4,\npuis écrire trois phrases."


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A demo school where one may write."""
    instance = new_instance(tmp_path_factory.mktemp("drafts"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


@pytest.fixture
def teacher(school: Instance, people: People) -> Callable[..., Page]:
    """M. Marchand on a new device, at the form of a new topic of his class."""

    def arrived(screen: dict[str, object], **more: object) -> Page:
        page = people.meet(screen, **more)
        sign_in_as_staff(page, school.entries["teacher_email"], school.entries["teacher_password"])
        page.goto(f"/e/{school.entries['uai']}/classes")
        page.goto(str(page.locator(".card--link a").first.get_attribute("href")) + "/forum/nouveau")
        return page

    return arrived


def type_text(page: Page, title: str) -> None:
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Premier message").fill(TEXT)


def until_restored(page: Page, address: str) -> None:
    """What leaves with a page may arrive after the next one."""
    end = time.monotonic() + 15
    while True:
        page.goto(address)
        if page.locator(".draft").count():
            return
        assert time.monotonic() < end, "no draft"
        page.wait_for_timeout(300)


def test_from_one_device_to_another(teacher: Callable[..., Page]) -> None:
    desk = teacher(DESK)
    type_text(desk, "Au bureau")
    expect(desk.locator(KEPT)).to_contain_text("Enregistré à")
    phone = teacher(PHONE)
    expect(phone.get_by_text("Texte repris de votre brouillon de")).to_be_visible()
    assert phone.get_by_label("Titre").input_value() == "Au bureau"
    assert phone.get_by_label("Premier message").input_value() == TEXT
    phone.get_by_role("button", name="Ouvrir le sujet").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Au bureau")
    desk.reload()
    assert desk.locator(".draft").count() == 0
    assert desk.get_by_label("Titre").input_value() == ""


def test_it_is_thrown_away(teacher: Callable[..., Page]) -> None:
    page = teacher(PHONE)
    type_text(page, "À jeter")
    expect(page.locator(KEPT)).to_contain_text("Enregistré à")
    page.reload()
    page.get_by_role("button", name="Jeter le brouillon").click()
    expect(page.locator(".draft")).to_have_count(0)
    assert page.get_by_label("Titre").input_value() == ""


def test_a_page_left_at_once_keeps_its_last_words(teacher: Callable[..., Page],
                                                  school: Instance) -> None:
    page = teacher(DESK)
    here = page.url
    type_text(page, "Parti trop vite")
    page.goto(f"/e/{school.entries['uai']}/classes")
    until_restored(page, here)
    assert page.get_by_label("Titre").input_value() == "Parti trop vite"
    page.get_by_role("button", name="Jeter le brouillon").click()


def test_without_a_network_it_says_nothing_and_tries_again(teacher: Callable[..., Page],
                                                           people: People) -> None:
    page = teacher(DESK)
    people.watch.forgiven = ("/brouillons", "ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    type_text(page, "Dans le train")
    page.wait_for_timeout(2500)
    assert page.locator(KEPT).inner_text() == ""
    page.context.set_offline(False)
    page.get_by_label("Titre").press_sequentially(" !")
    expect(page.locator(KEPT)).to_contain_text("Enregistré à")
    page.reload()
    page.get_by_role("button", name="Jeter le brouillon").click()
