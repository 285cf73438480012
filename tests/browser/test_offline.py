"""A phone where the network comes and goes: what it shows, keeps, sends once, and forgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import parent_steps as parents
from tests.browser import staff_steps as staff
from tests.browser.cards_on_paper import read_paper
from tests.browser.instance import Instance, new_instance
from tests.browser.line import Line
from tests.browser.offline_steps import (
    COPY,
    come_in,
    copy_of,
    families_of,
    hear,
    is_empty,
    keep,
    notice,
    open_item_with,
    outbox_count,
    posts,
    shelves,
    until,
)
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser

TICK, UNTICK = "/fait/<id:pupil_id>", "/a-refaire/<id:pupil_id>"
ANSWER = "/rendus/<id:pupil_id>"
ONE, TWO = "1 envoi attend le réseau.", "2 envois attendent le réseau."
SHEET, SOUND = "fiche-de-lecture.pdf", "la-dictee.m4a"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The demo school, ticked and answered by the families of this file."""
    instance = new_instance(tmp_path_factory.mktemp("offline"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture(scope="module")
def codes(school: Instance, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Those of two families."""
    out = tmp_path_factory.mktemp("cards") / "cards.pdf"
    school.ecole("cards", "--school", school.entries["uai"], "--out", str(out))
    return school.entries["guardian_code"], read_paper(out.read_bytes()).cards[0].code


@pytest.fixture
def line(school: Instance) -> Iterator[Line]:
    with Line(school.port) as opened:
        yield opened


@pytest.fixture
def families(browser: Browser, line: Line) -> Iterator[People]:
    with families_of(browser, line.address) as people:
        yield people


def undone(page: Page) -> Locator:
    """The first thing of the day that nobody has ticked."""
    name = page.locator("button.tick[aria-pressed=false]").first.get_attribute("aria-label")
    return page.get_by_role("button", name=str(name), exact=True)


def open_answer(page: Page) -> Locator:
    """An instruction that waits for a few words, kept by the phone: the field to write them in."""
    page.goto("/aujourdhui")
    page.locator(".plan-item:has(.plan-item__returns) .plan-item__title a").first.click()
    field = page.locator("textarea[name=text]").first
    expect(field).to_be_visible()
    until(page, lambda: page.url.endswith(tuple(shelves(page)["pages"])))
    return field


def change_state(browser: Browser, school: Instance, address: str, button: str) -> None:
    """By the head, at school, whose line is good."""
    with people_of(browser, school.address) as people:
        desk = people.meet(DESK)
        staff.sign_in_as_staff(desk, school.entries["head_email"], school.entries["head_password"])
        desk.goto(address)
        desk.get_by_role("button", name=button).click()
        expect(desk.locator(".flashes")).not_to_be_empty()


def send(page: Page, words: str) -> None:
    page.locator("textarea[name=text]").first.fill(words)
    page.get_by_role("button", name="Envoyer").first.click()


def test_after_one_visit_the_school_may_stop(browser: Browser, tmp_path: Path) -> None:
    """Its process is stopped for real: the day, what was read and what was chosen still open."""
    school = new_instance(tmp_path)
    school.make_demo()
    with families_of(browser, school.address) as people:
        with school.served():
            phone = come_in(people, school.entries["guardian_code"])
            keep(phone, SHEET)
            keep(phone, SOUND)
            phone.locator(".plan-item__title a").first.click()
            expect(phone.locator("article")).to_be_visible()
            title, instruction = phone.title(), phone.url
            until(phone, lambda: instruction.endswith(tuple(shelves(phone)["pages"])))
        phone.goto("/aujourdhui")
        expect(notice(phone, "copied-at")).to_contain_text(COPY)
        expect(phone.locator(".plan-item").first).to_be_visible()
        assert phone.evaluate("getComputedStyle(document.body).display") == "flex"  # its style too
        parents.open_the_pdf(phone)
        hear(phone)
        phone.goto(instruction)
        assert phone.title() == title
        expect(notice(phone, "copied-at")).to_contain_text(COPY)
        phone.goto("/autre-carte")  # not kept
        expect(phone.get_by_role("heading", level=1)).to_have_text("Pas de connexion")
        phone.get_by_role("region", name="Les jours gardés").get_by_role("link").first.click()
        expect(notice(phone, "copied-at")).to_contain_text(COPY)
        with school.served():
            phone.get_by_role("link", name="Essayer de nouveau").click()
            expect(notice(phone, "copied-at")).to_be_hidden()
            phone.get_by_role("link", name="Appareils").click()
            expect(phone.get_by_role("heading", level=1)).to_have_text("Mes appareils")


def test_a_slow_line_gives_the_copy_after_a_while(
    families: People, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    line.stall()
    phone.goto("/aujourdhui")
    expect(notice(phone, "copied-at")).to_contain_text(COPY)


def test_a_tick_leaves_once_when_the_network_is_back(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    before = len(posts(school, TICK))
    line.cut()
    tick = undone(phone)
    name = str(tick.get_attribute("aria-label"))
    tick.click()
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    expect(notice(phone, "outbox")).to_contain_text(name)
    expect(tick).to_have_attribute("aria-pressed", "true")
    context = phone.context
    phone.close()
    phone = context.new_page()
    phone.goto("/aujourdhui")
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    expect(phone.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    line.mend()
    phone.goto("/aujourdhui")
    until(phone, lambda: outbox_count(phone) == 0)
    expect(notice(phone, "outbox")).to_be_hidden()
    phone.evaluate("dispatchEvent(new Event('online'))")
    phone.reload()
    expect(phone.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    assert [line["status"] for line in posts(school, TICK)[before:]] == [204]


def test_the_copy_follows_what_was_ticked(
    families: People, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    tick = undone(phone)
    name = str(tick.get_attribute("aria-label"))
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    phone.goto("/appareils")
    ticked = re.compile(f'aria-pressed="true"[^>]*aria-label="{name}"')
    until(phone, lambda: bool(ticked.search(copy_of(phone, "/aujourdhui"))))
    line.cut()
    phone.goto("/aujourdhui")
    expect(phone.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")


def test_a_page_left_open_sends_by_itself(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    before = len(posts(school, TICK))
    line.cut()
    undone(phone).click()
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    line.mend()
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.get_by_text("C’est parti.")).to_be_visible()
    expect(notice(phone, "outbox")).to_be_hidden()
    assert len(posts(school, TICK)) == before + 1


def test_a_change_of_mind_replaces_what_waits(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    before = len(posts(school, TICK)), len(posts(school, UNTICK))
    line.cut()
    tick = undone(phone)
    for is_done in ("true", "false"):
        tick.click()
        expect(tick).to_have_attribute("aria-pressed", is_done)
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    expect(notice(phone, "outbox")).to_contain_text("Pas encore")
    line.mend()
    phone.goto("/aujourdhui")
    until(phone, lambda: outbox_count(phone) == 0)
    assert (len(posts(school, TICK)), len(posts(school, UNTICK))) == (before[0], before[1] + 1)


def test_short_answers_leave_once_and_in_order(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    words, more = "Nous avons lu jusqu’à la page 12.", "Et la suite demain."
    phone = come_in(families, codes[0])
    open_answer(phone)
    address, before = phone.url, len(posts(school, ANSWER))
    line.cut()
    for number, text in ((ONE, words), (TWO, more)):
        phone.goto(address)  # the same copy, with the same key in its form
        send(phone, text)
        expect(notice(phone, "outbox")).to_contain_text(number)
        expect(notice(phone, "outbox")).to_contain_text(text)
        expect(phone.locator("textarea[name=text]").first).to_have_value("")
    line.mend()
    phone.goto(address)
    until(phone, lambda: outbox_count(phone) == 0)
    phone.reload()
    assert phone.locator(".answer__text").all_inner_texts()[:2] == [more, words]
    assert len(posts(school, ANSWER)) == before + 2


def test_an_answer_that_the_school_took_before_the_line_broke_is_stored_once(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    words = "Une seule fois."
    phone = come_in(families, codes[0])
    open_answer(phone)
    address = phone.url
    line.cut()
    send(phone, words)
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    # What waits is sent, and its answer lost: the phone must send it again.
    sent_twice = """async () => {
      const base = await new Promise((done) => {
        const opening = indexedDB.open("ecole", 1);
        opening.onsuccess = () => done(opening.result);
      });
      const all = base.transaction("outbox").objectStore("outbox").getAll();
      await new Promise((done) => { all.onsuccess = done; });
      base.close();
      const [{ address, fields }] = all.result;
      const { csrf_token } = await (await fetch("/hors-ligne/envoi")).json();
      await fetch(address, { method: "POST",
        body: new URLSearchParams([["csrf_token", csrf_token], ...fields]) });
    }"""
    line.mend()
    phone.evaluate(sent_twice)
    phone.goto(address)
    until(phone, lambda: outbox_count(phone) == 0)
    phone.reload()
    expect(phone.locator(".answer__text").filter(has_text=words)).to_have_count(1)


def test_an_answer_sent_with_the_network_shows_at_once(
    families: People, school: Instance, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    open_answer(phone)
    before = len(posts(school, ANSWER))
    send(phone, "Tout est fait.")
    expect(phone.get_by_text("C’est envoyé à l’école.")).to_be_visible()
    expect(phone.locator(".answer__text").first).to_have_text("Tout est fait.")
    assert len(posts(school, ANSWER)) == before + 1


def test_what_the_school_refuses_stays_readable(
    families: People, browser: Browser, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    """Written while the teacher took the instruction back."""
    words = "Un texte que personne ne doit perdre."
    phone = come_in(families, codes[0])
    open_answer(phone)
    address, before = urlsplit(phone.url).path, len(posts(school, ANSWER))
    line.cut()
    send(phone, words)
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    change_state(browser, school, address, "Remettre en brouillon")
    line.mend()
    families.watch.forgiven += ("status of 409", "status of 404")
    phone.goto("/aujourdhui")
    for _ in range(2):
        expect(notice(phone, "outbox")).to_contain_text("L’école n’a pas pu prendre ceci")
        expect(notice(phone, "outbox")).to_contain_text(words)
        phone.reload()
    assert len(posts(school, ANSWER)) == before + 1  # and not tried again
    phone.get_by_role("button", name="Retirer de la liste").click()
    expect(notice(phone, "outbox")).to_be_hidden()
    change_state(browser, school, address, "Publier")


def test_what_waits_leaves_for_its_writer_only(
    families: People, school: Instance, line: Line, codes: tuple[str, str]
) -> None:
    """The session ended meanwhile, from another device; then somebody else came in."""
    phone, home = come_in(families, codes[0]), families.meet(PHONE)
    before = len(posts(school, TICK))
    line.cut()
    undone(phone).click()
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    line.mend()
    parents.type_code(home, codes[0])
    home.goto("/appareils")
    while others := home.locator("li.card:not([data-signs-out])").all():
        others[0].get_by_role("button").click()
        expect(home.locator("li.card:not([data-signs-out])")).to_have_count(len(others) - 1)
    phone.goto("/aujourdhui")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Entrer dans la classe")
    expect(notice(phone, "outbox")).to_contain_text("Entrez de nouveau, et il partira.")
    assert "pages" not in shelves(phone)
    parents.type_code(phone, codes[1])
    phone.wait_for_url("**/aujourdhui")
    phone.reload()
    expect(notice(phone, "outbox")).to_be_hidden()
    assert (outbox_count(phone), len(posts(school, TICK))) == (1, before)
    parents.type_code(phone, codes[0])
    phone.wait_for_url("**/aujourdhui")
    until(phone, lambda: outbox_count(phone) == 0)
    assert len(posts(school, TICK)) == before + 1


def test_somebody_else_finds_nothing(
    families: People, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    keep(phone, SHEET)
    child = phone.locator(".child__name").first.inner_text()
    address = phone.get_by_role("link", name=SHEET, exact=True).first.get_attribute("href")
    parents.type_code(phone, codes[1])
    phone.wait_for_url("**/aujourdhui")
    until(phone, lambda: "files" not in shelves(phone))
    until(phone, lambda: shelves(phone).get("pages") == ["/aujourdhui"])
    line.cut()
    phone.goto("/aujourdhui")
    assert child not in phone.locator("main").inner_text()
    phone.goto(str(address))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Pas de connexion")


@pytest.mark.parametrize("way", ["Sortir", "Oublier cet appareil"])
def test_leaving_empties_the_phone(families: People, codes: tuple[str, str], way: str) -> None:
    phone = come_in(families, codes[0])
    keep(phone, SHEET)
    phone.goto("/appareils")
    expect(phone.get_by_role("region", name="Gardé sur ce téléphone")).to_contain_text(SHEET)
    place = phone if way == "Sortir" else phone.locator("[data-signs-out]")
    place.get_by_role("button", name=re.compile(way)).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("À bientôt")
    until(phone, lambda: is_empty(phone))


def test_leaving_says_what_has_not_left_yet(
    families: People, line: Line, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    line.cut()
    undone(phone).click()
    expect(notice(phone, "outbox")).to_contain_text(ONE)
    question = phone.get_by_role("dialog", name="Tout n’est pas encore parti")
    phone.get_by_role("button", name="Sortir", exact=True).click()
    question.get_by_role("button", name="Rester").click()
    expect(question).to_be_hidden()
    assert outbox_count(phone) == 1
    phone.get_by_role("button", name="Sortir", exact=True).click()
    question.get_by_role("button", name="Sortir et perdre").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Pas de connexion")
    expect(phone.get_by_text("sortez de nouveau quand le réseau")).to_be_visible()
    assert is_empty(phone)


def test_a_file_kept_can_be_removed(families: People, codes: tuple[str, str]) -> None:
    phone = come_in(families, codes[0])
    keep(phone, SHEET)
    keep(phone, SOUND)
    phone.goto("/appareils")
    region = phone.get_by_role("region", name="Gardé sur ce téléphone")
    expect(region.get_by_role("listitem")).to_have_count(2)
    expect(region).to_contain_text("44 ko")
    region.get_by_role("button", name=f"Retirer : {SHEET}").click()
    expect(region.get_by_role("listitem")).to_have_count(1)
    region.get_by_role("button").click()
    expect(region).to_contain_text("Aucun fichier n’est gardé.")
    assert not shelves(phone).get("files")


def test_a_full_phone_says_so(families: People, line: Line, codes: tuple[str, str]) -> None:
    phone = come_in(families, codes[0])
    wire = phone.context.new_cdp_session(phone)
    wire.send("Storage.overrideQuotaForOrigin", {"origin": line.address, "quotaSize": 1000})
    families.watch.forgiven += ("net::ERR_ABORTED",)  # what is too heavy is not fetched whole
    open_item_with(phone, SHEET)
    phone.get_by_role("button", name=f"Garder sur ce téléphone : {SHEET}").first.click()
    expect(phone.get_by_text("Il n’y a plus de place")).to_be_visible()
    assert not shelves(phone).get("files")


def test_a_shared_device_keeps_nothing(families: People, codes: tuple[str, str]) -> None:
    phone = come_in(families, codes[0], shared=True)
    open_item_with(phone, SHEET)
    assert phone.evaluate("navigator.serviceWorker.getRegistration()") is None
    expect(phone.get_by_role("button", name="Garder sur ce téléphone")).to_have_count(0)
    assert shelves(phone) == {}


def test_a_phone_that_becomes_shared_forgets(families: People, codes: tuple[str, str]) -> None:
    phone = come_in(families, codes[0])
    keep(phone, SHEET)
    parents.type_code(phone, codes[0], shared=True)
    phone.wait_for_url("**/aujourdhui")
    until(phone, lambda: is_empty(phone))


def test_staff_keep_nothing(families: People, school: Instance) -> None:
    desk = families.meet(DESK)
    staff.sign_in_as_staff(desk, school.entries["teacher_email"],
                           school.entries["teacher_password"])
    desk.reload()
    assert desk.evaluate("navigator.serviceWorker.getRegistration()") is None
    assert shelves(desk) == {}


def test_where_workers_are_refused_everything_else_works(
    families: People, codes: tuple[str, str]
) -> None:
    families.watch.forgiven += ("Service Worker registration blocked by Playwright",)
    phone = families.meet(PHONE, service_workers="block")
    parents.type_code(phone, codes[0])
    phone.wait_for_url("**/aujourdhui")
    tick = undone(phone)
    for is_done in ("true", "false"):
        tick.click()
        expect(tick).to_have_attribute("aria-pressed", is_done)
    phone.locator(".plan-item:has(.plan-item__returns) .plan-item__title a").first.click()
    send(phone, "Sans rien de plus.")
    expect(phone.get_by_text("C’est envoyé à l’école.")).to_be_visible()
    phone.get_by_role("button", name="Sortir").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("À bientôt")


def test_the_school_can_be_put_on_the_home_screen(
    families: People, codes: tuple[str, str]
) -> None:
    phone = come_in(families, codes[0])
    wire = phone.context.new_cdp_session(phone)
    found = wire.send("Page.getAppManifest")
    assert not found["errors"]
    assert "École de Saint-Avit" in found["data"]
    refusals = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {refusal["errorId"] for refusal in refusals} == {"in-incognito"}  # as all tests are
