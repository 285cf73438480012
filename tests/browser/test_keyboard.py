"""Without a mouse or a finger: each stop of the Tab key is seen, and everything can be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.instance import Instance, new_instance
from tests.browser.watched import DESK, People, people_of

pytestmark = pytest.mark.browser

STOPS_MAX = 60
LOOK = """() => {
  const looks = (one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor];
  };
  const one = document.activeElement;
  const label = one.closest("label");
  const name = one.getAttribute("aria-label") || (one.labels?.[0] ?? one).textContent.trim();
  return {
    name, tag: one.tagName, own: looks(one), around: label ? looks(label) : null,
    seen: one.checkVisibility() && one.getBoundingClientRect().height > 0,
    inside: one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0,
  };
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the stop of this name; every stop on the way shows where the focus is.

    Not before the page is whole: what its scripts show (« Écouter ») pushes down what already
    had the focus.
    """
    page.wait_for_load_state()
    for _ in range(STOPS_MAX):
        page.keyboard.press("Tab")
        stop = page.evaluate(LOOK)
        assert_is_seen(stop)
        if name in " ".join(stop["name"].split()):
            return
    raise AssertionError(f"« {name} » is not reached by Tab")


def assert_is_seen(stop: dict[str, object]) -> None:
    outlines = [look for look in (stop["own"], stop["around"]) if isinstance(look, list)]
    is_outlined = any(
        style not in ("none", "hidden") and float(width.removesuffix("px")) >= 2
        for style, width, _ in outlines
    )
    assert is_outlined, f"no outline on {stop}"
    assert stop["seen"], f"hidden: {stop}"
    assert stop["inside"], f"off the screen: {stop}"


def test_a_family_comes_in_ticks_and_leaves(people: People, demo: Instance) -> None:
    page = people.meet(DESK)
    page.goto("/entrer")
    tab_to(page, "Aller au contenu")
    tab_to(page, "Votre code")
    page.keyboard.type(demo.entries["guardian_code"].replace(" ", "").lower())
    expect(page.get_by_label("Votre code")).to_have_value(demo.entries["guardian_code"])
    tab_to(page, "Je partage cet appareil")
    tab_to(page, "Entrer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aujourdhui")
    tab_to(page, "Fait : ")
    tick = page.locator(":focus")
    before = tick.get_attribute("aria-pressed")
    page.keyboard.press("Space")
    expect(tick).not_to_have_attribute("aria-pressed", str(before))
    page.keyboard.press("Space")
    expect(tick).to_have_attribute("aria-pressed", str(before))
    page.reload()
    tab_to(page, "Sortir")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("À bientôt")


def test_what_a_teacher_publishes_a_family_reads_and_answers(
    browser: Browser, tmp_path: Path
) -> None:
    """The whole trip, in a school of its own since it writes."""
    school = new_instance(tmp_path)
    school.make_demo()
    with school.served(), people_of(browser, school.address) as people:
        teacher = people.meet(DESK)
        teacher.goto("/equipe")
        tab_to(teacher, "Courriel")
        teacher.keyboard.type(school.entries["teacher_email"])
        tab_to(teacher, "Mot de passe")
        teacher.keyboard.type(school.entries["teacher_password"])
        teacher.keyboard.press("Enter")
        expect(teacher.get_by_role("button", name="Sortir")).to_be_visible()
        tab_to(teacher, "Nouvelle consigne")
        teacher.keyboard.press("Enter")
        teacher.wait_for_url("**/nouvelle*")
        tab_to(teacher, "Titre")
        teacher.keyboard.type("Sans la souris")
        day = teacher.locator("input[type=date]").first.input_value()
        tab_to(teacher, "Ce qui revient")
        teacher.keyboard.type("une phrase")
        tab_to(teacher, "Publier")
        teacher.keyboard.press("Enter")
        expect(teacher.locator("h1")).to_contain_text("Sans la souris")
        parent = people.meet(DESK)
        parent.goto("/entrer")
        tab_to(parent, "Votre code")
        parent.keyboard.type(school.entries["guardian_code"])
        parent.keyboard.press("Enter")
        parent.wait_for_url("**/aujourdhui")
        if not parent.get_by_text("Sans la souris").count():  # it is for the next day of class
            tab_to(parent, "Jour d’après")
            parent.keyboard.press("Enter")
            parent.wait_for_url(f"**/jour/{day}")
        tab_to(parent, "Sans la souris")
        parent.keyboard.press("Enter")
        parent.wait_for_url("**/consignes/*")
        tab_to(parent, "Répondre en quelques mots")
        parent.keyboard.type("Voilà.")
        tab_to(parent, "Envoyer")
        parent.keyboard.press("Enter")
        expect(parent.locator("main")).to_contain_text("Voilà.")


def test_the_skip_link_goes_past_the_menu(people: People, demo: Instance) -> None:
    page = people.meet(DESK)
    page.goto("/entrer")
    tab_to(page, "Aller au contenu")
    page.keyboard.press("Enter")
    tab_to(page, "Votre code")


def test_staff_stops_are_all_seen(people: People, demo: Instance) -> None:
    page = people.meet(DESK)
    page.goto("/equipe")
    tab_to(page, "Courriel")
    page.keyboard.type(demo.entries["head_email"])
    tab_to(page, "Mot de passe")
    page.keyboard.type(demo.entries["head_password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sortir")).to_be_visible()
    page.goto(f"/e/{demo.entries['uai']}/liste")
    tab_to(page, "Sortir")
    tab_to(page, "Donner la classe")
