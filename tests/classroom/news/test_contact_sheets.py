"""The contact sheet of an album: drawn by a job from real photos, shown in one request."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from ecole.classroom.news.albums import FEW
from ecole.classroom.news.publishing import NewsDraft, create_news
from ecole.media.contact_sheet import BYTES_MAX
from ecole.media.reception import receive
from ecole.models import NewsItem, Profile, Rendition
from ecole.models.membership import Role
from ecole.operations.old_sheets import forget_sheets
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.jobs import do_next
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import id_at
from tests.classroom.news.test_news import item_page
from tests.page_checks import faults_of
from tests.world import picture as somebody

pytestmark = pytest.mark.usefixtures("context")
COLOURS = ("red", "lime", "blue", "yellow", "black", "white", "fuchsia", "aqua", "orange")


def photo(number, detail=0):
    """A square of one colour, or as heavy as a photo of leaves."""
    image = Image.new("RGB", (640, 480), COLOURS[number % len(COLOURS)])
    if detail:
        noise = Image.effect_noise((640, 480), detail).convert("RGB")
        image = Image.blend(image, noise, 0.5)
    image.putpixel((0, 0), (number, 1, 2))
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90)
    return io.BytesIO(written.getvalue())


@pytest.fixture
def told(app, world):
    """An item of the CP with these photos; returns its id."""

    def tell(number, detail=0):
        files = [receive(photo(n, detail), f"photo-{n}.jpg", app.config["BLOBS"])
                 for n in range(number)]
        with in_school(world.schools["bourg"]):
            item_id = create_news(somebody(world, "petit", "bourg", Role.TEACHER),
                                  world.classrooms["cp"], NewsDraft("La sortie"), files)
        db.session.remove()
        return item_id

    return tell


def draw_all():
    while do_next():
        pass
    db.session.remove()


def sheets():
    with all_schools("tests"):
        found = db.session.scalars(
            select(Rendition).where(Rendition.profile == Profile.SHEET)).all()
    db.session.remove()
    return found


def colour_at(image, x, y):
    return tuple(round(part / 255) for part in image.getpixel((x, y)))


def test_it_shows_all_the_photos_in_their_order(sign_in, told):
    item_id = told(9)
    parent = sign_in("claire")
    assert parent.get(item_page(item_id, "/planche")).status_code == 404
    draw_all()
    page = parent.get(item_page(item_id)).text
    assert not faults_of(page)
    addresses = set(re.findall(r'<image href="([^"]+)"', page))
    assert len(addresses) == 1
    answer = parent.get(html.unescape(addresses.pop()))
    assert answer.mimetype == "image/webp"
    views = [tuple(map(int, view.split()))
             for view in re.findall(r'viewBox="([\d ]+)" width', page)]
    expected = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 0, 0), (1, 1, 1), (1, 0, 1),
                (0, 1, 1)]
    with Image.open(io.BytesIO(answer.data)) as sheet:
        shown = [colour_at(sheet.convert("RGB"), x + side // 2, y + side // 2)
                 for x, y, side, _ in views]
    assert shown[:8] == expected
    assert len(shown) == 9


def test_forty_heavy_photos_make_one_light_sheet(sign_in, told):
    item_id = told(40, detail=90)
    draw_all()
    drawn = sheets()
    assert len(drawn) == 2
    for sheet in drawn:
        assert sheet.size <= BYTES_MAX
        assert sheet.width >= 5 * 96
    parent, labels = sign_in("claire"), []
    for number in (1, 2):
        page = parent.get(item_page(item_id, f"?photos={number}")).text
        assert "<img" not in page
        assert not faults_of(page)
        labels += re.findall(r'aria-label="Photo (\d+) sur 40"', page)
        sheet = html.unescape(re.search(r'<image href="([^"]+)"', page).group(1))
        assert parent.get(sheet).status_code == 200
    assert labels == [str(n) for n in range(1, 41)]
    assert parent.get(item_page(item_id, "?photos=3")).status_code == 404
    assert parent.get(item_page(item_id, "?photos=0")).status_code == 404
    assert parent.get(item_page(item_id, "/planche?photos=3")).status_code == 404


def test_the_sheets_of_an_album_are_as_full(sign_in, told):
    item_id = told(21)
    draw_all()
    page = sign_in("claire").get(item_page(item_id)).text
    assert page.count("<svg class=\"album__cell\"") == 11
    assert "Les 10 autres photos" in page


@pytest.mark.parametrize("name", ["noir", "rita", "loin"])
def test_it_is_for_the_readers_of_its_item(sign_in, told, name):
    item_id = told(5)
    draw_all()
    assert sign_in("claire").get(item_page(item_id, "/planche")).status_code == 200
    assert sign_in(name).get(item_page(item_id, "/planche")).status_code == 404


def test_a_few_photos_need_none(told):
    told(FEW)
    draw_all()
    assert sheets() == []


def test_another_list_is_another_sheet(app, sign_in, told, world):
    item_id = told(6)
    draw_all()
    (before,) = sheets()
    with all_schools("tests"):
        gone = db.session.get(NewsItem, item_id).attachments[0].id
    db.session.remove()
    answer = sign_in("petit").send(item_page(item_id, "/modifier"), title="La sortie",
                                   revision="1", removed=str(gone), photos_confirmed="y")
    assert id_at(answer.location) == item_id
    assert "<image" not in sign_in("claire").get(item_page(item_id)).text
    draw_all()
    after = next(sheet for sheet in sheets() if sheet.id != before.id)
    assert after.source_key != before.source_key
    assert "<image" in sign_in("claire").get(item_page(item_id)).text


def test_it_is_drawn_once(told):
    told(5)
    draw_all()
    with all_schools("tests"), writing() as rows:
        for job in rows.scalars(select(Job)):
            job.finished_at = job.claimed_at = None
    draw_all()
    assert len(sheets()) == 1


def test_a_damaged_photo_leaves_a_blank(app, sign_in, told):
    item_id = told(5)
    with all_schools("tests"):
        key = db.session.get(NewsItem, item_id).attachments[1].blob_key
    db.session.remove()
    app.config["BLOBS"].delete(key)
    draw_all()
    assert len(sheets()) == 1
    assert sign_in("claire").get(item_page(item_id, "/planche")).status_code == 200


def test_the_night_forgets_the_sheet_of_another_list(told, world):
    told(5)
    gone = told(6)
    draw_all()
    assert len(sheets()) == 2
    with all_schools("tests"), writing() as rows:
        rows.delete(rows.get(NewsItem, gone).attachments[0])
    db.session.remove()
    with all_schools("tests"):
        assert forget_sheets(timedelta(days=2)) == 0
        assert forget_sheets(timedelta(0)) == 1
    assert len(sheets()) == 1
