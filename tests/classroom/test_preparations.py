"""What is being prepared and what could not be, as those who teach and the head see it."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from ecole.models import Attachment, Instruction, Job, Rendition
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, key
from tests.world import BOURG, VOISINE

SCHOOL = f"/e/{BOURG}"


def text_of(visitor, address):
    page = re.sub(r"<[^>]+>", " ", visitor.get(address).text.replace("\u00a0", " "))
    return " ".join(html.unescape(page).split())


@pytest.fixture
def hang(world, context):
    """A file and what is made of it: `hang("film.mp4", "video", poster="damaged")`."""

    def hung(name, kind="video", to="lecture", by="petit", plays=True, **made):
        source_key, attachment_id = f"{new_id():064x}", new_id()
        with in_school(world.schools["bourg"]), writing() as rows:
            owner = rows.get(Instruction, world.instructions[to])
            owner.attachments.append(Attachment(
                id=attachment_id, blob_key=source_key, name=name, kind=kind, mime="video/mp4",
                size=12_000_000, plays=plays))
            rows.add_all(
                Rendition(source_key=source_key, profile=profile.replace("_", "-"),
                          account_id=world.people[by], failure=failure or "")
                for profile, failure in made.items())
        return attachment_id

    return hung


def test_the_head_sees_what_waits(hang, sign_in):
    for number in range(3):
        hang(f"film{number}.mp4", poster=None, video_480=None)
    hang("photo.heic", "image", plays=False, large=None)
    hang("photo.jpg", "image", small=None)  # there in two seconds: not worth a word
    hang("autre.mp4", to="calcul", video_480="damaged")
    page = text_of(sign_in("rossi"), SCHOOL)
    assert "3 vidéos en préparation" in page
    assert "1 photo en préparation" in page
    assert "1 fichier n’a pas pu être préparé" in page
    assert f'{SCHOOL}/preparation"' in sign_in("rossi").get(SCHOOL).text


def test_nothing_is_said_when_nothing_waits(hang, sign_in, world):
    hang("film.mp4", sound="no_sound")
    assert "préparation" not in sign_in("rossi").get(SCHOOL).text
    assert "préparation" not in sign_in("petit").get(class_page(world)).text
    assert "Tout est prêt" in sign_in("rossi").get(f"{SCHOOL}/preparation").text


def test_the_page_says_who_sent_it_and_why_not(hang, sign_in):
    hang("film.mp4", by="claire", poster="damaged", video_480="damaged")
    hang("autre.mov", poster=None, plays=False)
    page = text_of(sign_in("rossi"), f"{SCHOOL}/preparation")
    assert "film.mp4" in page
    assert "Classe de CP" in page
    assert "Envoyé par Mme DUPUIS Claire" in page
    assert "n’a pas pu être lu jusqu’au bout" in page
    assert "autre.mov" in page


def test_one_content_given_to_two_classes_is_said_once(hang, sign_in, world, context):
    hang("film.mp4", video_480="damaged")
    with in_school(world.schools["bourg"]), writing() as rows:
        (file,) = rows.scalars(select(Attachment))
        other = rows.get(Instruction, world.instructions["calcul"])
        other.attachments.append(Attachment(
            blob_key=file.blob_key, name="film.mp4", kind="video", mime="video/mp4", size=1))
    page = text_of(sign_in("rossi"), f"{SCHOOL}/preparation")
    assert "Classe de CM2 et Classe de CP" in page
    assert page.count("Réessayer") == 1


def test_a_teacher_sees_their_class(hang, sign_in, world):
    hang("le-film.mp4", poster=None)
    hang("calcul.mp4", to="calcul", poster=None)
    waits = text_of(sign_in("petit"), class_page(world))
    assert "1 vidéo en préparation" in waits
    page = text_of(sign_in("petit"), f"{class_page(world)}/preparation")
    assert "le-film.mp4" in page
    assert "calcul.mp4" not in page


def test_it_is_tried_again(hang, sign_in, world, context):
    attachment_id = hang("film.mp4", video_480="full")
    answer = sign_in("petit").send(
        f"{SCHOOL}/fichiers/{key(attachment_id)}/preparation/reprise")
    assert answer.location == f"{class_page(world)}/preparation"
    with all_schools("tests"):
        (job,) = db.session.scalars(select(Job))
        (made,) = db.session.scalars(select(Rendition))
        assert (job.is_heavy, made.is_waiting) == (True, True)


def test_the_demand_is_deleted_and_the_file_stays(hang, sign_in, context):
    attachment_id = hang("film.mp4", video_480="too_long", sound=None)
    answer = sign_in("rossi").send(
        f"{SCHOOL}/fichiers/{key(attachment_id)}/preparation/suppression")
    assert answer.location == f"{SCHOOL}/preparation"
    with all_schools("tests"):
        (made,) = db.session.scalars(select(Rendition))
        assert made.profile == "sound"
        assert db.session.get(Attachment, attachment_id)


def test_it_hides_other_school(hang, sign_in):
    attachment_id = hang("film.mp4", video_480="full")
    for who, school in (("loin", BOURG), ("loin", VOISINE), ("noir", BOURG), ("claire", BOURG)):
        answer = sign_in(who).send(
            f"/e/{school}/fichiers/{key(attachment_id)}/preparation/reprise")
        assert answer.status_code == 404
    assert "film.mp4" not in sign_in("loin").get(f"/e/{VOISINE}/preparation").text


def test_a_bounded_number_of_statements(hang, sign_in, queries):
    """The same for one file and for thirty."""
    head, counts = sign_in("rossi"), []
    for more in (1, 29):
        for number in range(more):
            hang(f"{more}-{number}.mp4", video_480="damaged", poster=None)
        queries.clear()
        assert head.get(f"{SCHOOL}/preparation").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
    assert "Et 20 autres fichiers." in text_of(head, f"{SCHOOL}/preparation")


def test_the_town_hall_counts_without_a_name(hang, sign_in):
    hang("secret.mp4", video_480="damaged")
    page = sign_in("mairie").get("/mairie").text
    assert "1 fichier qui n’a pas pu être préparé" in page.replace("\u00a0", " ")
    assert "secret.mp4" not in page
