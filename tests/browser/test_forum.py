"""The forum in real browsers: a teacher, a parent and a child talk, with a script and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import ecole
from tests.browser.instance import Instance, new_instance
from tests.browser.page_measures import overflow
from tests.browser.parent_steps import type_code
from tests.browser.staff_steps import sign_in_as_staff
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

SOUND = Path(ecole.__file__).parent / "operations" / "demo" / "media" / "la-dictee.m4a"
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
RIGHT_TO_LEFT = "مرحبا، قرأنا قصة جميلة"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A demo school where one may write."""
    instance = new_instance(tmp_path_factory.mktemp("forum"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


def forum_of(page: Page, entrance: str) -> str:
    """The address of the class's forum, by its tab."""
    page.goto(entrance)
    page.locator(".card--link a").first.click()
    page.get_by_role("link", name="Forum", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Forum")
    return page.url


@pytest.mark.parametrize("has_script", [True, False])
def test_they_talk(school: Instance, people: People, has_script: bool) -> None:
    title = f"Le jardin {'avec' if has_script else 'sans'} script"
    teacher = people.meet(DESK, java_script_enabled=has_script)
    sign_in_as_staff(teacher, school.entries["teacher_email"], school.entries["teacher_password"])
    desk = forum_of(teacher, f"/e/{school.entries['uai']}/classes")
    teacher.get_by_role("link", name="Nouveau sujet").click()
    teacher.get_by_label("Titre").fill(title)
    teacher.get_by_label("Premier message").fill("Que plantez-vous ?")
    teacher.get_by_label("Les élèves peuvent écrire dans ce sujet").check()
    teacher.get_by_role("button", name="Ouvrir le sujet").click()
    expect(teacher.get_by_text("Sujet ouvert.")).to_be_visible()

    parent = people.meet(NARROW, java_script_enabled=has_script)
    type_code(parent, school.entries["guardian_code"])
    forum_of(parent, "/classe")
    parent.get_by_role("link", name=title).click()
    parent.get_by_role("link", name="Répondre : M. Marchand").click()
    parent.get_by_label("Votre réponse").fill(RIGHT_TO_LEFT)
    parent.get_by_role("button", name="Envoyer").click()
    answer = parent.locator(".message--answer .message__text")
    expect(answer).to_have_text(RIGHT_TO_LEFT)
    assert answer.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert overflow(parent) == []

    parent.goto("/aujourdhui")
    parent.locator(".child__space").first.click()
    parent.get_by_role("link", name="On en parle").click()
    parent.get_by_role("link", name=title).click()
    parent.locator("input[type=file][accept^=audio]").set_input_files(SOUND)
    parent.get_by_label("Ton message").fill("Des radis !")
    parent.get_by_role("button", name="Envoyer").click()
    mine = parent.locator(".message--mine").last
    expect(mine).to_contain_text("en attente")
    expect(mine.locator("audio")).to_be_visible()

    teacher.goto(f"{desk}/attente")
    row = teacher.locator(".message", has_text="Des radis !")
    expect(row).to_contain_text("Lina, avec le compte de")
    row.get_by_role("button", name="Publier").click()
    expect(teacher.get_by_text("Message publié.")).to_be_visible()
    parent.reload()
    expect(parent.locator(".message--mine").last).not_to_contain_text("en attente")


def test_a_long_wait_keeps_the_text(school: Instance, people: People) -> None:
    """The topic is closed while a parent writes: a sentence, and the text is still there."""
    parent = people.meet(PHONE)
    type_code(parent, school.entries["guardian_code"])
    forum_of(parent, "/classe")
    parent.get_by_role("link", name="Qui accompagne").click()
    topic = parent.url
    parent.get_by_label("Votre message").fill("Je peux venir aussi.")

    teacher = people.meet(DESK)
    sign_in_as_staff(teacher, school.entries["teacher_email"], school.entries["teacher_password"])
    teacher.goto(topic)
    teacher.get_by_role("button", name="Fermer le sujet").click()
    expect(teacher.get_by_text("Sujet fermé")).to_be_visible()

    people.watch.forgiven = ("409",)
    parent.get_by_role("button", name="Envoyer").click()
    expect(parent.get_by_role("alert")).to_contain_text("Ce sujet est fermé")
    assert parent.get_by_label("Votre message").input_value() == "Je peux venir aussi."
    teacher.get_by_role("button", name="Rouvrir le sujet").click()
    expect(teacher.get_by_text("Sujet rouvert.")).to_be_visible()
    parent.get_by_role("button", name="Envoyer").click()
    expect(parent.locator(".message--mine").last).to_contain_text("Je peux venir aussi.")
