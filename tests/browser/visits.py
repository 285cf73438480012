"""The main pages of the demo school, who opens them, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser import parent_steps, staff_steps
from tests.browser.instance import Instance

NOBODY, PARENT, TEACHER, HEAD = "nobody", "parent", "teacher", "head"


@dataclass(frozen=True)
class Place:
    """A page: its name (for files and messages), its visitor, and the way to it."""

    name: str
    who: str
    go: Callable[[Page, Instance], object]


def at(path: str) -> Callable[[Page, Instance], object]:
    return lambda page, demo: page.goto(path.replace("{uai}", demo.entries["uai"]))


def by_link(path: str, *selectors: str) -> Callable[[Page, Instance], object]:
    """From a page, follow the first link that each selector finds."""

    def go(page: Page, demo: Instance) -> None:
        at(path)(page, demo)
        for selector in selectors:
            page.goto(str(page.locator(selector).first.get_attribute("href")))

    return go


def refused_code(page: Page, demo: Instance) -> None:
    parent_steps.type_code(page, "BAC")
    page.locator("#erreurs").wait_for()


CLASSES = "/e/{uai}/classes"
ROOM, NEW, ITEM = ".card--link a", "a[href$='/nouvelle']", ".plan-item__title a"
LOST = "a[href*='classe=']"
PLACES = (
    Place("entree", NOBODY, at("/entrer")),
    Place("entree-refusee", NOBODY, refused_code),
    Place("carre", NOBODY, at("/c")),
    Place("entree-equipe", NOBODY, at("/equipe")),
    Place("au-revoir", NOBODY, at("/au-revoir")),
    Place("aujourdhui", PARENT, at("/aujourdhui")),
    Place("jour-vide", PARENT, at("/jour/2026-01-03")),
    Place("consigne-famille", PARENT, by_link("/aujourdhui", ITEM)),
    Place("appareils", PARENT, at("/appareils")),
    Place("autre-carte", PARENT, at("/autre-carte")),
    Place("classes", TEACHER, at(CLASSES)),
    Place("semaine", TEACHER, by_link(CLASSES, ROOM)),
    Place("consigne", TEACHER, by_link(CLASSES, ROOM, ITEM)),
    Place("consigne-nouvelle", TEACHER, by_link(CLASSES, ROOM, NEW)),
    Place("consigne-modifier", TEACHER, by_link(CLASSES, ROOM, ITEM, "a[href$='/modifier']")),
    Place("corbeille", TEACHER, by_link(CLASSES, ROOM, "a[href$='/corbeille']")),
    Place("liste", HEAD, at("/e/{uai}/liste")),
    Place("import", HEAD, at("/e/{uai}/liste/import")),
    Place("annulation", HEAD, at("/e/{uai}/liste/annulation")),
    Place("cartes", HEAD, at("/e/{uai}/cartes")),
    Place("cartes-classe", HEAD, by_link("/e/{uai}/cartes", LOST)),
    Place("carte-nouvelle", HEAD, by_link("/e/{uai}/cartes", LOST, "a[href$='/nouvelle']")),
    Place("equipe", HEAD, at("/e/{uai}/equipe")),
)


def sign_in(page: Page, demo: Instance, who: str) -> None:
    """Come in as this person of the demo school."""
    entries = demo.entries
    if who == PARENT:
        parent_steps.type_code(page, entries["guardian_code"])
        page.wait_for_url("**/aujourdhui")
    elif who in (TEACHER, HEAD):
        staff_steps.sign_in_as_staff(page, entries[f"{who}_email"], entries[f"{who}_password"])
