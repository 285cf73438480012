"""Heavy files leave by themselves: over a bad line, a closed tab, a refusal, without a script."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.instance import Instance, new_instance
from tests.browser.line import Line
from tests.browser.visits import CLASSES, PARENT, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, Watch
from tests.browser.ways import answer_form, by_link
from tests.media import media_samples

pytestmark = pytest.mark.browser
KILOBYTE, MEGABYTE = 1000, 1_000_000
NEWS = ".tabs a[href$='/actualites']"
LINE_WORDS = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INTERNET", "ERR_ABORTED", "ERR_SOCKET")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Instance]:
    """A demo school of its own: something is written there."""
    instance = new_instance(tmp_path_factory.mktemp("uploads"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture(scope="module")
def small_film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    media_samples.film(path)
    return path.read_bytes()


@pytest.fixture
def film(tmp_path: Path, small_film: bytes) -> Path:
    """20 MB of film."""
    return film_of(tmp_path, small_film, 20 * MEGABYTE)


@pytest.fixture
def short_film(tmp_path: Path, small_film: bytes) -> Path:
    return film_of(tmp_path, small_film, 6 * MEGABYTE)


def film_of(folder: Path, film: bytes, weight: int) -> Path:
    """Most of it is a box that players step over."""
    path, rest = folder / "film de la sortie.mp4", weight - len(film)
    path.write_bytes(film + rest.to_bytes(4, "big") + b"free" + os.urandom(rest - 8))
    return path


class Visit:
    """A browser of somebody, at the end of a line; what the line breaks is no fault."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.watch = Watch(site)
        self.watch.forgiven = LINE_WORDS
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []

    def meet(self, screen: dict[str, Any], **more: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.site, locale="fr-FR", timezone_id="Europe/Paris", **screen, **more)
        context.set_default_timeout(15_000)
        self.contexts.append(self.watch.follow(context))
        return context.new_page()


@pytest.fixture
def line(school: Instance) -> Iterator[Line]:
    with Line(school.port) as line:
        yield line


@pytest.fixture
def visit(browser: Browser, line: Line) -> Iterator[Visit]:
    visit = Visit(browser, line.address)
    yield visit
    for context in visit.contexts:
        context.close()
    assert not visit.watch.faults, "\n".join(visit.watch.faults)


def write_news(page: Page, school: Instance, title: str) -> None:
    """As the teacher, in the form of a news item."""
    by_link(CLASSES, ".card--link a", NEWS, "a[href$='/nouvelle']")(page, school)
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill("Un petit film.")
    page.locator("[name=photos_confirmed]").check()


def as_teacher(visit: Visit, school: Instance, title: str) -> Page:
    page = visit.meet(DESK)
    sign_in(page, school, TEACHER)
    write_news(page, school, title)
    return page


def choose(page: Page, *files: Any) -> None:
    page.locator("main input[type=file][name=files]").first.set_input_files([
        {"name": file.name, "mimeType": "video/mp4", "buffer": file.read_bytes()}
        if isinstance(file, Path) else file for file in files])


def row(page: Page, name: str = "film de la sortie.mp4") -> Locator:
    return page.locator(".upload-list__row").filter(has_text=name)


def press(page: Page, words: str) -> None:
    row(page).get_by_role("button", name=re.compile(f"^{words}")).click()


def publish(page: Page) -> None:
    page.locator("main form [value=publish]").click()


def wait_until_gone_on(page: Page, share: float) -> None:
    """More than this share of the film has left."""
    page.wait_for_function(
        "share => { const one = document.querySelector('.upload-list__row progress');"
        " return one && one.value > share * one.max; }", arg=share, timeout=30_000)


def sent_share(page: Page) -> float:
    share: float = page.locator(".upload-list__row progress").evaluate("one => one.value / one.max")
    return share


def test_a_film_goes_on_after_a_cut_and_leaves_with_its_form(
    visit: Visit, line: Line, school: Instance, film: Path
) -> None:
    page = as_teacher(visit, school, "La sortie au moulin")
    line.speed = 4000 * KILOBYTE
    choose(page, film)
    wait_until_gone_on(page, 0.2)
    facts = row(page).locator(".upload-list__facts")
    expect(facts).to_have_text(re.compile(
        r"^[\d,]+\sMo sur 20\sMo · [\d,]+\s[kM]o/s · encore moins d’une minute$"))
    publish(page)
    expect(page.get_by_text("L’actualité partira dès que les fichiers seront arrivés.")
           ).to_be_visible()
    line.cut()
    expect(facts).to_contain_text("l’envoi reprendra tout seul")
    before = sent_share(page)
    line.mend()
    line.speed = 0
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"), timeout=60_000)
    assert 0 < before < 1
    parent = visit.meet(PHONE)
    sign_in(parent, school, PARENT)
    parent.goto(page.url)
    expect(parent.locator("video, a", has_text="film de la sortie")
           .or_(parent.locator("video")).first).to_be_attached()
    href = parent.locator("a[href*='film-de-la-sortie'], video").first
    address = href.get_attribute("href") or href.get_attribute("src") or ""
    kept = parent.request.get(address)
    assert kept.ok


