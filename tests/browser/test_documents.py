"""Documents written together in a real browser: hands on one text at once, boxes of children, with
and without script, and the class newspaper on paper."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visits
from tests.browser.instance import Instance, new_instance
from tests.browser.page_measures import overflow
from tests.browser.test_pupil_space import SMALL, give_screen
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

TOP = Path(__file__).resolve().parents[2]
CASES = json.loads((TOP / "tests/fixtures/documents/operations.json").read_text())
SCRIPTS = sorted((TOP / "static/js/tools").glob("common-[!t]*.js"))
BORROW = """() => {
  window.operations = {};
  document.dispatchEvent(new CustomEvent("ecole:common", { detail: operations }));
}"""
# Each case in the script: what it gives, or null where it refuses.
RUN = """([name, given]) => { try { return operations[name](...given); } catch { return null; } }"""
CARET = "(area) => area.value.slice(0, area.selectionStart)"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A demo school of one's own: what is written here is read nowhere else."""
    instance = new_instance(tmp_path_factory.mktemp("together"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def hands(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


@pytest.fixture
def script(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    for path in SCRIPTS:
        page.add_script_tag(content=path.read_text())
    page.evaluate(BORROW)
    yield page
    page.close()


@pytest.mark.parametrize("name", list(CASES))
def test_the_script_runs_the_cases_of_the_server(script: Page, name: str) -> None:
    for case in CASES[name]:
        results = 2 if name == "transform" else 1
        given, expected = case[:-results], case[-results:]
        found = script.evaluate(RUN, [name, given])
        assert found == (expected if results == 2 else expected[0]), case


@pytest.mark.parametrize(("caret", "operation", "after"), [
    (3, ["ab", 5], 5), (3, [3, "ab", 2], 3), (3, [4, "ab", 1], 3), (3, [-2, 3], 1),
    (3, [1, -4], 1), (0, ["ab", 5], 0), (3, [1, "😀", -1, 3], 3)])
def test_a_caret_stays_where_it_was(script: Page, caret: int, operation: Any, after: int) -> None:
    assert script.evaluate(RUN, ["moved", [caret, operation]]) == after


def test_what_is_typed_is_rebased_on_a_text_read_again(script: Page) -> None:
    """One who was away too long takes the whole text, and keeps what was not sent."""
    assert script.evaluate("""() => {
      const text = operations.scribe("Le chat.", 4);
      text.type("Le gros chat.");
      text.next();
      text.type("Le gros chat dort. \\ud83d");
      text.hear({ sequence: 900, text: "Hier, le chat." });
      const [shown, leaving] = [text.shown, text.next()];
      text.hear({ operations: [{ key: leaving.key, operation: leaving.operation }] });
      return [shown, leaving.base, text.sequence, text.next().base, text.shown === shown];
    }""")[1:] == [900, 901, 901, True]


def open_document(page: Page, school: Instance, title: str) -> str:
    """From the class of the teacher of the demo; returns its address."""
    page.goto(f"/e/{school.entries['uai']}/classes")
    page.goto(str(page.locator(".card--link a").first.get_attribute("href")))
    page.get_by_role("link", name="Documents", exact=True).click()
    page.get_by_role("link", name=title).click()
    page.wait_for_url("**/documents/*")
    return page.url


def together(hands: People, school: Instance, title: str) -> list[Page]:
    """Teacher, parent and child on the page of a document, each in a browser of their own."""
    teacher, parent, child = hands.meet(DESK), hands.meet(PHONE), hands.meet(PHONE)
    visits.sign_in(teacher, school, visits.TEACHER)
    address = open_document(teacher, school, title)
    for page in (parent, child):
        visits.sign_in(page, school, visits.PARENT)
    give_screen(child, "Lina")
    for page in (parent, child):
        page.goto(address)
    return [teacher, parent, child]


def converge(pages: list[Page]) -> str:
    """Wait until all show one text; it is the text."""
    areas = [page.locator("textarea") for page in pages]
    for _ in range(100):
        shown = {area.input_value() for area in areas}
        if len(shown) == 1:
            return shown.pop()
        pages[0].wait_for_timeout(200)
    raise AssertionError(shown)


def test_three_browsers_typing_at_once(hands: People, school: Instance) -> None:
    """One at the start, one in the middle, one at the end: nothing is lost, all read one text."""
    pages = together(hands, school, "L’histoire du renard")
    before = pages[0].locator("textarea").input_value()
    words = ("Maîtresse😀", "Parent👩‍👧", "Enfant🦀")
    for page, place in zip(pages, (0, before.index("\n") + 1, len(before)), strict=True):
        page.locator("textarea").evaluate("(a, n) => { a.focus(); a.setSelectionRange(n, n); }",
                                          place)
    for number in range(max(map(len, words))):
        for page, word in zip(pages, words, strict=True):
            page.keyboard.insert_text(word[number : number + 1])
    text = converge(pages)
    for page in pages:
        expect(page.locator(".common-text__said")).to_have_text("Enregistré.")
    text = converge(pages)
    assert Counter(text) == Counter(before + "".join(words))
    for word in words:
        assert word in text
    # the caret is still behind what each has typed
    for page, word in zip(pages, words, strict=True):
        assert page.locator("textarea").evaluate(CARET).endswith(word)
    pages[0].reload()
    assert pages[0].locator("textarea").input_value() == text
    pages[0].get_by_role("link", name="Qui a écrit quoi").click()
    expect(pages[0].locator("ins").first).to_be_visible()
    assert "Lina" in pages[0].locator("main").inner_text()


def test_without_a_network_what_is_typed_waits(hands: People, school: Instance) -> None:
    hands.watch.forgiven = ("ERR_INTERNET_DISCONNECTED", "operations")
    pages = together(hands, school, "L’histoire du renard")
    teacher, parent, _ = pages
    before = converge(pages)
    parent.context.set_offline(True)
    parent.locator("textarea").press("Control+End")
    parent.keyboard.insert_text("Sans réseau.")
    expect(parent.locator(".common-text__said")).to_contain_text("Pas de réseau")
    parent.keyboard.insert_text(" Toujours.")
    teacher.locator("textarea").press("Control+Home")
    teacher.keyboard.insert_text("Pendant ce temps. ")
    parent.context.set_offline(False)
    assert converge(pages) == f"Pendant ce temps. {before}Sans réseau. Toujours."


def test_a_huge_paste_is_kept_and_not_sent(hands: People, school: Instance) -> None:
    teacher = hands.meet(DESK)
    visits.sign_in(teacher, school, visits.TEACHER)
    open_document(teacher, school, "L’histoire du renard")
    area = teacher.locator("textarea")
    before = area.input_value()
    area.fill("été " * 50_000)
    expect(teacher.locator(".common-text__said")).to_contain_text("trop long")
    assert len(area.input_value()) == 200_000
    area.fill(before + "Fin.")
    expect(teacher.locator(".common-text__said")).to_have_text("Enregistré.")
    teacher.reload()
    assert area.input_value() == before + "Fin."


def test_a_text_closed_meanwhile_keeps_what_was_typed(hands: People, school: Instance) -> None:
    hands.watch.forgiven = ("409",)
    pages = together(hands, school, "L’histoire du renard")
    teacher, parent, child = pages
    teacher.get_by_role("button", name="Fermer").click()
    parent.locator("textarea").press("Control+End")
    parent.keyboard.insert_text("Trop tard.")
    expect(parent.locator(".common-text__said")).to_contain_text("fermé")
    assert parent.locator("textarea").input_value().endswith("Trop tard.")
    child.reload()
    expect(child.locator("textarea")).to_have_count(0)
    teacher.get_by_role("button", name="Rouvrir").click()


def test_by_form_without_script(hands: People, school: Instance) -> None:
    pages = []
    for who in (visits.TEACHER, visits.PARENT):
        page = hands.meet(PHONE, java_script_enabled=False)
        visits.sign_in(page, school, who)
        pages.append(page)
    address = open_document(pages[0], school, "L’histoire du renard")
    pages[1].goto(address)
    before = pages[0].locator("textarea").input_value()
    pages[0].locator("textarea").fill(f"Début. {before}")
    pages[1].locator("textarea").fill(f"{before} Suite.")
    for page in pages:
        page.get_by_role("button", name="Enregistrer").click()
    expect(pages[1].locator("textarea")).to_have_value(f"Début. {before} Suite.")
    assert not overflow(pages[1])


@pytest.mark.parametrize("has_script", [True, False])
def test_a_child_writes_in_its_box_with_one_finger(hands: People, school: Instance,
                                                   has_script: bool) -> None:
    teacher = hands.meet(DESK)
    visits.sign_in(teacher, school, visits.TEACHER)
    address = open_document(teacher, school, "Le journal de l’automne")
    page = hands.meet(PHONE, java_script_enabled=has_script)
    visits.sign_in(page, school, visits.PARENT)
    give_screen(page, "Lina")
    page.goto(address)
    assert not overflow(page)
    page.get_by_role("link", name="Ma case").tap()
    page.locator("textarea").fill("J’ai vu un hérisson 🦔")
    if has_script:
        assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Enregistrer", exact=True).tap()
    expect(page.locator(".box__text")).to_have_text("J’ai vu un hérisson 🦔")
    page.get_by_role("link", name="Toutes les cases").tap()
    expect(page.locator(".box--mine .box__text")).to_have_text("J’ai vu un hérisson 🦔")
    teacher.reload()
    expect(teacher.get_by_text("hérisson")).to_be_visible()


def test_the_newspaper_fits_on_paper(hands: People, school: Instance, tmp_path: Path) -> None:
    teacher = hands.meet(DESK)
    visits.sign_in(teacher, school, visits.TEACHER)
    open_document(teacher, school, "Le journal de l’automne")
    teacher.get_by_role("link", name="Imprimer").click()
    path = tmp_path / "journal.pdf"
    teacher.pdf(path=path, prefer_css_page_size=True)
    pages = pypdfium2.PdfDocument(path)
    width, height = pages[0].get_size()
    assert (round(width), round(height)) in ((595, 842), (596, 842))
    words = pages[0].get_textpage().get_text_range()
    assert "Le journal de l" in words
    assert "Ambre" in words
    assert "Imprimer" not in words
