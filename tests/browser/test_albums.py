"""An album of forty photos on a phone: one sheet in one request, under the budget of a page; each
photo large on its own page; all of them in one archive."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ecole.classroom.news.albums import FEW
from tests.browser.instance import Instance, new_instance
from tests.browser.page_measures import (
    count_elements,
    faults_of_load,
    measure_load,
    overflow,
    scroll_through,
    wait_until_quiet,
)
from tests.browser.test_news import PHOTOS, tell
from tests.browser.visits import PARENT, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser
SHEET_SECONDS = 300
PICTURES = os.environ.get("ALBUM_PICTURES")  # a folder: what the pages look like is kept there


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Instance]:
    instance = new_instance(tmp_path_factory.mktemp("albums"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def wait_for_sheet(page: Page, address: str) -> None:
    for _ in range(SHEET_SECONDS):
        page.goto(address)
        if page.locator(".album--sheet").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the sheet is never drawn")


def load_of(page: Page, address: str) -> list[str]:
    """What is too much on a page, looked at to its end."""
    load = measure_load(page)
    page.goto(address)
    wait_until_quiet(page, load)
    scroll_through(page, load)
    return faults_of_load(count_elements(page), load) + overflow(page)


def test_forty_photos(people: People, school: Instance, tmp_path: Path) -> None:
    teacher, parent = people.meet(DESK), people.meet(PHONE)
    sign_in(teacher, school, TEACHER)
    address = tell(teacher, school, photos=PHOTOS)
    sign_in(parent, school, PARENT)
    parent.goto(address)
    expect(parent.locator(".album__photo")).to_have_count(FEW)
    expect(parent.locator(f"a[href*='photo={FEW + 1}']")).to_contain_text(str(PHOTOS - FEW))
    keep_picture(parent, "before-its-sheet")
    wait_for_sheet(teacher, address)
    keep_picture(teacher, "desk")

    assert load_of(parent, address) == []
    keep_picture(parent, "phone")
    cells = parent.locator(".album--sheet .album__link")
    expect(cells).to_have_count(PHOTOS // 2)
    for place in (0, PHOTOS // 2 - 1):
        box = cells.nth(place).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    wait_for_sheet(teacher, f"{address}?photos=2")
    assert load_of(parent, f"{address}?photos=2") == []
    expect(cells.last).to_have_attribute("aria-label", "Photo 40 sur 40")
    parent.goto(address)

    cells.nth(11).click()
    expect(parent.locator("h1")).to_have_text("Photo 12 sur 40")
    shown = parent.locator(".photo__picture")
    expect(shown).to_be_visible()
    assert shown.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 100
    keep_picture(parent, "one-photo")
    assert overflow(parent) == []
    parent.locator(".pager a[rel=next]").click()
    expect(parent.locator("h1")).to_have_text("Photo 13 sur 40")
    parent.locator("a", has_text="Toutes les photos").click()

    with parent.expect_download() as download:
        parent.locator("a[href$='/photos.zip']").click()
    assert download.value.suggested_filename.startswith("la-cueillette-au-verger-")
    kept = tmp_path / "photos.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as opened:
        assert opened.testzip() is None
        assert len(opened.namelist()) == PHOTOS
    parent.emulate_media(color_scheme="dark")
    keep_picture(parent, "dark")
    parent.emulate_media(media="print")
    keep_picture(parent, "print")
