"""Every page of the demo school, who opens it, and how to get there.

The one list of pages: the browser tests, the judges and the screenshots all walk it, so that a
page added here is judged from then on (docs/judges.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from ecole.public.atelier import EXAMPLES
from tests.browser import parent_steps, staff_steps
from tests.browser.instance import Instance
from tests.browser.ways import (
    Way,
    answer_form,
    answers_received,
    at,
    by_link,
    checked_school,
    first_password,
    import_preview,
    praised_task,
    printed_cards,
    refused_code,
    returned_task,
    slips_with_names,
    unknown_columns,
)

NOBODY, PARENT, TEACHER, HEAD = "nobody", "parent", "teacher", "head"
TOWN_HALL = "townhall"
PUPIL = "pupil"  # a parent's browser in the hands of a child


@dataclass(frozen=True)
class Place:
    """A page: its name (for files and messages), its visitor, and the way to it (ways.py)."""

    name: str
    who: str
    go: Way
    status: int = 200  # other than that for the pages that refuse
    is_main: bool = False  # one of the few that Lighthouse opens: twenty seconds each


def for_each(name: str, people: tuple[str, ...], go: Way, status: int = 200) -> tuple[Place, ...]:
    """The same page for several people, who may not see the same things on it."""
    return tuple(Place(f"{name}-{who}", who, go, status) for who in people)


CLASSES = "/e/{uai}/classes"
ROOM, NEW, ITEM = ".card--link a", "a[href$='/nouvelle']", ".plan-item__title a"
EDIT, DELETE, TRASH = "a[href$='/modifier']", "a[href$='/suppression']", "a[href$='/corbeille']"
LOST = "a[href*='classe=']"
TASK = ".task a"
WEEK_OF_FAMILY, PAPER = "a[href^='/semaine/']", "a[href$='/impression']"
ROLL, SLIPS = "main a[href$='/liste']", "a[href$='/mots']"
PLACES = (
    Place("entree", NOBODY, at("/entrer"), is_main=True),
    Place("entree-refusee", NOBODY, refused_code),
    Place("carre", NOBODY, at("/c")),
    Place("entree-equipe", NOBODY, at("/equipe")),
    Place("premier-mot-de-passe", NOBODY, first_password),
    Place("introuvable", NOBODY, at("/rien-ici"), status=404),
    Place("au-revoir", NOBODY, at("/au-revoir")),
    Place("aujourdhui", PARENT, at("/aujourdhui"), is_main=True),
    Place("jour-vide", PARENT, at("/jour/2026-01-03")),
    Place("consigne-famille", PARENT, by_link("/aujourdhui", ITEM), is_main=True),
    Place("appareils", PARENT, at("/appareils")),
    Place("autre-carte", PARENT, at("/autre-carte")),
    Place("reponse", PARENT, answer_form),
    Place("espace-enfant", PUPIL, at("/enfant")),
    Place("espace-enfant-ensuite", PUPIL, at("/enfant/ensuite")),
    Place("espace-enfant-consigne", PUPIL, by_link("/enfant/ensuite", TASK)),
    Place("espace-enfant-bravo", PUPIL, praised_task),
    Place("espace-enfant-reponse", PUPIL, returned_task),
    Place("espace-enfant-sortie", PUPIL, at("/enfant/sortie")),
    Place("classes", TEACHER, at(CLASSES)),
    Place("semaine", TEACHER, by_link(CLASSES, ROOM), is_main=True),
    Place("consigne", TEACHER, by_link(CLASSES, ROOM, ITEM)),
    Place("consigne-nouvelle", TEACHER, by_link(CLASSES, ROOM, NEW)),
    Place("consigne-modifier", TEACHER, by_link(CLASSES, ROOM, ITEM, EDIT)),
    Place("consigne-supprimer", TEACHER, by_link(CLASSES, ROOM, ITEM, DELETE)),
    Place("corbeille", TEACHER, by_link(CLASSES, ROOM, TRASH)),
    Place("liste", HEAD, at("/e/{uai}/liste"), is_main=True),
    Place("import", HEAD, at("/e/{uai}/liste/import")),
    Place("import-colonnes", HEAD, unknown_columns),
    Place("import-apercu", HEAD, import_preview),
    Place("annulation", HEAD, at("/e/{uai}/liste/annulation")),
    Place("cartes", HEAD, at("/e/{uai}/cartes")),
    Place("cartes-classe", HEAD, by_link("/e/{uai}/cartes", LOST)),
    Place("carte-nouvelle", HEAD, by_link("/e/{uai}/cartes", LOST, NEW)),
    Place("cartes-impression", HEAD, printed_cards),
    Place("equipe", HEAD, at("/e/{uai}/equipe")),
    Place("ecole", HEAD, at("/e/{uai}")),
    Place("mairie", TOWN_HALL, at("/mairie")),
    Place("mairie-ecole", TOWN_HALL, at("/mairie/ecoles/nouvelle")),
    Place("mairie-ecole-relue", TOWN_HALL, checked_school),
    Place("papier-famille", PARENT, by_link("/aujourdhui", WEEK_OF_FAMILY)),
    Place("papier-mots-prenoms", TEACHER, slips_with_names),
    Place("aide", NOBODY, at("/aide")),
    *for_each("aide-familles", (NOBODY, PARENT), at("/aide/familles")),
    Place("aide-enseignants", TEACHER, at("/aide/enseignants")),
    Place("aide-direction", HEAD, at("/aide/direction")),
    *for_each("plan-du-site", (NOBODY, PARENT, TEACHER, HEAD), at("/plan-du-site")),
    Place("accessibilite", NOBODY, at("/accessibilite")),
    Place("donnees-personnelles", NOBODY, at("/donnees-personnelles")),
    Place("mentions-legales", NOBODY, at("/mentions-legales")),
    Place("navigateur", NOBODY, at("/navigateur")),
    # To a parent it also says, by script only, the days that this phone kept.
    Place("hors-ligne", NOBODY, at("/hors-ligne")),
    *for_each("introuvable", (PARENT, HEAD), at("/rien-ici"), status=404),
    *for_each("reglages", (NOBODY, PARENT, TEACHER, HEAD), at("/reglages")),
    *for_each("appareils", (TEACHER, HEAD, TOWN_HALL), at("/appareils")),
    # A head also teaches: the same pages with another menu, and every class.
    *for_each("classes", (HEAD,), at(CLASSES)),
    *for_each("semaine", (HEAD,), by_link(CLASSES, ROOM)),
    *for_each("consigne", (HEAD,), by_link(CLASSES, ROOM, ITEM)),
    *for_each("consigne-nouvelle", (HEAD,), by_link(CLASSES, ROOM, NEW)),
    *for_each("consigne-modifier", (HEAD,), by_link(CLASSES, ROOM, ITEM, EDIT)),
    *for_each("consigne-supprimer", (HEAD,), by_link(CLASSES, ROOM, ITEM, DELETE)),
    *for_each("corbeille", (HEAD,), by_link(CLASSES, ROOM, TRASH)),
    *for_each("reponses", (TEACHER, HEAD), answers_received),
    *for_each("papier-semaine", (TEACHER, HEAD), by_link(CLASSES, ROOM, PAPER)),
    *for_each("papier-liste", (TEACHER, HEAD), by_link(CLASSES, ROOM, ROLL)),
    *for_each("papier-mots", (TEACHER, HEAD), by_link(CLASSES, ROOM, ITEM, SLIPS)),
    *for_each("atelier", (TEACHER, HEAD), at("/atelier")),
    *(Place(f"atelier-{name}", TEACHER, at(f"/atelier/{name}")) for name in EXAMPLES),
    *for_each("atelier-cards", (HEAD,), at("/atelier/cards")),
)


def choose_language(page: Page, language: str) -> None:
    """By the reading settings, as anyone may, signed in or not."""
    page.goto("/reglages")
    page.locator(f"main [name=language][value={language}]").check()
    page.locator("main form:has([name=language]) button").click()
    page.locator(f"html[lang={language}]").wait_for()


def sign_in(page: Page, demo: Instance, who: str, language: str = "") -> None:
    """Come in as this person of the demo school, and read in this language."""
    entries = demo.entries
    if who in (PARENT, PUPIL):
        parent_steps.type_code(page, entries["guardian_code"])
        page.wait_for_url("**/aujourdhui")
    elif who in (TEACHER, HEAD, TOWN_HALL):
        staff_steps.sign_in_as_staff(page, entries[f"{who}_email"], entries[f"{who}_password"])
    if language:
        choose_language(page, language)
    if who == PUPIL:  # a child changes no setting
        page.goto("/aujourdhui")
        page.locator(".child__space").first.click()
        page.wait_for_url("**/enfant")
