"""The whole trip: from two ONDE exports to a parent's phone, with script and without."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import parent_steps as parents
from tests.browser import staff_steps as staff
from tests.browser.cards_on_paper import A4, Paper, read_paper
from tests.browser.conftest import UAI
from tests.browser.instance import Instance
from tests.browser.watched import DESK, PHONE, people_of

pytestmark = pytest.mark.browser

BOURG = Path(__file__).parents[1] / "fixtures" / "onde" / "ecole-du-bourg"
# Of the fixture: the Leroys have Kenza in the class of Mme Dupont and Hugo in another.
MOTHER, FATHER, SURNAME = "Virginie", "Yann", "LEROY"
CHILD, BROTHER = "Kenza", "Hugo"
AT_A_TIME = re.compile(r"\w à.\d+.h.\d\d")  # « dimanche 22 novembre à 15 h 44 »


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_family_gets_the_work_of_the_day_with_its_card(
    browser: Browser, bourg: Instance, media: Path, script: bool
) -> None:
    with people_of(browser, bourg.address) as people:
        head, teacher = (people.meet(DESK, java_script_enabled=script) for _ in range(2))
        phone = people.meet(PHONE, java_script_enabled=script)
        staff.choose_password(head, link_of_new_head(bourg), "École du Bourg")
        staff.import_roster(head, BOURG)
        link = staff.add_teacher(head, "Mme Dupont", "dupont@example.org")
        staff.give_class(head, "Mme Dupont")
        paper = read_paper(staff.print_cards(head))
        assert_cards_are_right(paper, bourg.address)
        staff.choose_password(teacher, link, staff.CLASSROOM)
        staff.write_instruction(teacher, media)
        read_the_day(phone, paper, script)
        assert_teacher_sees_it(teacher)
        parents.sign_out(phone)


def link_of_new_head(bourg: Instance) -> str:
    said = bourg.ecole("staff", "add", "Mme Rossi", "--school", UAI, "--role", "head",
                       "--email", "rossi@example.org")
    return said.split()[-1]


def assert_cards_are_right(paper: Paper, address: str) -> None:
    """Four A6 cards on an A4 sheet, one for each adult; no surname but on the school's list."""
    assert len(paper.cards) == 211
    for size in paper.sizes:
        assert size == pytest.approx(A4, abs=0.1)
    on_page = Counter(card.page for card in paper.cards)
    assert set(list(on_page.values())[:-1]) == {4}
    assert all(re.fullmatch(re.escape(address) + r"/c#[0-9A-Z]{26}", c.address)
               for c in paper.cards)
    assert len({card.token for card in paper.cards}) == 211
    # Nothing cut off, even with four children on it.
    assert not [card.text for card in paper.cards if "…" in card.text]
    assert all(card.children.endswith(")") for card in paper.cards if "(" in card.children)
    mother, father = paper.card_of(MOTHER, CHILD), paper.card_of(FATHER, CHILD)
    assert mother.children == father.children
    assert mother.code != father.code
    assert any(f"{SURNAME} {MOTHER}" in words for words in paper.lists)
    assert_no_surname(paper)


def assert_no_surname(paper: Paper) -> None:
    """Nobody's surname on what children carry, but in the names of the classes."""
    names, rooms = words_of("Nom"), words_of("Libellé classe")
    names -= words_of("Prénom") | {word for room in rooms for word in room.split()}
    assert SURNAME.lower() in names
    assert len(names) > 30
    for card in paper.cards:
        words = " ".join(card.text.lower().split())
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", words)], words


def words_of(column: str) -> set[str]:
    """What the exports hold in the columns that begin with this word, in small letters."""
    found = set()
    for export in BOURG.glob("*s.csv"):
        lines = csv.reader(export.read_text("cp1252").splitlines(), delimiter=";")
        places = [n for n, title in enumerate(next(lines)) if title.startswith(column)]
        found |= {line[n].lower() for line in lines for n in places if n < len(line) and line[n]}
    return found


def read_the_day(phone: Page, paper: Paper, script: bool) -> None:
    """Come in, see both children, open the three files, tick « fait », change one's mind."""
    card = paper.card_of(MOTHER, CHILD)
    if script:
        parents.scan_card(phone, card)
    else:
        parents.type_code(phone, card.code)
    for child in (CHILD, BROTHER):
        expect(phone.get_by_role("heading", name=child, level=2)).to_be_visible()
    expect(phone.get_by_text("Français · environ 25 min")).to_be_visible()
    expect(phone.get_by_text("À rendre : une photo du cahier")).to_be_visible()
    expect(phone.get_by_role("link", name="La météo")).to_be_visible()
    parents.open_the_pdf(phone)
    parents.play(phone, "audio", "Son, 105 ko, 15 s")
    parents.play(phone, "video", "Vidéo, 103 ko, 12 s")
    tick_and_untick(phone)


def tick_and_untick(phone: Page) -> None:
    tick = parents.tick_of(phone, CHILD, staff.TITLE)
    for pressed, count in (("true", 1), ("false", 0), ("true", 1)):
        tick.click()
        expect(tick).to_have_attribute("aria-pressed", pressed)
        expect(phone.get_by_text(re.compile(f"Fait.: {count} sur 1"))).to_be_visible()
        phone.reload()
        expect(tick).to_have_attribute("aria-pressed", pressed)


def assert_teacher_sees_it(teacher: Page) -> None:
    """The receipt of this adult with its date, not of the other; and what the child has done."""
    teacher.reload()
    expect(teacher.get_by_text(re.compile("^Vue par.: 1 sur "))).to_be_visible()
    expect(staff.row_of(teacher, f"{SURNAME} {MOTHER}")).to_contain_text(AT_A_TIME)
    expect(staff.row_of(teacher, f"{SURNAME} {FATHER}")).to_contain_text("pas encore")
    expect(teacher.get_by_text(re.compile("^Faite par.: 1 sur "))).to_be_visible()
    expect(staff.line_of(teacher, f"{SURNAME} {CHILD}")).to_contain_text(AT_A_TIME)
