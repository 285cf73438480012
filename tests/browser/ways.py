"""How to get to a page: by addresses and selectors rather than words, as the pages are also walked
in other languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.instance import Instance

Way = Callable[[Page, Instance], object]

BOURG = Path(__file__).parents[1] / "fixtures" / "onde" / "ecole-du-bourg"
# A list as an unknown software writes it: its columns must be told.
UNKNOWN_LIST = "famille;petit nom;né;groupe\nMARTIN;Léa;02/03/2018;CP\n".encode()
READY = "a[href$='.pdf']"


def at(path: str) -> Way:
    return lambda page, demo: page.goto(path.replace("{uai}", demo.entries["uai"]))


def by_link(path: str, *selectors: str) -> Way:
    """From a page, follow the first link that each selector finds."""

    def go(page: Page, demo: Instance) -> None:
        at(path)(page, demo)
        for selector in selectors:
            page.goto(str(page.locator(selector).first.get_attribute("href")))

    return go


def announced_live(*after: str) -> Way:
    """The live class of the demo, for its teacher: on Fridays it is in the week after."""

    def go(page: Page, demo: Instance) -> None:
        by_link("/e/{uai}/classes", ".card--link a")(page, demo)
        live = ".class-day__nothing a[href*='/direct/']"
        if page.locator(live).count() == 0:
            page.goto(str(page.locator("a[rel=next]").get_attribute("href")))
        for selector in (live, *after):
            page.goto(str(page.locator(selector).first.get_attribute("href")))

    return go


def refused_code(page: Page, demo: Instance) -> None:
    at("/entrer")(page, demo)
    page.locator("[name=code]").fill("BAC")
    page.locator("[name=code]").press("Enter")
    page.locator("#erreurs").wait_for()


def first_password(page: Page, demo: Instance) -> None:
    """A colleague's one-time link; looking at it does not use it up."""
    if "link" not in demo.entries:
        said = demo.ecole("staff", "add", "Mme Martin", "--school", demo.entries["uai"],
                          "--email", "martin@example.org")
        demo.entries["link"] = said.split()[-1]
    page.goto(demo.entries["link"])


def upload(page: Page, demo: Instance, *files: object) -> None:
    at("/e/{uai}/liste/import")(page, demo)
    chooser = page.locator("main input[type=file]").first
    chooser.set_input_files(list(files))  # type: ignore[arg-type]
    chooser.locator("xpath=ancestor::form").locator("button").last.click()


def import_preview(page: Page, demo: Instance) -> None:
    upload(page, demo, BOURG / "eleves.csv", BOURG / "responsables.csv")
    page.wait_for_url("**/liste/import/*")


def unknown_columns(page: Page, demo: Instance) -> None:
    upload(page, demo, {"name": "liste.csv", "mimeType": "text/csv", "buffer": UNKNOWN_LIST})
    page.locator("main select").first.wait_for()


def printed_cards(page: Page, demo: Instance) -> None:
    """The last family of a class: the first one is the demo's own, whose card is used here."""
    at("/e/{uai}/cartes")(page, demo)
    page.goto(str(page.locator("a[href*='classe=']").first.get_attribute("href")))
    page.goto(str(page.locator("main a[href$='/nouvelle']").last.get_attribute("href")))
    page.locator("main form button").last.click()
    page.locator(READY).wait_for(timeout=30_000)


def answer_form(page: Page, demo: Instance) -> None:
    """The page of a family's answer, which its form comes back to when it is refused."""
    by_link("/aujourdhui", ".plan-item:has(.plan-item__returns) .plan-item__title a")(page, demo)
    page.goto(str(page.locator("form[enctype][action*='/rendus/']").first.get_attribute("action")))


def answers_received(page: Page, demo: Instance) -> None:
    by_link("/e/{uai}/classes", ".card--link a", ".plan-item__title a")(page, demo)
    page.goto(f"{page.url}/rendus")


def work_received(page: Page, demo: Instance) -> None:
    """One try, from « Ce qui vous attend »."""
    by_link("/e/{uai}/classes", "a[href*='/rendus?voir=attente']", "a.work-tile__name")(page, demo)


def work_sent(page: Page, demo: Instance) -> None:
    """« C’est parti ! », of what the child of the demo has sent."""
    for start in ("/enfant", "/enfant/ensuite"):
        page.goto(start)
        for address in [link.get_attribute("href") for link in page.locator(".task a").all()]:
            page.goto(str(address))
            if page.locator(".tile--return").count():
                page.goto(str(page.locator(".tile--return").get_attribute("href")))
                taken = page.locator("form[action$='/suppression']")
                if taken.count():
                    action = str(taken.first.get_attribute("action"))
                    page.goto(action.replace("/suppression", "/parti"))
                    return
    raise AssertionError("the child has sent nothing")


def tasks_of_next_day(page: Page) -> list[str]:
    page.goto("/enfant/ensuite")
    return [str(link.get_attribute("href")) for link in page.locator(".task a").all()]


def dictated_task(page: Page, demo: Instance) -> None:
    """The dictation of the first day with school: today's, or that of the next one."""
    task = page.locator(".task a:text-is('La dictée de la semaine')")
    at("/enfant")(page, demo)
    if task.count() == 0:
        at("/enfant/ensuite")(page, demo)
    page.goto(str(task.first.get_attribute("href")))


def pdf_of_task(page: Page, demo: Instance) -> None:
    """A PDF page by page, as a child opens it from the first day with school."""
    task = page.locator(".task a:text-is('Lire le texte et répondre')")
    at("/enfant")(page, demo)
    if task.count() == 0:
        at("/enfant/ensuite")(page, demo)
    page.goto(str(task.first.get_attribute("href")))
    page.goto(str(page.locator("main a[href$='/lecture']").get_attribute("href")))


def returned_task(page: Page, demo: Instance) -> None:
    """The answer of a child, to the first task that asks for one."""
    for address in tasks_of_next_day(page):
        page.goto(address)
        if page.locator(".tile--return").count():
            page.goto(str(page.locator(".tile--return").get_attribute("href")))
            return
    raise AssertionError("nothing comes back to school that day")


def praised_task(page: Page, demo: Instance) -> None:
    """« Bravo », for the last task of the day; looked at again, it is done already."""
    address = tasks_of_next_day(page)[-1]
    page.goto(address)
    if page.locator("form[action$='/fait']").count():
        page.locator("form[action$='/fait'] button").click()
        page.wait_for_url("**/fait")
    page.goto(f"{address}/fait")


def checked_school(page: Page, demo: Instance) -> None:
    """A new school, read once more before it is made; nothing is made."""
    at("/mairie/ecoles/nouvelle")(page, demo)
    for name, text in (("name", "École du Pré"), ("uai", "0870011P"), ("head_name", "Mme Blanc"),
                       ("head_email", "blanc@example.org")):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[value=check]").click()
    page.locator("[value=create]").wait_for()


def slips_with_names(page: Page, demo: Instance) -> None:
    by_link("/e/{uai}/classes", ".card--link a", ".plan-item__title a", "a[href$='/mots']")(
        page, demo)
    page.locator("[name=prenoms]").check()
    page.locator("main form button").first.click()
    page.locator(".slip__name").first.wait_for()


def searched(way: Way) -> Way:
    """From the empty page of the search, two words that the demo school holds."""

    def go(page: Page, demo: Instance) -> None:
        way(page, demo)
        page.locator("[name=mots]").fill("potager carottes")
        page.locator("[name=mots]").press("Enter")
        page.locator(".hits").wait_for()

    return go
