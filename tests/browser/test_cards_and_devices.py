"""What a card opens and for how long: remembered phones, shared computers, a card made void."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser import parent_steps as parents
from tests.browser import staff_steps as staff
from tests.browser.cards_on_paper import Paper, read_paper
from tests.browser.instance import Instance
from tests.browser.watched import CHROMIUM, DESK, LANGUAGE, PHONE, People, Watch, people_of

pytestmark = pytest.mark.browser

REPLACED = "Si la carte a été remplacée, prenez la plus récente"
VOID = "Cette carte ne marche plus. Prenez la plus récente, ou demandez une nouvelle carte"


@pytest.fixture(scope="module")
def paper(browser: Browser, demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The cards of the families of the demo school that had none."""
    out = tmp_path_factory.mktemp("cards") / "cards.pdf"
    demo.ecole("cards", "--school", demo.entries["uai"], "--out", str(out))
    return read_paper(out.read_bytes())


def code_field_is_shown(page: Page) -> None:
    expect(page.get_by_label("Votre code")).to_be_visible()


def test_a_remembered_phone_goes_straight_in(people: People, demo: Instance) -> None:
    phone = people.meet(PHONE)
    parents.type_code(phone, demo.entries["guardian_code"])
    phone.wait_for_url("**/aujourdhui")
    again = people.meet(PHONE, storage_state=phone.context.storage_state())
    again.goto("/")
    again.wait_for_url("**/aujourdhui")


@pytest.mark.parametrize("shared", [False, True], ids=["my phone", "shared computer"])
def test_the_choice_of_device_decides_what_the_browser_keeps(
    chromium_path: str, playwright: Playwright, demo: Instance, tmp_path: Path, shared: bool
) -> None:
    """A real browser, closed and started again on the same profile."""

    @contextmanager
    def started() -> Iterator[Page]:
        watch = Watch(demo.address)
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium_path, args=list(CHROMIUM),
            base_url=demo.address, **LANGUAGE, **DESK)
        context.set_default_timeout(10_000)
        yield watch.follow(context).new_page()
        context.close()
        assert not watch.faults

    with started() as page:
        parents.type_code(page, demo.entries["guardian_code"], shared=shared)
        page.wait_for_url("**/aujourdhui")
    with started() as page:
        page.goto("/")
        page.wait_for_url("**/entrer" if shared else "**/aujourdhui")


def test_back_shows_nothing_once_gone(
    chromium_path: str, playwright: Playwright, demo: Instance
) -> None:
    """In a browser that keeps whole pages in memory for Back, as people's browsers do."""
    keeping = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM),
                                         ignore_default_args=["--disable-back-forward-cache"])
    with people_of(keeping, demo.address) as people:
        phone = people.meet(PHONE)
        parents.type_code(phone, demo.entries["guardian_code"])
        phone.wait_for_url("**/aujourdhui")
        phone.get_by_role("button", name="Sortir").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("À bientôt")
        phone.evaluate("setTimeout(() => history.back())")
        code_field_is_shown(phone)
    keeping.close()


def test_a_new_card_makes_the_old_one_void_at_once(
    people: People, demo: Instance, paper: Paper
) -> None:
    head, phone, other = people.meet(DESK), people.meet(PHONE), people.meet(PHONE)
    old = paper.cards[0]
    parents.scan_card(phone, old)
    staff.sign_in_as_staff(head, demo.entries["head_email"], demo.entries["head_password"])
    room = old.children.partition("(")[2].partition(")")[0]
    new = read_paper(staff.renew_card(head, room, holder_on_list(paper))).cards[0]
    assert (new.children, new.holder) == (old.children, old.holder)
    other.goto(old.address)
    expect(other.get_by_text(VOID)).to_be_visible()
    expect(other.get_by_role("button", name="Entrer")).to_be_hidden()
    parents.type_code(other, old.code)
    expect(other.get_by_role("alert")).to_contain_text(REPLACED)
    parents.type_code(other, new.code)
    other.wait_for_url("**/aujourdhui")
    phone.reload()  # the phone was not said lost: it stays in
    expect(phone.get_by_role("button", name="Sortir")).to_be_visible()


def holder_on_list(paper: Paper) -> str:
    """« M. AMRANI Tuan », at the end of the first line of the school's list."""
    first = next(line for line in paper.lists[0].splitlines() if line.startswith("1 "))
    return first[max(first.rfind(" Mme "), first.rfind(" M. ")) + 1 :]


def test_a_second_card_read_in_the_same_tab_greets_the_second_family(
    people: People, paper: Paper
) -> None:
    phone = people.meet(PHONE)
    phone.goto(paper.cards[2].address)
    expect(phone.get_by_text("Bonjour, famille de ")).to_be_visible()
    second = paper.cards[-1]
    phone.evaluate("token => { location.hash = token }", second.token)
    expect(phone.get_by_text(second.children.split(" (")[0])).to_be_visible()


def test_the_square_without_script_leads_to_the_code(people: People, paper: Paper) -> None:
    phone = people.meet(PHONE, java_script_enabled=False)
    phone.goto(paper.cards[1].address)
    phone.get_by_role("link", name="Taper le code").click()
    code_field_is_shown(phone)


def test_a_mistyped_code_says_where_and_keeps_what_was_typed(
    people: People, demo: Instance
) -> None:
    phone = people.meet(PHONE)
    wrong = "X" + demo.entries["guardian_code"][1:]
    parents.type_code(phone, wrong)
    expect(phone.get_by_role("alert")).to_contain_text("dans le groupe 1, la lettre « X »")
    expect(phone.get_by_label("Votre code")).to_have_value(wrong)
    assert phone.evaluate("document.activeElement.id") == "erreurs"
