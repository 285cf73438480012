"""The printed pages, as a printer sees them: A4, all of it on the paper, no blank sheet."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.cards_on_paper import A4
from tests.browser.instance import Instance
from tests.browser.page_measures import overflow
from tests.browser.visits import PARENT, PLACES, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

WAYS = {place.name: place.go for place in PLACES}
SCHOOL = "École de Saint-Avit (démonstration)"
PRINTED_WIDTH = 680  # px: 180 mm, between two margins of 15
# Nothing to press on a paper, and nothing of the frame of the site.
NEVER = ("Sortir", "Mentions légales", "Imprimer", "Télécharger", "Ce qui vous attend",
         "Appareils")


def print_page(page: Page) -> list[str]:
    """The words of each sheet; every one is A4 and holds something."""
    assert_nothing_is_cut(page)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        sheets = []
        for sheet in document:
            assert sheet.get_size() == pytest.approx(A4, abs=1)
            words = sheet.get_textpage().get_text_range()
            assert words.strip(), "a blank sheet"
            sheets.append(" ".join(words.replace("\ufffe", "-").split()))
        return sheets
    finally:
        document.close()


def assert_nothing_is_cut(page: Page) -> None:
    """What sticks out of the printed part of a sheet is lost: laid out as on paper, none does."""
    screen = page.viewport_size
    assert screen
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})
    faults = overflow(page)
    page.set_viewport_size(screen)
    page.emulate_media(media="null")
    assert not faults


@pytest.fixture
def visitor(browser: Browser, demo: Instance) -> Callable[..., Page]:
    """Someone of the demo school, on the page of a place."""
    met: list[People] = []

    def visit(who: str, place: str, **screen: object) -> Page:
        people = People(browser, demo.address)
        met.append(people)
        page = people.meet(PHONE if who == PARENT else DESK, **screen)
        sign_in(page, demo, who)
        WAYS[place](page, demo)
        return page

    yield visit
    for people in met:
        people.leave()


def pupils_of(page: Page) -> int:
    found = re.search(r"(\d+).(?:élèves|petits mots)", page.locator("h1").inner_text())
    assert found
    return int(found[1])


def test_the_week_of_a_class_is_two_sheets_at_most(visitor: Callable[..., Page]) -> None:
    sheets = print_page(visitor(TEACHER, "papier-semaine-teacher"))
    assert len(sheets) <= 2
    words = " ".join(sheets)
    assert words.startswith(SCHOOL)
    assert "127.0.0.1" in words
    assert "Prénom" in words
    for day in ("Lundi", "Vendredi"):
        assert day in words
    assert "Lire le texte et répondre" in words
    assert_plain(words)


def test_the_week_of_a_family_is_two_sheets_at_most(visitor: Callable[..., Page]) -> None:
    sheets = print_page(visitor(PARENT, "papier-famille"))
    assert len(sheets) <= 2
    words = " ".join(sheets)
    assert all(text in words for text in ("Lina", "Hugo", "Lire le texte", "Mettre la table"))
    assert_plain(words)


def test_slips_are_four_on_a_sheet(visitor: Callable[..., Page]) -> None:
    page = visitor(TEACHER, "papier-mots-prenoms")
    names = page.locator(".slip__name").all_inner_texts()
    sheets = print_page(page)
    assert len(sheets) == -(-len(names) // 4)
    assert [words.count("Signature") for words in sheets[:-1]] == [4] * (len(sheets) - 1)
    for place, name in enumerate(names):
        assert name in sheets[place // 4]
    assert_plain(" ".join(sheets))


def test_slips_alike_are_one_sheet(visitor: Callable[..., Page]) -> None:
    (words,) = print_page(visitor(TEACHER, "papier-mots-teacher"))
    assert words.count("Lire le texte et répondre") == 4
    assert words.count("Signature") == 4


@pytest.mark.parametrize("length", [40, 160, 600])
def test_a_long_slip_is_never_cut(visitor: Callable[..., Page], length: int) -> None:
    """More room for a longer text, down to one on a sheet: all of its words are on the paper."""
    page = visitor(TEACHER, "papier-mots-teacher")
    page.evaluate("""(count) => {
      const words = Array.from({length: count}, (_, n) => `mot${n}`).join(" ");
      for (const text of document.querySelectorAll(".slip .prose")) text.textContent = words;
    }""", length)
    sheets = print_page(page)
    assert " ".join(sheets).count(f"mot{length - 1}") == 4
    assert " ".join(sheets).count("Signature") == 4


def test_the_list_of_a_class_fits_on_a_sheet(visitor: Callable[..., Page]) -> None:
    page = visitor(TEACHER, "papier-liste-teacher")
    page.locator("[name=colonnes]").select_option("6")
    page.locator("[name=titre]").nth(0).fill("Autorisation de sortie")
    page.locator("main form button").first.click()
    rows = page.locator("tbody tr").count()
    assert rows == pupils_of(page)
    (words,) = print_page(page)
    for name in page.locator("tbody th").all_inner_texts():
        assert name in words
    assert_plain(words)


def test_a_long_list_repeats_its_head(visitor: Callable[..., Page]) -> None:
    page = visitor(TEACHER, "papier-liste-teacher")
    page.evaluate("""() => {
      const body = document.querySelector("tbody");
      while (body.children.length < 60) body.append(body.lastElementChild.cloneNode(true));
    }""")
    sheets = print_page(page)
    assert len(sheets) == 2
    assert all("Nom et prénom" in words for words in sheets)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("who", "place"), [(PARENT, "aujourdhui"), (TEACHER, "semaine"),
                                            (TEACHER, "consigne")])
def test_the_everyday_pages_print_too(visitor: Callable[..., Page], who: str, place: str,
                                      colours: str) -> None:
    """In ink whatever the screen: a chalk would not show on a white sheet."""
    page = visitor(who, place, color_scheme=colours)
    sheets = print_page(page)
    assert sheets[0].startswith(SCHOOL)
    assert_plain(" ".join(sheets))
    page.emulate_media(media="print", color_scheme=colours)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 33, 69)"


def test_the_button_opens_the_browsers_window(visitor: Callable[..., Page]) -> None:
    page = visitor(PARENT, "papier-famille")
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "")


def test_without_script_the_page_says_how(browser: Browser, demo: Instance) -> None:
    with people_of(browser, demo.address) as people:
        page = people.meet(DESK, java_script_enabled=False)
        sign_in(page, demo, TEACHER)
        WAYS["papier-semaine-teacher"](page, demo)
        expect(page.get_by_text("le menu du navigateur")).to_be_visible()
        expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()


def assert_plain(words: str) -> None:
    assert [text for text in NEVER if text in words] == []


def test_it_sees_a_bad_print(visitor: Callable[..., Page]) -> None:
    """A blank sheet, and something wider than the paper."""
    page = visitor(PARENT, "papier-famille")
    page.evaluate("document.querySelector('main').style.minHeight = '900mm'")
    with pytest.raises(AssertionError, match="blank"):
        print_page(page)
    page.evaluate("document.querySelector('main').style.minHeight = ''")
    page.evaluate("document.querySelector('table').style.width = '190mm'")
    with pytest.raises(AssertionError, match="TABLE"):
        print_page(page)