def test_a_closed_tab_is_asked_for_the_same_film(
    visit: Visit, line: Line, school: Instance, short_film: Path
) -> None:
    page = as_teacher(visit, school, "")
    address = page.url
    line.speed = 500 * KILOBYTE
    choose(page, short_film)
    wait_until_gone_on(page, 0.1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.close(run_before_unload=True)
    line.speed = 0
    page = visit.contexts[0].new_page()
    page.goto(address)
    facts = row(page).locator(".upload-list__facts")
    expect(facts).to_have_text(re.compile(r"^\d+\s% reçus. Choisissez-le de nouveau"))
    share = sent_share(page)
    assert share > 0.02
    sent: list[int] = []
    page.on("request", lambda request: sent.append(
        int(request.headers.get("upload-offset", -1))) if request.method == "PATCH" else None)
    choose(page, short_film)
    expect(facts).to_contain_text("Reçu", timeout=30_000)
    assert sent[0] > 0
    # Whole, but the form did not leave yet: found again, and taken away.
    page.reload()
    expect(facts).to_contain_text("Reçu")
    expect(page.locator("[name=uploads]:enabled")).to_have_count(1)
    press(page, "Retirer")
    expect(row(page)).to_have_count(0)
    expect(page.locator("[name=uploads]:enabled")).to_have_count(0)
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(row(page)).to_have_count(0)


def test_a_film_dropped_on_an_untouched_form_has_one_line(
    visit: Visit, line: Line, school: Instance, short_film: Path
) -> None:
    """The school is asked what was left when the form is touched: then this one is on its way."""
    page = visit.meet(DESK)
    sign_in(page, school, TEACHER)
    by_link(CLASSES, ".card--link a", NEWS, "a[href$='/nouvelle']")(page, school)
    line.speed = 1000 * KILOBYTE
    choose(page, short_film)
    wait_until_gone_on(page, 0.1)
    with page.expect_response(re.compile(r"/envois\?page=")):
        page.locator("[name=title]").focus()
    page.wait_for_timeout(500)
    expect(row(page)).to_have_count(1)
    press(page, "Annuler")
    expect(row(page)).to_have_count(0)


def test_one_pauses_goes_on_and_cancels(
    visit: Visit, line: Line, school: Instance, short_film: Path
) -> None:
    page = as_teacher(visit, school, "")
    line.speed = 1000 * KILOBYTE
    choose(page, short_film)
    wait_until_gone_on(page, 0.1)
    press(page, "Pause")
    facts = row(page).locator(".upload-list__facts")
    expect(facts).to_contain_text("En pause")
    # The keyboard stays where it was.
    expect(row(page).get_by_role("button", name=re.compile("Continuer"))).to_be_focused()
    share = sent_share(page)
    page.wait_for_timeout(1200)
    assert sent_share(page) == share
    page.keyboard.press("Enter")
    wait_until_gone_on(page, share + 0.05)
    press(page, "Annuler")
    expect(row(page)).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(row(page)).to_have_count(0)


def test_what_is_refused_is_said_and_the_rest_stays(
    visit: Visit, school: Instance, short_film: Path
) -> None:
    page = as_teacher(visit, school, "Les jeux")
    visit.watch.forgiven += ("status of 422",)
    choose(page, {"name": "jeu.exe", "mimeType": "application/octet-stream",
                  "buffer": b"MZ" + b"\0" * 5000}, short_film)
    expect(row(page, "jeu.exe").locator(".upload-list__facts")).to_contain_text("jeu.exe")
    expect(row(page, "jeu.exe")).to_have_attribute("data-state", "refused")
    expect(row(page).locator(".upload-list__facts")).to_contain_text("Reçu", timeout=30_000)
    expect(page.locator("[name=title]")).to_have_value("Les jeux")
    publish(page)
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"))
    expect(page.locator("main")).not_to_contain_text("jeu.exe")


def test_a_refusal_meanwhile_keeps_the_form(visit: Visit, school: Instance) -> None:
    """Nobody publishes without the film that they waited for."""
    page = as_teacher(visit, school, "Sans le jeu")
    visit.watch.forgiven += ("status of 422",)

    def late(route: Route) -> None:
        page.wait_for_timeout(1000)
        route.continue_()

    page.route(re.compile("/envois/"), late)
    choose(page, {"name": "jeu.exe", "mimeType": "application/octet-stream",
                  "buffer": b"MZ" + b"\0" * 5000})
    publish(page)
    expect(row(page, "jeu.exe")).to_have_attribute("data-state", "refused")
    page.wait_for_timeout(500)
    assert page.url.endswith("/nouvelle")
    expect(page.locator(".upload-list__wait")).to_be_hidden()
    publish(page)
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"))


def test_one_may_not_wait(
    visit: Visit, line: Line, school: Instance, short_film: Path
) -> None:
    page = as_teacher(visit, school, "Sans attendre")
    line.speed = 300 * KILOBYTE
    choose(page, short_film)
    wait_until_gone_on(page, 0.01)
    publish(page)
    page.get_by_role("button", name="Envoyer sans attendre").click()
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"))
    expect(page.locator("main")).not_to_contain_text("film de la sortie")


def test_a_photo_leaves_light_and_says_no_place(visit: Visit, school: Instance) -> None:
    page = as_teacher(visit, school, "Une photo")
    image, content = Image.effect_noise((1000, 750), 90).resize((4000, 3000)), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 12.0, 33.0), 3: "E", 4: (1.0, 2.0, 3.0)})
    image.convert("RGB").save(content, "JPEG", exif=exif, quality=90)
    sent: list[bytes] = []

    def note(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.post_data_buffer or b"")
        route.continue_()

    page.route(re.compile("/envois/"), note)
    choose(page, {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()})
    expect(row(page, "IMG_1.jpg").locator(".upload-list__facts")).to_contain_text("Reçu")
    left = Image.open(io.BytesIO(b"".join(sent)))
    assert left.size == (1600, 1200)
    assert not left.getexif()


