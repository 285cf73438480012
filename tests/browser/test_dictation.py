"""A dictation recorded phrase by phrase on the page, then heard by a family and by a child."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.instance import Instance
from tests.browser.test_capture import HEARING, record
from tests.browser.visits import PARENT, PUPIL, TEACHER, sign_in
from tests.browser.watched import PHONE, People

pytestmark = pytest.mark.browser
TITLE = re.compile("La dictée de la semaine")
PLAYING = """() => {
  const sounds = [...document.querySelectorAll(".dictation audio")];
  return sounds.findIndex((sound) => !sound.paused) + 1;
}"""


def open_title(page: Page) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def desk_of(page: Page) -> tuple[Locator, Locator]:
    """The big button, and where the dictation is."""
    return page.locator(".dictation__play"), page.locator(".dictation__place")


def test_a_teacher_records_a_phrase_after_the_other(people: People, demo: Instance) -> None:
    page = people.meet(PHONE, **HEARING)
    sign_in(page, demo, TEACHER)
    page.goto(f"/e/{demo.entries['uai']}/classes")
    page.locator(".card--link a").first.click()
    page.get_by_role("link", name="Calcul posé").first.click()
    page.get_by_role("link", name="Ajouter une dictée").click()
    page.get_by_label("Le texte de la dictée").fill("Une pomme. Deux poires.")
    record(page, 700)
    page.get_by_role("button", name="Garder cette phrase").click()
    expect(page.get_by_role("heading", name=re.compile("1.phrase enregistrée"))).to_be_visible()
    expect(page.get_by_label("Le texte de la dictée")).to_have_value("Une pomme. Deux poires.")
    # Sent while it is still recording: the phrase is finished first, and goes too.
    page.get_by_role("button", name="Enregistrer ma voix").click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Garder cette phrase").click()
    expect(page.get_by_role("heading", name=re.compile("2.phrases enregistrées"))).to_be_visible()
    assert page.locator(".dictation-phrases__sound").count() == 2
    sound = page.locator(".dictation-phrases__sound").last
    sound.evaluate("one => one.play()")
    page.wait_for_function("one => one.currentTime > 0", arg=sound.element_handle())
    page.get_by_role("button", name=re.compile("Monter.*phrase 2")).click()
    page.get_by_role("button", name=re.compile("Enlever.*phrase 2")).click()
    expect(page.get_by_role("heading", name=re.compile("1.phrase enregistrée"))).to_be_visible()


def test_a_family_hears_it_phrase_by_phrase(people: People, demo: Instance) -> None:
    page = people.meet(PHONE)
    sign_in(page, demo, PARENT)
    open_title(page)
    button, place = desk_of(page)
    expect(button).to_have_text("Écouter la dictée")
    button.click()
    expect(place).to_have_text("Phrase 1 sur 4")
    page.wait_for_function(f"({PLAYING})() === 1")
    button.click()
    expect(button).to_have_text("Continuer")
    assert page.evaluate(PLAYING) == 0
    button.click()
    expect(button).to_have_text("Phrase suivante", timeout=30_000)  # it is over
    button.click()
    expect(place).to_have_text("Phrase 2 sur 4")
    page.get_by_role("button", name="Plus lentement").click()
    assert page.evaluate("document.querySelectorAll('.dictation audio')[1].playbackRate") < 1
    page.get_by_role("button", name="Encore").click()
    expect(place).to_have_text("Phrase 2 sur 4")
    page.get_by_role("button", name="Phrase d’avant").click()
    expect(place).to_have_text("Phrase 1 sur 4")


def test_the_whole_goes_on_alone(people: People, demo: Instance) -> None:
    page = people.meet(PHONE)
    sign_in(page, demo, PUPIL)
    if page.get_by_role("link", name=TITLE).count() == 0:  # no school today
        page.goto("/enfant/ensuite")
    open_title(page)
    _, place = desk_of(page)
    page.get_by_role("button", name="Toute la dictée").click()
    expect(place).to_have_text("Phrase 1 sur 4")
    page.wait_for_function(f"({PLAYING})() === 1")
    # To its end, without waiting for it.
    page.evaluate("document.querySelector('.dictation audio').currentTime = 1e6")
    expect(place).to_have_text("Phrase 2 sur 4")


def test_without_script_it_is_a_list_of_sounds(people: People, demo: Instance) -> None:
    page = people.meet(PHONE, java_script_enabled=False)
    sign_in(page, demo, PARENT)
    open_title(page)
    sounds = page.locator(".dictation audio:visible")
    assert sounds.count() == 4
    assert {one.get_attribute("preload") for one in sounds.all()} == {"none"}
    assert page.locator(".dictation__desk:visible").count() == 0
