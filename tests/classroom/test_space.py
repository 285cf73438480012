"""Who uses what room: the same content once, what was made counted with it; limits, warnings."""

from __future__ import annotations

import html
import re

import pytest

from ecole.media.space import MEGABYTE, ROOM, room_left, used
from ecole.models import Attachment, HandIn, Instruction, NewsItem, Rendition, School
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    fields,
    instruction_page,
    key,
    new_page,
    picture,
)
from tests.world import BOURG, change

pytestmark = pytest.mark.usefixtures("context")
PLACE = f"/e/{BOURG}/place"


@pytest.fixture
def stored_file(world):
    """Give a file of this weight to an instruction of a class; the same letter, the same bytes."""

    def store(letter, size, to="lecture", made=0, **more):
        with in_school(world.schools["bourg"]), writing() as rows:
            what = {"kind": "video", "mime": "video/mp4", "name": f"{letter}.mp4",
                    "instruction_id": world.instructions[to], **more}
            rows.add(Attachment(blob_key=letter * 64, size=size, **what))
            if made:
                rows.add(Rendition(source_key=letter * 64, profile="video-480", size=made,
                                   blob_key=letter * 63 + "0"))
        db.session.remove()

    return store


def in_use(world, *of):
    with in_school(world.schools["bourg"]):
        return used(*of)


