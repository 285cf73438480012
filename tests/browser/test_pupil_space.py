"""The pupil's space in a real browser: with one finger, by keyboard, without script, on a phone
that two children share."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ecole.classroom.way_out import NUMBERS
from tests.browser.instance import Instance, new_instance
from tests.browser.page_measures import overflow
from tests.browser.parent_steps import type_code
from tests.browser.test_keyboard import tab_to
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

NUMBER_OF = {words: number for number, words in NUMBERS.items()}
# Smaller than a child's finger on the glass; a card opens wherever it is touched.
SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, header a")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect().height,
    one.closest("li.task")?.getBoundingClientRect().height ?? 0])
  .filter(([, height, card]) => Math.max(height, card) < 64)"""
LETTERS = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) =>
    node.nodeType === 3 && node.textContent.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)).reduce((a, b) => Math.min(a, b))"""
# What a device says of its voices: speak.js only ever sees the browser's own list.
VOICES = """(voices) => {
  const spoken = (window.spoken = []);
  Object.defineProperty(speechSynthesis, "getVoices", { value: () => voices });
  Object.defineProperty(speechSynthesis, "speak", { value: (words) => {
    spoken.push([words.text, words.voice?.name ?? ""]);
    words.onstart();
  } });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
# The teacher's own words are theirs.
OURS = "body :is(p, a, button, h1):visible:not(.day-word *, .live-line, .remark *)"
TOMORROW = ".sign-post[href$='/ensuite']"
FAR = {"name": "Far", "lang": "fr-FR", "localService": False}
NEAR = {"name": "Near", "lang": "fr_FR", "localService": True}
ENGLISH = {"name": "English", "lang": "en-GB", "localService": True}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = new_instance(tmp_path_factory.mktemp("made"))
    instance.make_demo()
    return instance


@pytest.fixture
def school(made: Instance, tmp_path: Path) -> Iterator[Instance]:
    """A demo school of one's own: what is ticked here is ticked nowhere else."""
    instance = new_instance(tmp_path)
    shutil.copytree(made.folder / "instance", tmp_path / "instance")
    instance.entries = made.entries
    with instance.served():
        yield instance


@pytest.fixture
def family(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


def give_screen(page: Page, name: str) -> None:
    page.goto("/aujourdhui")
    page.get_by_role("button", name=f"Espace de {name}").click()
    page.wait_for_url("**/enfant")


def touch(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.tap()


def to_the_work(page: Page) -> None:
    """Today's list; on a day without work, the next day's, by its sign post."""
    if page.locator(".task").count() == 0:
        page.locator(TOMORROW).tap()
        page.wait_for_url("**/enfant/ensuite")


def answer_question(page: Page) -> None:
    """What an adult does: read the words, touch the figures."""
    words = page.locator(".way-out__words").inner_text()
    page.get_by_role("button", name=str(NUMBER_OF[words]), exact=True).click()


def leave(page: Page) -> None:
    page.get_by_role("link", name="Je suis un adulte").click()
    answer_question(page)
    page.wait_for_url("**/aujourdhui")


def test_a_child_does_its_work_with_one_finger(family: People, school: Instance) -> None:
    """Read, heard and ticked without a key; every target is large, every letter too."""
    page = family.meet(PHONE)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    to_the_work(page)
    titles = page.locator(".task__title").all_inner_texts()
    page.locator(".task a").first.tap()
    for title in titles:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.wait_for_load_state()  # a heading may be read before its style has come
        assert page.evaluate(SMALL) == []
        assert page.evaluate(LETTERS) >= 22
        touch(page, "J’ai fini")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bravo, c’est fait\u202f!")
        page.wait_for_load_state()
        assert page.evaluate(SMALL) == []
        assert not overflow(page)
        if title != titles[-1]:
            page.locator(".sign-post").tap()
    expect(page.get_by_text("Tout est fini")).to_be_visible()
    touch(page, "Pas encore fini")
    expect(page.get_by_role("button", name="J’ai fini")).to_be_visible()
    touch(page, "J’ai fini")
    leave(page)
    expect(page.locator(".child").first.get_by_text(f"Fait : {len(titles)} sur {len(titles)}")
           ).to_be_visible()


def test_a_phone_shared_by_two_children(family: People, school: Instance) -> None:
    """From one to the other only through the adult; each sees their own work, Back included."""
    page = family.meet(PHONE)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    to_the_work(page)
    hers = set(page.locator(".task__title").all_inner_texts())
    for address in ("/aujourdhui", "/appareils", "/", "/reglages", "/entrer"):
        page.goto(address)
        assert page.url.endswith("/enfant"), address
        expect(page.get_by_text("Hugo")).to_have_count(0)
    leave(page)
    give_screen(page, "Hugo")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hugo")
    to_the_work(page)
    his = set(page.locator(".task__title").all_inner_texts())
    assert his
    assert his != hers
    page.go_back()
    page.go_back()
    page.reload()
    expect(page.get_by_text("Lina")).to_have_count(0)


def test_the_way_out_is_for_adults(family: People, school: Instance) -> None:
    page = family.meet(PHONE)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Hugo")
    page.goto("/enfant/sortie")
    for _ in range(3):
        right = str(NUMBER_OF[page.locator(".way-out__words").inner_text()])
        numbers = page.locator(".way-out__number")
        wrong = next(n for n in numbers.all_inner_texts() if n != right)
        with page.expect_navigation():
            page.get_by_role("button", name=wrong, exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("On attend un peu")
    touch(page, "Essayer encore")
    expect(page.get_by_role("heading", level=1)).to_have_text("On attend un peu")
    page.get_by_role("link", name="Mon travail").last.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Hugo")


def test_by_keyboard_only(family: People, school: Instance) -> None:
    page = family.meet(DESK)
    type_code(page, school.entries["guardian_code"])
    page.wait_for_url("**/aujourdhui")
    tab_to(page, "Espace de Lina")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enfant")
    if page.locator(".task").count() == 0:
        tab_to(page, page.locator(f"{TOMORROW} .sign-post__name").inner_text())
        page.keyboard.press("Enter")
        page.wait_for_url("**/enfant/ensuite")
    title = page.locator(".task__title").first.inner_text()
    tab_to(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    tab_to(page, "J’ai fini")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bravo, c’est fait\u202f!")
    tab_to(page, "Je suis un adulte")
    page.keyboard.press("Enter")
    number = NUMBER_OF[page.locator(".way-out__words").inner_text()]
    tab_to(page, str(number))
    page.keyboard.press("Enter")
    page.wait_for_url("**/aujourdhui")


def test_without_script(family: People, school: Instance) -> None:
    """Everything but the ear, whose place the browser's own player takes."""
    page = family.meet(PHONE, java_script_enabled=False)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    to_the_work(page)
    expect(page.locator(".listen:visible")).to_have_count(0)
    addresses = [str(link.get_attribute("href")) for link in page.locator(".task a").all()]
    heard = [address for address in addresses if page.goto(address)
             and page.locator("audio[controls]").count()]
    for address in addresses:
        page.goto(address)
        if page.locator(".tile--return").count():
            page.locator(".tile--return").tap()
            page.locator("summary").first.tap()
            page.locator("textarea").fill("J’ai fini\ntout seul")
            page.get_by_role("button", name="Envoyer").tap()
            expect(page.get_by_role("heading", level=1)).to_have_text("C’est parti\u202f!")
            page.goto(address)
        touch(page, "J’ai fini")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bravo, c’est fait\u202f!")
    leave(page)
    assert heard or not addresses


def test_the_recorded_voice_plays_at_a_touch(family: People, school: Instance) -> None:
    page = family.meet(PHONE)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    to_the_work(page)
    card = page.locator(".task:has(audio)").first
    ear = card.locator(".listen")
    expect(ear).to_be_visible()
    ear.tap()
    expect(ear).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(("/enfant", "/enfant/ensuite"))
    ear.tap()
    expect(ear).to_have_attribute("aria-pressed", "false")
    card.locator("a").tap()
    big = page.locator(".listen--wide")
    expect(big).to_be_visible()
    assert page.locator("audio").first.evaluate("sound => sound.controls") is False
    big.tap()
    expect(big).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("voices", "is_offered"), [
    ([], False), ([FAR], False), ([ENGLISH], False), ([FAR, ENGLISH, NEAR], True)])
def test_only_a_voice_of_the_device_reads(family: People, school: Instance,
                                          voices: list[dict[str, object]],
                                          is_offered: bool) -> None:
    page = family.meet(PHONE)
    page.add_init_script(f"({VOICES})({json.dumps(voices)})")
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    to_the_work(page)
    ear = page.locator(".task:not(:has(audio)) .listen").first
    if not is_offered:
        expect(ear).to_be_hidden()
        return
    page.locator(".task:not(:has(audio)) a").first.tap()
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator(".task-page .listen--wide").tap()
    text, voice = page.evaluate("window.spoken[0]")
    assert voice == "Near"
    assert text.startswith(title)
    assert len(text) > len(title)


def test_the_joy_is_still_for_who_asked_for_less_movement(family: People,
                                                          school: Instance) -> None:
    page = family.meet(PHONE, reduced_motion="reduce")
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Hugo")
    to_the_work(page)
    page.locator(".task a").first.tap()
    touch(page, "J’ai fini")
    drawing = page.locator(".praise--joy .drawing")
    assert drawing.evaluate("one => getComputedStyle(one).animationName") == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert drawing.evaluate("one => getComputedStyle(one).animationName") != "none"


def test_few_words(family: People, school: Instance) -> None:
    """What the pages say by themselves: never more than twelve words in a line of theirs."""
    page = family.meet(PHONE)
    type_code(page, school.entries["guardian_code"])
    give_screen(page, "Lina")
    for address in ("/enfant", "/enfant/ensuite", "/enfant/sortie"):
        page.goto(address)
        said = page.locator(OURS).all_inner_texts()
        assert said
        for text in said:
            assert len(re.findall(r"\w+", text)) <= 12, text
