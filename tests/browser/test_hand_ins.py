"""Work that comes back, from the photo on a phone to what the teacher says of it; and without a
network, once each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import staff_steps as staff
from tests.browser.instance import Instance, new_instance
from tests.browser.line import Line
from tests.browser.offline_steps import come_in, families_of, notice, outbox_count, posts, until
from tests.browser.watched import DESK, People
from tests.classroom.hand_ins.works import notebook

pytestmark = pytest.mark.browser
SEND = "/rendus/<id:pupil_id>"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance = new_instance(tmp_path_factory.mktemp("work"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def line(school: Instance) -> Iterator[Line]:
    with Line(school.port) as opened:
        yield opened


@pytest.fixture
def people(browser: Browser, line: Line) -> Iterator[People]:
    with families_of(browser, line.address) as met:
        yield met


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A notebook, as a phone takes it."""
    content, name = notebook("le cahier de Lina.jpg", size=(1600, 1200))
    (tmp_path / name).write_bytes(content.getvalue())
    return tmp_path / name


def open_instruction(phone: Page) -> None:
    """The one whose work the teacher of the demo looks at."""
    phone.goto("/aujourdhui")
    phone.locator(".child").filter(has_text="Lina").locator(
        ".plan-item:has(.plan-item__returns) .plan-item__title a").first.click()
    expect(phone.get_by_role("button", name="Envoyer")).to_be_visible()


def choose(phone: Page, photo: Path) -> None:
    """The camera's part: it gives a photo to the first field of files."""
    phone.locator("main input[type=file]").first.set_input_files(photo)
    expect(phone.get_by_text("1 photo prête à partir.")).to_be_visible()


def at_desk(people: People, school: Instance) -> Page:
    desk = people.meet(DESK)
    staff.sign_in_as_staff(desk, school.entries["teacher_email"],
                           school.entries["teacher_password"])
    return desk


def open_grid(desk: Page, address: str) -> None:
    desk.goto(f"{address}/rendus")


def test_a_photo_goes_and_what_is_said_of_it_comes_back(
    people: People, school: Instance, photo: Path
) -> None:
    """Two taps; the grid; turned, drawn over, given back; read by the family, then by the child."""
    phone = come_in(people, school.entries["guardian_code"])
    open_instruction(phone)
    address = phone.url
    choose(phone, photo)
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("C’est envoyé à l’école.")).to_be_visible()
    expect(phone.get_by_text("le cahier de Lina").first).to_be_attached()

    desk = at_desk(people, school)
    open_grid(desk, address)
    tile = desk.locator(".work-tile").filter(has_text="Lina")
    expect(tile).to_contain_text(re.compile("À regarder · .*2.essais"))
    tile.get_by_role("link").click()
    picture = desk.locator(".large-photo__picture").first
    until(desk, lambda: bool(picture.evaluate("image => image.naturalWidth")))
    desk.get_by_role("button", name="Tourner à droite").click()
    expect(desk.locator(".large-photo").first).to_have_attribute("data-turn", "90")

    desk.get_by_role("button", name="Dessiner sur la photo").click()
    board = desk.locator(".drawing-pad__strokes")
    expect(board).to_be_visible()
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    desk.mouse.move(box["x"] + 60, box["y"] + 60)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 160, box["y"] + 120, steps=8)
    desk.mouse.up()
    desk.get_by_label("Un mot").fill("Regarde le mot que j’entoure.")
    desk.get_by_role("button", name="Rendre à l’élève").click()
    expect(desk.get_by_text("Rendu à Lina.")).to_be_visible()
    open_grid(desk, address)
    expect(tile).to_contain_text("Rendu à l’élève")

    phone.goto("/aujourdhui")
    phone.locator(".child").filter(has_text="Lina").locator(".child__space").click()
    phone.get_by_role("link", name=re.compile("On t’a répondu")).first.click()
    said = phone.locator(".remark").filter(has_text="Regarde le mot que j’entoure.")
    drawn = said.locator(".large-photo__picture")
    until(phone, lambda: bool(drawn.evaluate("image => image.naturalWidth")))


def test_a_photo_taken_without_a_network_arrives_once(
    people: People, school: Instance, line: Line, photo: Path
) -> None:
    phone = come_in(people, school.entries["guardian_code"])
    open_instruction(phone)
    address, before = phone.url, len(posts(school, SEND))
    shown = phone.locator(".answer").count()
    line.cut()
    choose(phone, photo)
    phone.get_by_role("button", name="Envoyer").click()
    expect(notice(phone, "outbox")).to_contain_text("1 envoi attend le réseau.")
    expect(notice(phone, "outbox")).to_contain_text("le cahier de Lina")
    expect(phone.get_by_text("Aucune photo.")).to_be_attached()
    line.mend()
    phone.goto(address)
    until(phone, lambda: outbox_count(phone) == 0)
    phone.reload()
    expect(phone.locator(".answer")).to_have_count(shown + 1)
    assert len(posts(school, SEND)) == before + 1


def test_a_child_sends_without_a_network(
    people: People, school: Instance, line: Line, photo: Path
) -> None:
    """It is told so in few words; and it leaves in its name."""
    phone = come_in(people, school.entries["guardian_code"])
    open_instruction(phone)
    task = phone.url.rpartition("/")[2]
    phone.goto("/aujourdhui")
    phone.locator(".child").filter(has_text="Lina").locator(".child__space").click()
    phone.goto(f"/enfant/consigne/{task}")
    phone.locator(".tile--return").click()
    before = len(posts(school, SEND))
    line.cut()
    choose(phone, photo)
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    expect(notice(phone, "outbox")).to_contain_text("Ton travail est gardé.")
    line.mend()
    phone.goto("/enfant")
    until(phone, lambda: outbox_count(phone) == 0)
    assert len(posts(school, SEND)) == before + 1
    phone.goto(f"/enfant/consigne/{task}")
    phone.locator(".tile--return").click()
    expect(phone.locator(".answer").first).to_contain_text("envoyé")


def test_sixty_megabytes_do_not_wait(
    people: People, school: Instance, line: Line, tmp_path: Path
) -> None:
    """Said at once, and nothing is taken out of the page."""
    phone = come_in(people, school.entries["guardian_code"])
    open_instruction(phone)
    heavy = tmp_path / "film.wav"
    heavy.write_bytes(b"RIFF" + b"\0" * 61_000_000)
    line.cut()
    phone.locator("details.answer-more > summary").click()
    sound = phone.locator("main input[type=file][accept='audio/*']")
    sound.set_input_files(heavy)
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("C’est trop lourd pour attendre le réseau")).to_be_visible()
    assert sound.evaluate("input => input.files.length") == 1
    assert outbox_count(phone) == 0
    line.mend()
