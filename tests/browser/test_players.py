"""Films, sounds and PDF on the page of a family, in a real browser: what plays is the light
version, and it changes in place; without a script the same links open."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from playwright.sync_api import Browser, Locator, Page, expect

from ecole.web.words import today
from tests.browser.instance import Instance, new_instance
from tests.browser.visits import CLASSES, HEAD, PARENT, PUPIL, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, People, people_of

pytestmark = pytest.mark.browser
TITLE, READY_SECONDS = "Le film de la classe", 180
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:20.000\nLa glace fond.\n"
SEEN = """video => new Promise(done =>
  video.requestVideoFrameCallback(() => done(video.videoHeight)))"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance = new_instance(tmp_path_factory.mktemp("players"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture(scope="module")
def address(school: Instance, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The instruction with a film of a phone, a long sound and a PDF, once all is prepared."""
    folder = tmp_path_factory.mktemp("sent")
    with people_of(browser, school.address) as people:
        page = people.meet(DESK, java_script_enabled=False)
        sign_in(page, school, TEACHER)
        page.goto(CLASSES.replace("{uai}", school.entries["uai"]))
        page.goto(str(page.locator(".card--link a").first.get_attribute("href")))
        page.goto(str(page.locator("a[href$='/nouvelle']").first.get_attribute("href")))
        page.locator("[name=title]").fill(TITLE)
        page.locator("[name=day_on]").fill(today().isoformat())
        page.locator("[name=files]").first.set_input_files(
            [booklet(folder), film_of_a_phone(folder), voice(folder)])
        page.locator("[name=action][value=publish]").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
        write_captions(page)
        wait_until_ready(page)
        return page.url


def film_of_a_phone(folder: Path) -> Path:
    """Twenty seconds of a MOV, which no family's browser plays as it comes."""
    return made(folder / "La glace.mov", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=15",
                "-f", "lavfi", "-i", "sine=440:sample_rate=48000", "-t", "20", "-c:v", "libx264",
                "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")


def voice(folder: Path) -> Path:
    return made(folder / "La consigne.mp3", "-f", "lavfi", "-i", "sine=300", "-t", "20")


def made(path: Path, *arguments: str) -> Path:
    quietly = [get_ffmpeg_exe(), "-y", "-loglevel", "error"]
    subprocess.run([*quietly, *arguments, str(path)], check=True)
    return path


def booklet(folder: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "Le livret.pdf"))
    for number in range(1, 6):
        canvas.setFont("Helvetica", 60)
        canvas.drawString(80, 600, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return folder / "Le livret.pdf"


def row(page: Page, name: str) -> Locator:
    return page.locator(f".file-row:has(.file-row__name:text('{name}'))")


def write_captions(page: Page) -> None:
    """On the film and on the sound, as a teacher does."""
    back = page.url
    for name in ("La glace", "La consigne"):
        page.goto(str(row(page, name).locator("a[href$='/sous-titres']").get_attribute("href")))
        page.get_by_label("Fichier de sous-titres").set_input_files(
            {"name": "a.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
        page.get_by_label("Le texte de ce qui est dit").fill("La glace fond. L’eau bout.")
        page.get_by_role("button", name="Enregistrer").click()
        expect(page).to_have_url(back)


def wait_until_ready(page: Page) -> None:
    end = time.monotonic() + READY_SECONDS
    while row(page, "La glace").get_by_text("Son seul").count() == 0 \
            or row(page, "Le livret").locator("img").count() == 0:
        assert time.monotonic() < end, page.locator(".file-list").first.inner_text()
        time.sleep(1)
        page.reload()


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


@pytest.fixture
def phone(people: People, school: Instance, address: str) -> Page:
    page = people.meet(PHONE)
    sign_in(page, school, PARENT)
    page.goto(address)
    return page


def play_a_little(media: Locator, seconds: float = 1) -> None:
    media.evaluate("media => { media.muted = true; return media.play(); }")
    until(media, f"media.currentTime > {seconds}")


def until(media: Locator, condition: str) -> None:
    media.page.wait_for_function(f"media => {condition}", arg=media.element_handle())


def test_nothing_is_fetched_before_it_is_asked_for(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.reload(wait_until="networkidle")
    assert not [url for url in asked if "/version/video" in url or "/version/sound" in url
                or url.endswith((".mov", ".mp3", ".vtt"))]


def test_it_plays_the_light_version(phone: Page) -> None:
    video = row(phone, "La glace").locator("video")
    play_a_little(video)
    assert "/version/video-480" in video.evaluate("video => video.currentSrc")
    assert video.evaluate(SEEN) == 480


def test_the_sound_alone_goes_on_from_the_same_place(phone: Page) -> None:
    film = row(phone, "La glace")
    video = film.locator("video")
    play_a_little(video)
    video.evaluate("video => { video.currentTime = 9; }")
    until(video, "media.currentTime > 9.2 && !media.seeking")
    page = phone.url
    film.get_by_role("link", name="Son seul").click()
    until(video, "media.currentSrc.endsWith('/version/sound') && media.currentTime > 9.2")
    assert video.evaluate("video => [video.videoHeight, video.paused]") == [0, False]
    expect(film.locator("[aria-current]")).to_contain_text("Son seul")
    film.get_by_role("link", name="Version légère").click()
    until(video, "media.currentSrc.endsWith('video-480') && media.currentTime > 9.4")
    assert phone.url == page


def test_the_speed_is_one_for_the_page(phone: Page) -> None:
    sound = row(phone, "La consigne").locator("audio")
    slow = phone.get_by_role("group", name="Vitesse").first.get_by_role("button", name="0,75")
    slow.click()
    expect(slow).to_have_attribute("aria-pressed", "true")
    assert sound.evaluate("sound => sound.playbackRate") == 0.75
    play_a_little(sound, 0.3)
    assert sound.evaluate("sound => sound.playbackRate") == 0.75


def test_captions_are_shown_when_asked(phone: Page) -> None:
    film, sound = row(phone, "La glace"), row(phone, "La consigne")
    play_a_little(film.locator("video"), 0.2)
    assert film.locator("video").evaluate("video => video.textTracks[0].mode") == "disabled"
    button = film.get_by_role("button", name="Sous-titres")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    until(film.locator("video"), "media.textTracks[0].activeCues?.[0]?.text === 'La glace fond.'")
    sound.get_by_role("button", name="Sous-titres").click()
    play_a_little(sound.locator("audio"), 0.2)
    expect(sound.locator(".player__caption")).to_have_text("La glace fond.")
    sound.get_by_text("Lire le texte").click()
    expect(sound.get_by_text("L’eau bout.")).to_be_visible()


def test_without_a_script_the_links_open(people: People, school: Instance, address: str) -> None:
    page = people.meet(PHONE, java_script_enabled=False)
    sign_in(page, school, PARENT)
    page.goto(address)
    film = row(page, "La glace")
    expect(page.get_by_role("group", name="Vitesse")).to_have_count(0)
    for name in ("Version légère", "Son seul", "Sous-titres"):
        link = film.get_by_role("link", name=name).get_attribute("href")
        assert page.request.get(str(link)).status == 200
    row(page, "Le livret").get_by_role("link", name="Lire page par page").click()
    if page.get_by_role("button", name="Préparer les pages").count():
        page.get_by_role("button", name="Préparer les pages").click()
    end = time.monotonic() + READY_SECONDS
    while page.locator(".reader__page").count() == 0:
        assert time.monotonic() < end
        page.get_by_role("link", name="Voir si elle est prête").click()
        time.sleep(0.5)
    page.get_by_role("link", name="Page suivante").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page 2 sur 5")


def test_a_pdf_is_read_page_by_page(phone: Page) -> None:
    """Asked for and waited for by itself, page after page, to the end and back."""
    row(phone, "Le livret").get_by_role("link", name="Lire page par page").click()
    picture = phone.locator(".reader__page")
    expect(picture).to_be_visible(timeout=READY_SECONDS * 1000)
    for number in range(2, 6):
        phone.get_by_role("link", name="Page suivante").click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text(f"Page {number} sur 5")
        expect(picture).to_be_visible(timeout=READY_SECONDS * 1000)
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    expect(phone.get_by_role("link", name="Page suivante")).to_have_count(0)
    phone.get_by_label("Aller à la page").fill("2")
    phone.get_by_role("button", name="Ouvrir").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Page 2 sur 5")
    phone.get_by_role("link", name="Retour").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(TITLE)


def test_a_child_watches_with_one_big_button(people: People, school: Instance,
                                             address: str) -> None:
    page = people.meet(PHONE)
    sign_in(page, school, PUPIL)
    page.goto("/enfant")
    page.get_by_role("link", name=TITLE).click()
    film = page.locator("video")
    film.evaluate("film => { film.muted = true; }")
    page.get_by_role("link", name="Regarder").click()
    until(film, "media.currentTime > 0.5")
    assert "/version/video-480" in film.evaluate("film => film.currentSrc")
    expect(page.get_by_role("link", name="Regarder")).to_be_hidden()


def test_the_head_is_told_nothing_when_all_is_well(people: People, school: Instance,
                                                   address: str) -> None:
    page = people.meet(DESK)
    sign_in(page, school, HEAD)
    page.goto(address)
    expect(page.locator(".file-row__state")).to_have_count(0)
