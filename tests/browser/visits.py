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
    announced_live,
    answer_form,
    answers_received,
    at,
    by_link,
    checked_school,
    dictated_task,
    first_password,
    import_preview,
    pdf_of_task,
    praised_task,
    printed_cards,
    refused_code,
    returned_task,
    searched,
    slips_with_names,
    unknown_columns,
    work_received,
    work_sent,
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
DAY_OF_CLASS, GROUPS = ".class-day__link", "a[href$='/groupes']"
NEW_GROUP = "a[href$='/groupes/nouveau']"
CORRECTED, CORRECTION = ".plan-item__title a:text-is('Calcul posé')", "a[href$='/corrige']"
CORRECTION_AWAY = "a[href$='/corrige/suppression']"
DICTATED, DICTATION = ".plan-item__title a:text-is('La dictée de la semaine')", "a[href$='/dictee']"
WORD_OF_DAY, NEW_LIVE = "a[href*='/bonjour/']", "a[href*='/direct/nouvelle']"
NEXT_DAY, LIVE_OF_FAMILY = "a[rel=next]", ".live-line a"
AGAIN, LIBRARY = "a[href$='/reprendre']", "a[href$='/bibliotheque']"
TASK = ".task a"
WEEK_OF_FAMILY, PAPER = "a[href^='/semaine/']", "a[href$='/impression']"
PHOTO, SPACE = ".album__link", "main a[href$='/place']"
NEWS, ITEM_OF_CLASS = ".tabs a[href$='/actualites']", ".news__title a:only-child"
CAPTIONS, RIGHTS = "a[href$='/legendes']", "main a[href$='/droit-image']"
DIARY, SEARCH = ".tabs a[href$='/journal']", ".tabs a[href$='/recherche']"
DIARY_ON_PAPER = "main a[href*='/journal/semaine/']"
FORUM, TOPIC, WAITING_TALK = ".tabs a[href$='/forum']", ".topic a", "a[href$='/attente']"
REPLY, REPORT, RULES = "a[href$='/reponse']", "a[href$='/signaler']", "main a[href$='/reglages']"
NEW_TOPIC, TOPIC_OF_PUPIL = "a[href$='/nouveau']", "main a.tile"
FORUM_OF_PUPIL = "main a[href$='/forum']"
TOGETHER, TOGETHER_OF_PUPIL = ".tabs a[href$='/documents']", "main a[href$='/documents']"
BOXES, COMMON_TEXT = ".document-card:last-child a", ".document-card:first-child a"
BOX, BOX_TEXT, MY_BOX = ".box__name a", "main a[href$='/texte']", "main p a[href$='/texte']"
ARRANGE, OWNERS, VERSIONS = "main a[href$='/cases']", "a[href$='/enfants']", "a[href$='/versions']"
NEWSPAPER = "main a[href$='/impression']"
PREPARING = "main a[href$='/preparation']"
ROLL, SLIPS = "main a[href$='/liste']", "a[href$='/mots']"
# The instructions of the demo that come with a PDF and a film, and the pages of those files.
WITH_PDF = ".plan-item__title a:text-is('Lire le texte et répondre')"
WITH_FILM, READER = ".plan-item__title a:text-is('L’eau change d’état')", "main a[href$='/lecture']"
SUBTITLES = "a[href$='/sous-titres']"
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
    Place("lecteur-pdf", PARENT, by_link("/aujourdhui", WITH_PDF, READER)),
    Place("lecteur-pdf-enfant", PUPIL, pdf_of_task),
    *for_each("lecteur-pdf", (TEACHER, HEAD), by_link(CLASSES, ROOM, WITH_PDF, READER)),
    *for_each("sous-titres", (TEACHER, HEAD), by_link(CLASSES, ROOM, WITH_FILM, SUBTITLES)),
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
    Place("place-ecole", HEAD, at("/e/{uai}/place")),
    Place("fichiers-abimes", HEAD, at("/e/{uai}/fichiers-abimes")),
    Place("mairie", TOWN_HALL, at("/mairie")),
    Place("mairie-place", TOWN_HALL, by_link("/mairie", "a[href*='/mairie/place']")),
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
    *for_each("rendu", (TEACHER, HEAD), work_received),
    Place("espace-enfant-parti", PUPIL, work_sent),
    *for_each("papier-semaine", (TEACHER, HEAD), by_link(CLASSES, ROOM, PAPER)),
    *for_each("papier-liste", (TEACHER, HEAD), by_link(CLASSES, ROOM, ROLL)),
    *for_each("jour-classe", (TEACHER, HEAD), by_link(CLASSES, ROOM, DAY_OF_CLASS)),
    *for_each("papier-jour", (TEACHER, HEAD), by_link(CLASSES, ROOM, DAY_OF_CLASS, PAPER)),
    *for_each("groupes", (TEACHER, HEAD), by_link(CLASSES, ROOM, GROUPS)),
    *for_each("groupe-nouveau", (TEACHER, HEAD), by_link(CLASSES, ROOM, GROUPS, NEW_GROUP)),
    *for_each("groupe-modifier", (TEACHER, HEAD), by_link(CLASSES, ROOM, GROUPS, EDIT)),
    *for_each("groupe-supprimer", (TEACHER, HEAD), by_link(CLASSES, ROOM, GROUPS, DELETE)),
    *for_each("dictee", (TEACHER, HEAD), by_link(CLASSES, ROOM, DICTATED, DICTATION)),
    Place("dictee-famille", PARENT, by_link("/aujourdhui", DICTATED)),
    Place("espace-enfant-dictee", PUPIL, dictated_task),
    *for_each("corrige", (TEACHER, HEAD), by_link(CLASSES, ROOM, CORRECTED, CORRECTION)),
    *for_each("corrige-supprimer", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, CORRECTED, CORRECTION_AWAY)),
    *for_each("bonjour", (TEACHER, HEAD), by_link(CLASSES, ROOM, DAY_OF_CLASS, WORD_OF_DAY)),
    *for_each("direct-nouvelle", (TEACHER, HEAD), by_link(CLASSES, ROOM, DAY_OF_CLASS, NEW_LIVE)),
    *for_each("direct", (TEACHER, HEAD), announced_live()),
    *for_each("direct-modifier", (TEACHER, HEAD), announced_live(EDIT)),
    *for_each("direct-supprimer", (TEACHER, HEAD), announced_live(DELETE)),
    *for_each("direct", (PARENT,), by_link("/aujourdhui", NEXT_DAY, LIVE_OF_FAMILY)),
    *for_each("reprendre", (TEACHER, HEAD), by_link(CLASSES, ROOM, AGAIN)),
    *for_each("bibliotheque", (TEACHER, HEAD), by_link(CLASSES, ROOM, AGAIN, LIBRARY)),
    *for_each("papier-mots", (TEACHER, HEAD), by_link(CLASSES, ROOM, ITEM, SLIPS)),
    Place("la-classe", PARENT, at("/classe")),
    Place("actualites", PARENT, by_link("/classe", ROOM)),
    Place("actualite", PARENT, by_link("/classe", ROOM, ITEM_OF_CLASS)),
    Place("photo", PARENT, by_link("/classe", ROOM, ITEM_OF_CLASS, PHOTO)),
    *for_each("photo", (TEACHER, HEAD), by_link(CLASSES, ROOM, NEWS, ITEM_OF_CLASS, PHOTO)),
    *for_each("place-classe", (TEACHER, HEAD), by_link(CLASSES, ROOM, SPACE)),
    *for_each("actualites", (TEACHER, HEAD), by_link(CLASSES, ROOM, NEWS)),
    *for_each("actualite", (TEACHER, HEAD), by_link(CLASSES, ROOM, NEWS, ITEM_OF_CLASS)),
    *for_each("actualite-nouvelle", (TEACHER, HEAD), by_link(CLASSES, ROOM, NEWS, NEW)),
    *for_each("actualite-modifier", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, NEWS, ITEM_OF_CLASS, EDIT)),
    *for_each("actualite-legendes", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, NEWS, ITEM_OF_CLASS, CAPTIONS)),
    *for_each("actualite-supprimer", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, NEWS, ITEM_OF_CLASS, DELETE)),
    *for_each("actualites-ecole", (PARENT, TEACHER, HEAD), at("/e/{uai}/actualites")),
    *for_each("actualites-ecole-nouvelle", (HEAD,), at("/e/{uai}/actualites/nouvelle")),
    *for_each("droit-image", (TEACHER, HEAD), by_link(CLASSES, ROOM, NEWS, RIGHTS)),
    Place("journal", PARENT, by_link("/classe", ROOM, DIARY)),
    Place("journal-papier", PARENT, by_link("/classe", ROOM, DIARY, DIARY_ON_PAPER)),
    *for_each("journal", (TEACHER, HEAD), by_link(CLASSES, ROOM, DIARY)),
    *for_each("journal-papier", (TEACHER, HEAD), by_link(CLASSES, ROOM, DIARY, DIARY_ON_PAPER)),
    Place("recherche", PARENT, searched(by_link("/classe", ROOM, SEARCH))),
    *for_each("recherche", (TEACHER, HEAD), searched(by_link(CLASSES, ROOM, SEARCH))),
    Place("forum", PARENT, by_link("/classe", ROOM, FORUM)),
    Place("forum-sujet", PARENT, by_link("/classe", ROOM, FORUM, TOPIC)),
    Place("forum-reponse", PARENT, by_link("/classe", ROOM, FORUM, TOPIC, REPLY)),
    Place("forum-signaler", PARENT, by_link("/classe", ROOM, FORUM, TOPIC, REPORT)),
    Place("forum-enfant", PUPIL, by_link("/enfant", FORUM_OF_PUPIL)),
    Place("forum-sujet-enfant", PUPIL, by_link("/enfant", FORUM_OF_PUPIL, TOPIC_OF_PUPIL)),
    Place("forum-reponse-enfant", PUPIL,
          by_link("/enfant", FORUM_OF_PUPIL, TOPIC_OF_PUPIL, REPLY)),
    *for_each("forum", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM)),
    *for_each("forum-sujet", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, TOPIC)),
    *for_each("forum-reponse", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, TOPIC, REPLY)),
    *for_each("forum-nouveau", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, NEW_TOPIC)),
    *for_each("forum-attente", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, WAITING_TALK)),
    *for_each("forum-reglages", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, RULES)),
    *for_each("forum-modifier", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, TOPIC, EDIT)),
    *for_each("forum-supprimer", (TEACHER, HEAD), by_link(CLASSES, ROOM, FORUM, TOPIC, DELETE)),
    Place("documents", PARENT, by_link("/classe", ROOM, TOGETHER)),
    Place("document-cases", PARENT, by_link("/classe", ROOM, TOGETHER, BOXES)),
    Place("document-texte", PARENT, by_link("/classe", ROOM, TOGETHER, COMMON_TEXT)),
    Place("document-papier", PARENT, by_link("/classe", ROOM, TOGETHER, BOXES, NEWSPAPER)),
    Place("case", PARENT, by_link("/classe", ROOM, TOGETHER, BOXES, BOX)),
    Place("case-ecrire", PARENT, by_link("/classe", ROOM, TOGETHER, BOXES, MY_BOX)),
    Place("documents-enfant", PUPIL, by_link("/enfant", TOGETHER_OF_PUPIL)),
    Place("document-cases-enfant", PUPIL, by_link("/enfant", TOGETHER_OF_PUPIL, BOXES)),
    Place("document-texte-enfant", PUPIL, by_link("/enfant", TOGETHER_OF_PUPIL, COMMON_TEXT)),
    Place("case-enfant", PUPIL, by_link("/enfant", TOGETHER_OF_PUPIL, BOXES, BOX)),
    Place("case-ecrire-enfant", PUPIL, by_link("/enfant", TOGETHER_OF_PUPIL, BOXES, MY_BOX)),
    *for_each("documents", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER)),
    *for_each("document-nouveau", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, NEW_TOPIC)),
    *for_each("document-cases", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, BOXES)),
    *for_each("document-texte", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, COMMON_TEXT)),
    *for_each("document-versions", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, COMMON_TEXT, VERSIONS)),
    *for_each("document-modifier", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, BOXES, EDIT)),
    *for_each("document-supprimer", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, BOXES, DELETE)),
    *for_each("document-papier", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, BOXES, NEWSPAPER)),
    *for_each("cases-ranger", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, BOXES, ARRANGE)),
    *for_each("case", (TEACHER, HEAD), by_link(CLASSES, ROOM, TOGETHER, BOXES, BOX)),
    *for_each("case-ecrire", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, BOXES, BOX, BOX_TEXT)),
    *for_each("case-enfants", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, BOXES, BOX, OWNERS)),
    *for_each("case-versions", (TEACHER, HEAD),
              by_link(CLASSES, ROOM, TOGETHER, BOXES, BOX, VERSIONS)),
    Place("preparation", HEAD, at("/e/{uai}/preparation")),
    *for_each("preparation-classe", (TEACHER, HEAD), by_link(CLASSES, ROOM, PREPARING)),
    *for_each("atelier", (TEACHER, HEAD), at("/atelier")),
    *(Place(f"atelier-{name}", TEACHER, at(f"/atelier/{name}")) for name in EXAMPLES),
    *for_each("atelier-cards", (HEAD,), at("/atelier/cards")),
)

NAMES = {place.name for place in PLACES}
# The head opens every page of a teacher, from the same template: a quick look leaves those out.
DISTINCT = tuple(place for place in PLACES if not (
    place.who == HEAD and f"{place.name.removesuffix(f'-{HEAD}')}-{TEACHER}" in NAMES))


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
