"""What an iPhone films and photographs is given by a teacher as it is; the queue runs; Chromium
plays and shows all of it to a family, and no stored byte says where it was taken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ecole.web.words import today
from tests.browser import staff_steps as staff
from tests.browser.instance import Instance, new_instance
from tests.browser.offline_steps import come_in
from tests.browser.watched import DESK, People, people_of
from tests.media import media_iphone as iphone

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "Regarder l’expérience"
PATIENCE = 240  # seconds, on a machine that does other things
FILMS = ("hevc-10-bits.mov", "hdr.mov", "varied-pace.mov", "alac.mov")
SOUND, PHOTO = "note.mov", "IMG_0001.HEIC"
PLAYS = """async player => {
  player.muted = true;
  player.preload = "auto";
  await player.play();
  while (player.currentTime < 0.3) await new Promise((next) => setTimeout(next, 50));
  player.pause();
  return {ready: player.readyState, width: player.videoWidth, height: player.videoHeight,
          seconds: player.duration, source: player.currentSrc};
}"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance = new_instance(tmp_path_factory.mktemp("iphone"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, school: Instance) -> Iterator[People]:
    with people_of(browser, school.address) as met:
        yield met


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("camera")
    made = [iphone.FILMS[name](folder) for name in FILMS]
    iphone.run(f"-f lavfi -i sine=440:d=3 {iphone.AAC}", folder / SOUND)
    return [*made, folder / SOUND, iphone.photo(folder, PHOTO)]


def give(desk: Page, files: list[Path]) -> None:
    desk.get_by_role("link", name="Nouvelle consigne").click()
    desk.get_by_label("Titre").fill(TITLE)
    desk.get_by_label("Matière").fill("Sciences")
    desk.get_by_label("Pour le jour").fill(today().isoformat())
    desk.get_by_label("Fichiers").set_input_files(files)
    desk.get_by_role("button", name="Publier").click()
    expect(desk.get_by_text("Consigne publiée.")).to_be_visible(timeout=60_000)


def open_when_ready(phone: Page) -> None:
    """The page of the instruction, once nothing on it is said to be on its way."""
    phone.goto("/aujourdhui")
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(TITLE)
    end = time.monotonic() + PATIENCE
    while phone.get_by_text("En préparation").count():
        assert time.monotonic() < end, "the queue is not done"
        time.sleep(1)
        phone.reload()


def test_chromium_plays_and_shows_what_an_iphone_made(
    people: People, school: Instance, files: list[Path]
) -> None:
    desk = people.meet(DESK)
    staff.sign_in_as_staff(desk, school.entries["teacher_email"],
                           school.entries["teacher_password"])
    give(desk, files)
    phone = come_in(people, school.entries["guardian_code"])
    open_when_ready(phone)

    films = phone.locator("video")
    expect(films).to_have_count(len(FILMS))
    for number in range(len(FILMS)):
        seen = films.nth(number).evaluate(PLAYS)
        assert seen["ready"] >= 2, seen
        assert (seen["width"], seen["height"]) == (480, 854), seen
        assert seen["seconds"] == pytest.approx(iphone.SECONDS, rel=0.1)
        assert films.nth(number).get_attribute("poster")
    heard = phone.locator("audio").evaluate(PLAYS)
    assert heard["seconds"] == pytest.approx(3, abs=0.3)

    photo = phone.get_by_role("link", name="IMG_0001.jpg", exact=True)
    address = str(photo.get_attribute("href"))
    shown = phone.evaluate("""async address => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
    }""", address)
    assert shown == [1200, 1600]
    for file in phone.locator("img, video[poster]").all():
        picture = file.get_attribute("poster") or file.get_attribute("src")
        assert phone.request.get(str(picture)).ok, picture
    no_place_stays(school)


def no_place_stays(school: Instance) -> None:
    """Neither in the films, nor in what was made of them; the HEIC itself is gone."""
    stored = [path for path in (school.folder / "instance").rglob("*")
              if path.is_file() and len(path.name) == 64]
    assert len(stored) > len(FILMS)
    for path in stored:
        content = path.read_bytes()
        assert not iphone.PLACE.search(content), path
        assert b"ftypheic" not in content[:32], path