def heavy_photo() -> dict[str, Any]:
    """One that stays over 1 MB once it is made lighter: nothing but details."""
    image, content = Image.effect_noise((2400, 1800), 120), io.BytesIO()
    image.convert("RGB").save(content, "JPEG", quality=92)
    return {"name": "cahier.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_a_family_sends_its_heavy_photo_by_itself(visit: Visit, school: Instance) -> None:
    page = visit.meet(PHONE)
    sign_in(page, school, PARENT)
    answer_form(page, school)
    form = page.locator("form", has=page.locator("[data-behaviour~=photo-picker]")).first
    photos = form.locator("[type=file][multiple]")
    photos.set_input_files(heavy_photo())
    expect(row(page, "cahier.jpg").locator(".upload-list__facts")).to_contain_text("Reçu")
    expect(form.get_by_text("Aucune photo.")).to_be_visible()
    assert photos.evaluate("one => one.files.length") == 0
    form.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator(".answer").first).to_contain_text("cahier.jpg")


def test_without_a_network_a_family_keeps_it_in_its_field(visit: Visit, school: Instance) -> None:
    """The outbox takes what is in the fields, and sends it later."""
    page = visit.meet(PHONE)
    sign_in(page, school, PARENT)
    answer_form(page, school)
    visit.watch.forgiven += ("ERR_FAILED",)  # pictures that the page had not asked for yet
    page.context.set_offline(True)
    form = page.locator("form", has=page.locator("[data-behaviour~=photo-picker]")).first
    photos = form.locator("[type=file][multiple]")
    photos.set_input_files(heavy_photo())
    expect(form.get_by_text("1 photo prête à partir.")).to_be_visible()
    assert photos.evaluate("one => one.files.length") == 1
    expect(form.locator(".upload-list__row")).to_have_count(0)


def test_a_form_with_uploads_alone_makes_no_draft_of_them(
    visit: Visit, school: Instance, small_film: bytes
) -> None:
    page = as_teacher(visit, school, "Un brouillon")
    choose(page, {"name": "petit.mp4", "mimeType": "video/mp4", "buffer": small_film})
    expect(row(page, "petit.mp4").locator(".upload-list__facts")).to_contain_text("Reçu")
    page.locator("[name=body]").press_sequentially(" Et encore.")
    with page.expect_request("**/brouillons?page=*") as asked:
        page.wait_for_timeout(2500)
    assert "uploads" not in (asked.value.post_data or "")
    expect(page.locator(".draft__status")).to_contain_text("Enregistré")


def test_without_script_the_form_posts(visit: Visit, school: Instance, small_film: bytes) -> None:
    page = visit.meet(DESK, java_script_enabled=False)
    sign_in(page, school, TEACHER)
    write_news(page, school, "Sans script")
    expect(page.get_by_text("Son ou vidéo : 100 Mo au plus, et 120 Mo en tout.")).to_be_visible()
    expect(page.locator(".upload-list")).to_be_hidden()
    choose(page, {"name": "petit.mp4", "mimeType": "video/mp4", "buffer": small_film})
    publish(page)
    page.wait_for_url(lambda url: not url.endswith("/nouvelle"))
    expect(page.locator("main")).to_contain_text("petit.mp4")
