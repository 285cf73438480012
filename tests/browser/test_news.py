"""News told by a teacher and read by a family: a light album, the search, the diary."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from ecole.classroom.news.albums import FEW
from tests.browser.instance import Instance, new_instance
from tests.browser.page_measures import (
    count_elements,
    faults_of_load,
    measure_load,
    scroll_through,
    wait_until_quiet,
)
from tests.browser.visits import CLASSES, PARENT, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, People, people_of
from tests.browser.ways import by_link

pytestmark = pytest.mark.browser
NEWS = ".tabs a[href$='/actualites']"
PHOTOS = 40


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Instance]:
    """A demo school of its own: something is written there."""
    instance = new_instance(tmp_path_factory.mktemp("news"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


def photo(number: int) -> dict[str, object]:
    """As much detail as a photo of a blackboard: leaves of all sizes and greens."""
    image = Image.new("RGB", (800, 600), (200, 220, 230))
    pen = ImageDraw.Draw(image)
    for place in range(160):
        x, y = (place * 97 + number * 31) % 800, (place * 61 + number * 17) % 600
        size = 8 + (place * 7) % 40
        pen.ellipse((x, y, x + size, y + size), fill=(40 + place % 90, 90 + place % 120, 60))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=85)
    return {"name": f"photo-{number:02}.jpg", "mimeType": "image/jpeg",
            "buffer": written.getvalue()}


def tell(page: Page, school: Instance, *, photos: int) -> str:
    """As the teacher: a news item with photos; returns the address of its page."""
    by_link(CLASSES, ".card--link a", NEWS, "a[href$='/nouvelle']")(page, school)
    page.locator("[name=title]").fill("La cueillette au verger")
    page.locator("[name=body]").fill("Quarante photos, et des **pommes**.")
    page.locator("main input[type=file]").set_input_files(
        [photo(number) for number in range(photos)])  # type: ignore[arg-type]
    page.locator("[name=photos_confirmed]").check()
    page.locator("main form [value=publish]").click()
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"), timeout=60_000)
    return page.url


def wait_for_small_twins(page: Page, address: str) -> None:
    """The photos are usable at once, by their names; drawn small a moment later."""
    for _ in range(120):
        page.goto(address)
        if page.locator(".album__picture").count() == FEW:
            return
        page.wait_for_timeout(500)
    raise AssertionError("the small pictures are never drawn")


def test_a_few_photos_load_lightly(people: People, school: Instance) -> None:
    """Forty of them: test_albums.py."""
    teacher, parent = people.meet(DESK), people.meet(PHONE)
    sign_in(teacher, school, TEACHER)
    address = tell(teacher, school, photos=FEW)
    expect(teacher.locator(".album__photo").first).to_be_visible()
    wait_for_small_twins(teacher, address)

    sign_in(parent, school, PARENT)
    load = measure_load(parent)
    parent.goto(address)
    wait_until_quiet(parent, load)
    scroll_through(parent, load)
    assert faults_of_load(count_elements(parent), load) == []
    large = str(parent.locator(".album__link").first.get_attribute("href"))
    assert large.endswith("/photos?photo=1")

    search = parent.locator(".tabs a[href$='/recherche']")
    search.click()
    parent.locator("[name=mots]").fill("CUEILLETTE pommes")
    parent.locator("[name=mots]").press("Enter")
    parent.locator(".hits__title a").click()
    expect(parent.locator("h1")).to_contain_text("La cueillette au verger")

    parent.locator(".tabs a[href$='/journal']").click()
    expect(parent.locator(".diary")).to_contain_text("La cueillette au verger")
    parent.locator(".pager a[rel=next]").click()
    expect(parent.locator(".diary")).not_to_contain_text("La cueillette au verger")
    parent.locator(".pager a[rel=prev]").click()
    expect(parent.locator(".diary")).to_contain_text("La cueillette au verger")


def test_without_script(people: People, school: Instance) -> None:
    """A moment to come, a caption, the filters of the diary: plain forms."""
    teacher = people.meet(DESK, java_script_enabled=False)
    sign_in(teacher, school, TEACHER)
    by_link(CLASSES, ".card--link a", NEWS, "a[href$='/nouvelle']")(teacher, school)
    teacher.locator("[name=title]").fill("La photo de classe")
    teacher.locator("[name=publish_on]").fill("2020-01-01")
    teacher.locator("main form [value=publish]").click()
    expect(teacher.locator("#erreurs")).to_be_visible()
    expect(teacher.locator("[name=title]")).to_have_value("La photo de classe")
    teacher.locator("[name=publish_on]").fill("")
    teacher.locator("main input[type=file]").set_input_files(
        [photo(50)])  # type: ignore[list-item]
    teacher.locator("main form [value=publish]").click()
    expect(teacher.locator("#erreurs")).to_contain_text("cochez la case")
    teacher.locator("[name=photos_confirmed]").check()
    teacher.locator("main form [value=publish]").click()
    teacher.locator("a[href$='/legendes']").click()
    teacher.locator("[name^=caption_]").fill("Toute la classe sous le préau")
    teacher.locator("main form button").click()
    expect(teacher.locator(".album__caption")).to_have_text("Toute la classe sous le préau")

    teacher.locator(".tabs a[href$='/journal']").click()
    teacher.locator(".filters summary").click()
    teacher.locator("[name=nature]").select_option("consigne")
    teacher.locator(".filters button").click()
    expect(teacher.locator(".diary")).not_to_contain_text("La photo de classe")
