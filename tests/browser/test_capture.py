"""A voice, photos and a drawing made on the page: what is in the fields is what a form sends."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.instance import Instance
from tests.browser.visits import PARENT, TEACHER, sign_in
from tests.browser.watched import DESK, PHONE, People
from tests.browser.ways import answer_form

pytestmark = pytest.mark.browser
HEARING = {"permissions": ["microphone"]}
# [name, kind, size] of each file that a field holds.
HELD = "one => [...one.files].map(({ name, type, size }) => [name, type, size])"
WIDTHS = """async (one) => {
  const found = [];
  for (const file of one.files) {
    const picture = await createImageBitmap(file);
    found.push([picture.width, picture.height]);
  }
  return found;
}"""
RED_MARGIN = """async (one) => {
  const picture = await createImageBitmap(one.files[0]);
  const sheet = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  sheet.drawImage(picture, 0, 0);
  return [...sheet.getImageData(picture.width / 2, 20, 1, 1).data];
}"""
Opened = Callable[..., Page]


@pytest.fixture
def sample(people: People, demo: Instance) -> Opened:
    """The page of the catalogue where the three fields are."""

    def open_page(screen: dict[str, Any] = PHONE, **more: Any) -> Page:
        page = people.meet(screen, **more)
        sign_in(page, demo, TEACHER)
        page.goto("/atelier/capture")
        return page

    return open_page


def photo(size: tuple[int, int] = (3000, 2000), *, lying: bool = False, name: str = "cahier.jpg",
          ) -> dict[str, Any]:
    """A photo as a phone takes it: red at the top once it is held upright."""
    image = Image.new("RGB", size, "white")
    exif = Image.Exif()
    if lying:
        exif[0x0112] = 6
    image.paste("red", (0, 0, size[0] // 8, size[1]) if lying else (0, 0, size[0], size[1] // 8))
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif, quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#files-{name}")


def pad_of(page: Page, field_id: str) -> Locator:
    return page.locator(".drawing-pad", has=page.locator(f"xpath=../input[@id='{field_id}']"))


def record(page: Page, milliseconds: int) -> None:
    page.get_by_role("button", name="Enregistrer ma voix").click()
    page.wait_for_timeout(milliseconds)
    page.get_by_role("button", name="Terminer").click()
    expect(page.locator(".recorder__said")).to_contain_text("prêt à partir")


def test_a_voice_is_recorded_heard_and_taken_again(sample: Opened) -> None:
    page = sample(**HEARING)
    expect(field(page, "voix")).to_be_hidden()
    record(page, 1_500)
    (first,) = field(page, "voix").evaluate(HELD)
    assert first[:2] == ["enregistrement.webm", "audio/webm"]
    sound = page.locator(".recorder__sound")
    sound.evaluate("one => one.play()")
    page.wait_for_function("one => one.currentTime > 0", arg=sound.element_handle())
    page.get_by_role("button", name="Recommencer").click()
    page.wait_for_timeout(400)
    page.get_by_role("button", name="Terminer").click()
    expect(page.locator(".recorder__said")).to_contain_text("prêt à partir")
    (second,) = field(page, "voix").evaluate(HELD)
    assert 0 < second[2] < first[2]
    page.locator(".recorder").get_by_role("button", name="Enlever").click()
    assert field(page, "voix").evaluate(HELD) == []
    expect(page.get_by_role("button", name="Enregistrer ma voix")).to_be_focused()


def test_a_pause_is_not_counted(sample: Opened) -> None:
    page = sample(**HEARING)
    page.get_by_role("button", name="Enregistrer ma voix").click()
    page.wait_for_timeout(600)
    assert float(page.locator(".recorder__level").evaluate(
        "one => one.style.getPropertyValue('--level')")) >= 0
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".recorder__said")).to_have_text("En pause.")
    before = page.locator(".recorder__time").inner_text()
    page.wait_for_timeout(1_500)
    assert page.locator(".recorder__time").inner_text() == before
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(".recorder__said")).to_contain_text("Parlez")
    page.get_by_role("button", name="Terminer").click()
    expect(page.locator(".recorder__said")).to_contain_text("prêt à partir")


def test_five_minutes_are_the_most_and_said_before(sample: Opened) -> None:
    page = sample(**HEARING)
    page.clock.install()
    page.reload()
    said = page.locator(".recorder__said")
    page.get_by_role("button", name="Enregistrer ma voix").click()
    expect(said).to_contain_text("Parlez")
    page.clock.fast_forward("04:31")
    expect(said).to_have_text("Il reste 30 secondes.")
    page.clock.fast_forward("00:30")
    expect(said).to_contain_text("le plus long possible")
    assert len(field(page, "voix").evaluate(HELD)) == 1


def test_a_refused_microphone_leaves_the_file_field(sample: Opened) -> None:
    page = sample()
    page.get_by_role("button", name="Enregistrer ma voix").click()
    expect(page.locator(".recorder__said")).to_contain_text("micro n’est pas permis")
    expect(field(page, "voix")).to_be_visible()
    expect(page.get_by_role("button", name="Enregistrer ma voix")).to_be_visible()


def test_a_drawing_is_a_picture_of_its_strokes(sample: Opened) -> None:
    page = sample()
    page.get_by_role("button", name="Dessiner ici").click()
    pad = pad_of(page, "files-dessin")
    pad.get_by_role("button", name="Rouge").click()
    stroke(page, pad, (0.2, 0.2), (0.8, 0.2))
    expect(pad.get_by_role("status")).to_have_text("Le dessin est prêt à partir.")
    ((name, kind, size),) = field(page, "dessin").evaluate(HELD)
    assert (name, kind) == ("dessin.png", "image/png")
    assert field(page, "dessin").evaluate(WIDTHS) == [[1200, 900]]
    handle = field(page, "dessin").element_handle()
    stroke(page, pad, (0.2, 0.5), (0.8, 0.9))
    page.wait_for_function("([one, size]) => one.files[0].size > size", arg=[handle, size])
    ((_, _, more),) = field(page, "dessin").evaluate(HELD)
    pad.get_by_role("button", name="Annuler le trait").click()
    page.wait_for_function("([one, size]) => one.files[0].size < size", arg=[handle, more])
    pad.get_by_role("button", name="Tout effacer").click()
    expect(pad.get_by_role("status")).to_have_text("La feuille est vide.")
    assert field(page, "dessin").evaluate(HELD) == []


def test_a_finger_draws_too(sample: Opened) -> None:
    page = sample(PHONE)
    page.get_by_role("button", name="Dessiner ici").click()
    board = page.get_by_role("img", name=re.compile("Feuille à dessin")).first
    board.tap()
    expect(pad_of(page, "files-dessin").get_by_role("status")).to_have_text(
        "Le dessin est prêt à partir.")


def test_a_photo_is_drawn_over_as_it_was_turned(sample: Opened) -> None:
    page = sample(DESK)
    page.get_by_role("button", name="Dessiner sur la photo").click()
    pad = pad_of(page, "annotation")
    expect(pad.get_by_role("button", name="Rouge")).to_have_attribute("aria-pressed", "true")
    stroke(page, pad, (0.1, 0.5), (0.9, 0.5))
    expect(pad.get_by_role("status")).to_have_text("Le dessin est prêt à partir.")
    ((name, kind, _),) = page.locator("#annotation").evaluate(HELD)
    assert (name, kind) == ("annotation.jpg", "image/jpeg")


def test_photos_are_seen_put_in_order_and_made_lighter(sample: Opened) -> None:
    page = sample()
    photos, whole = field(page, "photos"), photo(name="une.jpg")
    photos.set_input_files([whole, photo(lying=True, name="deux.jpg")])
    expect(page.get_by_text("2 photos prêtes à partir.")).to_be_visible()
    photos.set_input_files([photo((300, 200), name="petite.jpg")])
    expect(page.get_by_text("3 photos prêtes à partir.")).to_be_visible()
    # Upright, and 1600 points at most: the phone does the work, the network is spared.
    assert photos.evaluate(WIDTHS) == [[1600, 1067], [1067, 1600], [300, 200]]
    assert photos.evaluate(RED_MARGIN)[:2] != [255, 255]
    assert photos.evaluate(HELD)[0][2] < len(whole["buffer"]) / 2
    page.get_by_role("button", name="Mettre la photo 3 avant").click()
    assert [name for name, _, _ in photos.evaluate(HELD)] == ["une.jpg", "petite.jpg", "deux.jpg"]
    expect(page.get_by_role("button", name="Mettre la photo 2 avant")).to_be_focused()
    page.get_by_role("button", name="Enlever la photo 1").click()
    assert [name for name, _, _ in photos.evaluate(HELD)] == ["petite.jpg", "deux.jpg"]
    expect(page.get_by_role("img", name="Photo 1")).to_be_visible()


def test_what_cannot_be_shrunk_leaves_whole(sample: Opened) -> None:
    page = sample()
    content = b"\0\0\0\x18ftypheic" + b"\0" * 500
    field(page, "photos").set_input_files(
        [{"name": "photo.heic", "mimeType": "image/heic", "buffer": content}])
    expect(page.get_by_text("1 photo prête à partir.")).to_be_visible()
    assert field(page, "photos").evaluate(HELD) == [["photo.heic", "image/heic", len(content)]]


def test_a_voice_still_open_and_a_fresh_drawing_leave_with_the_form(
    people: People, demo: Instance
) -> None:
    """Nobody has to press « Terminer », nor to wait for the drawing."""
    page = people.meet(DESK, **HEARING)
    sign_in(page, demo, PARENT)
    answer_form(page, demo)
    page.locator(".answer-more summary").first.click()
    page.get_by_role("button", name="Dessiner ici").first.click()
    stroke(page, page.locator(".drawing-pad").first, (0.2, 0.2), (0.8, 0.6))
    page.get_by_role("button", name="Enregistrer ma voix").first.click()
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Envoyer").first.click()
    sent = page.locator(".answer").first
    expect(sent.locator("audio")).to_have_count(1)
    expect(sent.get_by_text("enregistrement.webm").first).to_be_attached()
    expect(page.get_by_text("dessin", exact=False).first).to_be_attached()


def test_without_script_they_are_file_fields(sample: Opened) -> None:
    page = sample(java_script_enabled=False)
    for name, kind in (("voix", "audio/*"), ("photos", "image/*"), ("dessin", "image/*")):
        expect(field(page, name)).to_be_visible()
        expect(field(page, name)).to_have_attribute("accept", kind)
    assert page.locator(".recorder:visible, .photos:visible, .drawing-pad:visible").count() == 0
    page.get_by_label("Votre dessin").set_input_files([photo()])


def stroke(page: Page, pad: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """With the mouse, from a place of the sheet to another, in parts of its size."""
    board = pad.locator("canvas").last
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=6)
    page.mouse.up()
