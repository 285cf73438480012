"""What a class does at a distance, by what people read on the buttons, with script or without."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect


def make_photo(path: Path) -> Path:
    """A page of a notebook, with a line of writing in red."""
    sheet = Image.new("RGB", (1200, 1600), "#fffdf0")
    pen = ImageDraw.Draw(sheet)
    for line in range(100, 1600, 100):
        pen.line((60, line, 1140, line), fill="#8890c0", width=3)
    pen.text((120, 230), "Un arbre", fill="#a01020", font_size=90)
    sheet.save(path, quality=80)
    return path


def record(page: Page, within: Locator | None = None) -> None:
    """Two seconds of the microphone, ready to leave with the form."""
    room = within or page.locator("main")
    room.get_by_role("button", name="Enregistrer ma voix").click()
    page.wait_for_timeout(1500)
    room.get_by_role("button", name="Terminer").click()
    expect(room.locator(".recorder__said")).to_contain_text("prêt à partir")


def draw(page: Page, opener: str) -> None:
    """A stroke on the drawing pad, ready to leave with the form."""
    page.get_by_role("button", name=opener).click()
    sheet = page.locator("canvas[data-part=strokes]")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    for step in range(8):
        page.mouse.move(box["x"] + 30 + step * 12, box["y"] + 30 + step % 3 * 20)
    page.mouse.up()
    expect(page.locator(".drawing-pad__said")).to_contain_text("prêt à partir")


def open_class(page: Page, room: str) -> None:
    """The class of a teacher."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(room)


def open_tab(page: Page, room: str, name: str) -> None:
    """A page of the class, by its tabs."""
    page.get_by_role("navigation", name=f"Pages de {room}").get_by_role(
        "link", name=name, exact=True).click()


def open_class_of_family(page: Page, child: str, room: str, tab: str) -> None:
    """« La classe », then a child when there are several, then a tab."""
    page.goto("/classe")
    link = page.locator("main").get_by_role("link", name=child, exact=True)
    if link.count():
        link.click()
    open_tab(page, room, tab)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def opened(page: Page, title: str) -> None:
    """The page of this title is there."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def choose(page: Page, label: str, part: str) -> None:
    """The option of a list that holds these letters."""
    listed = page.get_by_label(label)
    option = listed.locator("option", has_text=part).first
    listed.select_option(str(option.get_attribute("value")))