def text_of(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_the_same_content_counts_once(world, stored_file):
    stored_file("a", 1000)
    stored_file("a", 1000)
    stored_file("a", 1000, "calcul")
    stored_file("b", 500, made=30)
    stored_file("b", 500)
    assert in_use(world) == 1530
    assert in_use(world, world.classrooms["cp"] == ROOM) == 1530
    assert in_use(world, world.classrooms["cm2"] == ROOM) == 1000


def test_whatever_it_hangs_under(world, stored_file):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(HandIn(id=7, instruction_id=world.instructions["lecture"], text="",
                        pupil_id=world.pupils["lina"], author_id=world.people["claire"]))
        rows.add(NewsItem(id=8, author_id=world.people["rossi"], title="De l’école"))
        rows.add(NewsItem(id=9, author_id=world.people["petit"], title="Du CP",
                          classroom_id=world.classrooms["cp"]))
    for letter, owner in (("a", "hand_in_id"), ("b", "news_item_id"), ("c", "news_item_id")):
        stored_file(letter, 100, instruction_id=None,
                    **{owner: {"a": 7, "b": 8, "c": 9}[letter]})
    assert in_use(world) == 300
    assert in_use(world, world.classrooms["cp"] == ROOM) == 200


def test_what_is_left_is_the_smaller(world, stored_file):
    stored_file("a", 3 * MEGABYTE)
    with in_school(world.schools["bourg"]):
        school = db.session.get(School, world.schools["bourg"])
        school_id, cp = school.id, world.classrooms["cp"]
        assert room_left(school, cp) == 4_997 * MEGABYTE
    change(School, school_id, quota_mb=5, class_quota_mb=4)
    with in_school(world.schools["bourg"]):
        db.session.expire_all()
        school = db.session.get(School, school_id)
        assert room_left(school, cp) == 1 * MEGABYTE
        assert room_left(school, world.classrooms["cm2"]) == 2 * MEGABYTE
        assert room_left(school, None) == 2 * MEGABYTE
    change(School, school_id, quota_mb=1)
    with in_school(world.schools["bourg"]):
        db.session.expire_all()
        assert room_left(db.session.get(School, school_id), cp) == 0


def test_a_full_class_is_told_and_keeps_its_text(sign_in, world, stored_file):
    stored_file("a", 5 * MEGABYTE)
    change(School, world.schools["bourg"], class_quota_mb=5)
    answer = sign_in("petit").send(new_page(world), **fields(world.day, files=[picture("a.png")]))
    assert errors_in(answer) == [
        "Il ne reste plus de place pour la classe\u00a0: 0\u00a0octet. Supprimez d’anciens "
        "fichiers, ou demandez à la direction."]
    assert "Lire la page 12" in answer.text


def test_a_full_class_still_reads_and_writes_words(sign_in, world, stored_file):
    stored_file("a", 5 * MEGABYTE)
    change(School, world.schools["bourg"], class_quota_mb=5)
    assert sign_in("petit").send(new_page(world), **fields(world.day)).status_code == 303
    assert sign_in("nadia").get("/aujourdhui").status_code == 200


def test_a_family_is_not_told_to_delete(sign_in, world, stored_file):
    stored_file("a", 5 * MEGABYTE)
    change(School, world.schools["bourg"], class_quota_mb=5)
    answer = sign_in("claire").send(
        instruction_page(world, "lecture", f"/rendus/{key(world.pupils['lina'])}"),
        files=[picture("a.png")], text="Voici")
    assert errors_in(answer)[0].startswith("L’école n’a plus assez de place")


def test_the_page_of_the_head(sign_in, world, stored_file):
    stored_file("a", 700 * MEGABYTE, made=20 * MEGABYTE)
    stored_file("a", 700 * MEGABYTE, "calcul")
    stored_file("b", 3 * MEGABYTE, kind="image", mime="image/jpeg", name="photo.jpg")
    page = text_of(sign_in("rossi").get(PLACE))
    assert "723 Mo sur 20 Go" in page
    assert "Classe de CP 723 Mo sur 5 Go" in page
    assert "Classe de CM2 720 Mo sur 5 Go" in page
    assert "Photos 3 Mo" in page
    assert "donné 2 fois" in page
    assert "500 Mo par fichier" in page


def test_the_page_of_a_class_is_its_own(sign_in, world, stored_file):
    stored_file("a", 700, "calcul")
    stored_file("b", 900)
    page = text_of(sign_in("petit").get(class_page(world) + "/place"))
    assert "b.mp4" in page
    assert "a.mp4" not in page
    assert "900 octets sur 5 Go" in page
    assert sign_in("petit").get(PLACE).status_code == 404
    assert sign_in("noir").get(class_page(world) + "/place").status_code == 404


def test_what_waits_in_the_trash_is_said(sign_in, world, stored_file):
    stored_file("a", 900)
    stored_file("b", 800)
    stored_file("b", 800, "demain")
    change(Instruction, world.instructions["lecture"], deleted_at=utc_now())
    page = sign_in("rossi").get(PLACE)
    assert "À la corbeille 900 octets" in text_of(page)
    assert "/corbeille" in page.text


def test_only_the_twenty_heaviest_are_listed(sign_in, world, stored_file):
    letters = "0123456789abcdef"
    for number in range(25):
        with in_school(world.schools["bourg"]), writing() as rows:
            rows.add(Attachment(blob_key=letters[number % 16] * 63 + letters[number // 16],
                                size=1000 + number, name=f"film-{number}.mp4", kind="video",
                                mime="video/mp4", instruction_id=world.instructions["lecture"]))
    db.session.remove()
    page = sign_in("rossi").get(PLACE).text
    assert re.findall(r"film-(\d+)\.mp4</a>", page) == [str(n) for n in range(24, 4, -1)]


def test_nearly_full_is_said_before(sign_in, world, stored_file):
    stored_file("a", 89 * MEGABYTE)
    change(School, world.schools["bourg"], class_quota_mb=100)
    assert "presque plus de place" not in sign_in("petit").get(class_page(world)).text
    assert "presque sans place" not in sign_in("rossi").get(f"/e/{BOURG}").text
    stored_file("b", 1 * MEGABYTE)
    assert "presque plus de place" in sign_in("petit").get(class_page(world)).text
    assert "presque sans place" in sign_in("rossi").get(f"/e/{BOURG}").text
    assert "Presque plein" in sign_in("petit").get(class_page(world) + "/place").text
    change(School, world.schools["bourg"], quota_mb=95)
    assert "est presque pleine" in sign_in("rossi").get(f"/e/{BOURG}").text


def test_a_bounded_number_of_statements(sign_in, world, stored_file, queries):
    head, counts = sign_in("rossi"), []
    for letters in ("a", "bcdef0123456789"):
        for letter in letters:
            stored_file(letter, 900)
        queries.clear()
        head.get(PLACE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18
