"""What a head and a teacher do, page by page, by what they read on the buttons."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from ecole.web.words import today
from tests.browser.page_measures import ELEMENTS_MAX

PASSWORD = "girafe lune tambour 7"
CLASSROOM = "CP-CE1 Mme DUPONT"
TITLE = "Lire, écouter, regarder"


def choose_password(page: Page, link: str, heading: str) -> None:
    """Follow a one-time link to its end; it then opens nothing any more."""
    page.goto(link)
    page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, une seconde fois").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.request.get(link).status == 404


def sign_in_as_staff(page: Page, email: str, password: str) -> None:
    page.goto("/equipe")
    page.get_by_label("Courriel").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("button", name="Sortir")).to_be_visible()


def go_to(page: Page, place: str) -> None:
    menu = page.get_by_role("navigation", name="Menu principal")
    menu.get_by_role("link", name=place).click()


def import_roster(page: Page, exports: Path) -> None:
    """Both files at once, the counts before anything is written, then the import."""
    page.get_by_role("link", name="Importer la liste ONDE").click()
    page.get_by_label("Vos fichiers ONDE").set_input_files(
        [exports / "responsables.csv", exports / "eleves.csv"])
    page.get_by_role("button", name="Voir ce qui changera").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rien n’est encore écrit")
    expect(page.get_by_text(re.compile("168.élèves lus, 168.nouveaux"))).to_be_visible()
    expect(page.get_by_text(re.compile("211.responsables lus, 211.nouveaux"))).to_be_visible()
    assert_few_elements(page)
    page.get_by_role("button", name="Importer", exact=True).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"Liste de l’école 168.élèves · 211.responsables"))


def add_teacher(page: Page, name: str, email: str) -> str:
    """The link to hand to a new colleague: on the page once, and not when it is opened again."""
    go_to(page, "Équipe")
    page.get_by_label("Nom affiché aux familles").fill(name)
    page.get_by_label("Courriel professionnel").fill(email)
    page.get_by_role("button", name="Ajouter").click()
    link = page.locator("code").inner_text()
    page.reload()
    expect(page.get_by_role("cell", name=email)).to_be_visible()
    expect(page.locator("code")).to_have_count(0)
    return link


def give_class(page: Page, teacher: str) -> None:
    """The class to the teacher its name suggests, already chosen in the list."""
    go_to(page, "Liste")
    room = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=CLASSROOM, exact=True))
    chosen = room.locator("select option:checked")
    expect(chosen).to_have_text(f"{teacher} (nom lu dans la classe)")
    room.get_by_role("button", name=f"Donner la classe : {CLASSROOM}").click()
    expect(room.get_by_role("button", name=f"Retirer : {teacher}")).to_be_visible()


def print_cards(page: Page) -> bytes:
    """The PDF of all the missing cards, once the job is done; the page follows it by itself."""
    go_to(page, "Cartes")
    page.get_by_role("button", name="Préparer le PDF").click()
    return open_pdf(page)


def renew_card(page: Page, room: str, guardian: str) -> bytes:
    """A new card for one guardian, found in the class of the youngest child."""
    go_to(page, "Cartes")
    page.get_by_role("link", name=re.compile(f"^{re.escape(room)} ")).click()
    page.get_by_role("link", name=f"Nouvelle carte pour {guardian}").click()
    page.get_by_role("button", name="Oui, nouvelle carte").click()
    return open_pdf(page)


def open_pdf(page: Page) -> bytes:
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos cartes sont prêtes",
                                                              timeout=60_000)
    address = page.get_by_role("link", name="Ouvrir le PDF").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    assert "no-store" in answer.headers["cache-control"]
    return answer.body()


def write_instruction(page: Page, media: Path) -> None:
    """An instruction of today with three files and a link; nobody has seen it yet."""
    page.get_by_role("link", name="Nouvelle consigne").click()
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Matière").fill("Français")
    page.get_by_label("Pour le jour").fill(today().isoformat())
    page.get_by_label("Durée prévue, en minutes").fill("25")
    page.get_by_label("Consigne", exact=False).last.fill("Lis **à voix haute**.")
    page.get_by_label("Ce qui revient à l’école").fill("une photo du cahier")
    page.get_by_label("Liens").fill("La météo https://meteofrance.com")
    page.get_by_label("Fichiers").set_input_files(
        [media / name for name in ("fiche-de-lecture.pdf", "la-dictee.m4a",
                                   "l-eau-change-d-etat.mp4")])
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Consigne publiée.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Vue par.: 0 sur "))).to_be_visible()
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="pas encore")).to_have_count(rows.count())
    assert_few_elements(page)


def row_of(page: Page, adult: str) -> Locator:
    """The rows of « Qui l’a vue ? » with this name."""
    return page.locator("tbody tr").filter(has_text=adult)


def line_of(page: Page, child: str) -> Locator:
    """The line of « Qui l’a faite ? » of this child."""
    return page.get_by_role("region", name="Qui l’a faite ?").get_by_role("listitem").filter(
        has_text=child)


def assert_few_elements(page: Page) -> None:
    """A page stays light with a whole school in it."""
    count = page.locator("*").count()
    assert count <= ELEMENTS_MAX, count
