"""Photos of the news: whose may be shown, a light album, their captions."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ecole.classroom.news.albums import FEW
from ecole.models import Attachment, AuditEvent, NewsItem, Profile, Pupil, Rendition
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, errors_in, picture
from tests.classroom.news.test_news import SCHOOL, item_page, news_of
from tests.page_checks import faults_of
from tests.world import change

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def album(world, context):
    """An item of the CP with this many photos."""

    def made(number, small=True):
        item = NewsItem(classroom_id=world.classrooms["cp"], title="La sortie",
                        author_id=world.people["petit"], published_at=utc_now())
        item.attachments = [
            Attachment(blob_key="a" * 64, kind="image",
                       name=f"photo-{n}.jpg", mime="image/jpeg", size=2_400_000, width=4000,
                       height=3000, position=n) for n in range(number)]
        with in_school(world.schools["bourg"]), writing() as rows:
            rows.add(item)
            if small:
                rows.add(Rendition(source_key="a" * 64, profile=Profile.SMALL, blob_key="b" * 64))
            rows.flush()
            item_id = item.id
        db.session.remove()
        return item_id

    return made


def rights_of(world):
    return class_page(world) + "/droit-image"


def test_forty_photos_stay_light(sign_in, album):
    """Until their sheet is drawn: the first ones, and a way to each of the others."""
    item_id = album(40)
    parent = sign_in("claire")
    page = parent.get(item_page(item_id))
    assert not faults_of(page.text)
    assert page.text.count("<img") == FEW
    assert page.text.count('loading="lazy" width="320" height="240"') == FEW
    assert f"Voir les {40 - FEW} autres photos" in page.text
    assert item_page(item_id, f"/photos?photo={FEW + 1}") in page.text
    assert len(page.data) < 30_000


def test_each_photo_has_its_page(sign_in, album):
    item_id, parent = album(3), sign_in("claire")
    first = parent.get(item_page(item_id, "/photos")).text
    assert "Photo 1 sur 3" in first
    assert 'rel="prev"' not in first
    last = parent.get(item_page(item_id, "/photos?photo=3")).text
    assert "/photo-2.jpg" in last
    assert 'rel="next"' not in last
    assert "photos?photo=2" in last
    for number in ("4", "0", "x", "-1"):
        assert parent.get(item_page(item_id, f"/photos?photo={number}")).status_code == 404


@pytest.mark.parametrize(("name", "status"), [
    ("claire", 200), ("petit", 200), ("rossi", 200), ("noir", 404), ("rita", 404),
])
def test_a_photo_is_for_the_readers_of_its_item(sign_in, album, name, status):
    assert sign_in(name).get(item_page(album(2), "/photos")).status_code == status


def test_until_the_small_twin_the_name_and_the_weight(sign_in, album):
    page = sign_in("claire").get(item_page(album(1, small=False))).text
    assert "<img" not in page
    assert "photo-0.jpg, 2,4\u00a0Mo" in page


def test_captions_are_read_and_shown(sign_in, album, world):
    item_id = album(13)
    with all_schools("tests"):
        ids = [a.id for a in db.session.get(NewsItem, item_id).attachments]
    db.session.remove()
    teacher = sign_in("petit")
    page = item_page(item_id, "/legendes")
    assert teacher.get(page).text.count("caption_") >= 12
    answer = teacher.send(page, **{f"caption_{ids[0]}": "Des carottes",
                                   f"caption_{ids[1]}": "é" * 201})
    assert errors_in(answer) == ["200 lettres au plus."]
    assert "Des carottes" in answer.text
    assert teacher.send(page, **{f"caption_{ids[0]}": "Des carottes"}).status_code == 303
    assert 'alt="Des carottes"' in sign_in("claire").get(item_page(item_id)).text
    teacher.send(page + "?photos=2", **{f"caption_{ids[12]}": "Le bus"})
    last = sign_in("claire").get(item_page(item_id, "/photos?photo=13")).text
    assert 'alt="Le bus"' in last
    assert 'alt="Des carottes"' in sign_in("claire").get(item_page(item_id)).text


def test_an_item_without_photo_has_no_captions(sign_in, album):
    item_id = album(0)
    assert sign_in("petit").get(item_page(item_id, "/legendes")).location == item_page(item_id)


def test_the_form_says_who_must_not_be_seen(sign_in, world):
    change(Pupil, world.pupils["lina"], photo_allowed=True)
    page = sign_in("petit").get(news_of(world) + "/nouvelle").text
    assert "Sami KACI" in page
    assert "Lina" not in page
    whole = sign_in("rossi").get(SCHOOL + "/nouvelle").text
    assert "Hugo BERNARD" in whole
    assert "Inês" not in whole


def test_photos_need_the_tick(sign_in, world):
    teacher = sign_in("petit")
    fields = {"title": "Photos", "files": [picture("a.png")]}
    answer = teacher.send(news_of(world) + "/nouvelle", **fields)
    assert "Regardez les photos, puis cochez la case" in errors_in(answer)[0]
    assert "a.png" in answer.text
    fields["files"] = [picture("a.png")]
    assert teacher.send(news_of(world) + "/nouvelle", **fields, action="draft").status_code == 303
    fields["files"] = [picture("a.png")]
    assert teacher.send(news_of(world) + "/nouvelle", **fields,
                        photos_confirmed="y").status_code == 303


def test_a_draft_with_photos_needs_it_when_it_comes_out(sign_in, world):
    teacher = sign_in("petit")
    made = teacher.send(news_of(world) + "/nouvelle", title="Photos", files=[picture("a.png")],
                        action="draft")
    answer = teacher.send(made.location + "/modifier", title="Photos", revision="1")
    assert "Regardez les photos" in errors_in(answer)[0]
    done = teacher.send(made.location + "/modifier", title="Photos", revision="1",
                        photos_confirmed="y")
    assert done.status_code == 303
    mended = teacher.send(made.location + "/modifier", title="Photo", revision="2")
    assert mended.status_code == 303, errors_in(mended)


def test_everyone_agreed_nothing_is_asked(sign_in, world):
    for name in ("lina", "sami"):
        change(Pupil, world.pupils[name], photo_allowed=True)
    teacher = sign_in("petit")
    assert "photos_confirmed" not in teacher.get(news_of(world) + "/nouvelle").text
    assert teacher.send(news_of(world) + "/nouvelle", title="Photos",
                        files=[picture("a.png")]).status_code == 303


def test_rights_are_noted(sign_in, world, context):
    teacher = sign_in("petit")
    names = {name: f"eleve-{world.pupils[name]}" for name in ("lina", "sami", "hugo")}
    answer = teacher.send(rights_of(world), **{names["lina"]: "oui", names["sami"]: "non",
                                               names["hugo"]: "oui", "eleve-x": "oui"})
    assert answer.status_code == 303

    def said(name):
        with all_schools("tests"):
            return db.session.get(Pupil, world.pupils[name]).photo_allowed

    assert [said(name) for name in ("lina", "sami", "hugo")] == [True, False, None]
    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "photo rights noted"))
    assert event.details["pupils"] == 2
    db.session.remove()
    teacher.send(rights_of(world), **{names["lina"]: "", names["sami"]: "peut-être"})
    assert [said(name) for name in ("lina", "sami")] == [None, False]


def test_a_whole_class_fits_on_its_page(sign_in, world, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add_all(Pupil(first_name=f"Prénom{n}", last_name="NOM", level="CP",
                           classroom_id=world.classrooms["cp"]) for n in range(30))
    db.session.remove()
    page = sign_in("petit").get(rights_of(world))
    assert page.text.count("<select") == 32


def test_other_people_do_not_note(sign_in, world):
    for name in ("noir", "claire", "loin"):
        assert sign_in(name).get(rights_of(world)).status_code == 404
        assert sign_in(name).send(rights_of(world)).status_code == 404
