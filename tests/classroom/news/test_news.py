"""News of a class and of the school: written, shown at their moment, changed, put in the trash."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import Attachment, NewsItem, Pupil
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    hidden,
    id_at,
    key,
    picture,
    programme,
)
from tests.world import BOURG, change

pytestmark = pytest.mark.usefixtures("context")
SCHOOL = f"/e/{BOURG}/actualites"


def news_of(world, classroom="cp"):
    return class_page(world, classroom) + "/actualites"


def item_page(item_id, after=""):
    return f"{SCHOOL}/{key(item_id)}{after}"


@pytest.fixture
def tell(sign_in, world):
    """Post a news item as its teacher, or as the head for the school's; returns its id."""

    def told(title="La sortie", school=False, who="", **changes):
        visitor = sign_in(who or ("rossi" if school else "petit"))
        new = SCHOOL + "/nouvelle" if school else news_of(world) + "/nouvelle"
        answer = visitor.send(new, **{"title": title, "body": "Au **potager**.",
                                      "action": "publish", "photos_confirmed": "y", **changes})
        assert answer.status_code == 303, errors_in(answer)
        return id_at(answer.location)

    return told


@pytest.fixture
def row_of(context):
    def read(item_id):
        with all_schools("tests"):
            row = db.session.get(NewsItem, item_id)
            assert row is not None
            assert row.attachments is not None
        db.session.expunge_all()
        db.session.rollback()
        return row

    return read


def titles(visitor, page):
    found = re.findall(r'class="news__title"><a [^>]*>([^<]+)<', visitor.get(page).text)
    return [title.strip() for title in found]


def in_days(world, number):
    return (world.day + timedelta(days=number)).isoformat()


def test_it_works(sign_in, world, tell):
    item_id = tell(files=[picture("potager.png"), picture("semis.png", "green")])
    parent = sign_in("claire")
    assert "La sortie" in parent.get(news_of(world)).text
    page = parent.get(item_page(item_id)).text
    assert "<strong>potager</strong>" in page
    assert "semis.png" in page
    assert "M. Petit" in page
    assert "Modifier" not in page


def test_it_hides_other_classes_and_schools(sign_in, world, tell):
    item_id = tell()
    for name in ("noir", "rita", "loin"):
        assert sign_in(name).get(item_page(item_id)).status_code == 404
        assert sign_in(name).get(news_of(world)).status_code == 404
    assert sign_in("rita").get(SCHOOL).status_code == 404


def test_the_schools_news_is_for_all_its_people(sign_in, world, tell):
    item_id = tell("Marché de Noël", school=True)
    for name in ("claire", "nadia", "petit", "noir"):
        visitor = sign_in(name)
        assert "Marché de Noël" in visitor.get(SCHOOL).text
        assert visitor.get(item_page(item_id)).status_code == 200
    assert titles(sign_in("claire"), news_of(world, "cm2")) == ["Marché de Noël"]
    assert sign_in("petit").get(item_page(item_id, "/modifier")).status_code == 404


def test_pinned_first_then_the_latest(sign_in, world, tell):
    for number, title in enumerate(("ancienne", "récente", "épinglée")):
        item_id = tell(title, is_pinned="y" if title == "épinglée" else "")
        change(NewsItem, item_id, published_at=utc_now() - timedelta(hours=9 - number))
    change(NewsItem, item_id, published_at=utc_now() - timedelta(days=9))
    assert titles(sign_in("claire"), news_of(world)) == ["épinglée", "récente", "ancienne"]


def test_many_are_shown_by_pages(sign_in, world, tell, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add_all(NewsItem(classroom_id=world.classrooms["cp"], title=f"N{n}",
                              author_id=world.people["petit"],
                              published_at=utc_now() - timedelta(hours=n)) for n in range(30))
    parent = sign_in("claire")
    assert titles(parent, news_of(world)) == [f"N{n}" for n in range(12)]
    assert titles(parent, news_of(world) + "?page=3") == [f"N{n}" for n in range(24, 30)]
    for page in ("0", "x", "99", "1e9"):
        assert parent.get(news_of(world) + f"?page={page}").status_code == 200


def test_a_draft_is_the_teachers(sign_in, world, tell):
    item_id = tell("Secret", action="draft")
    parent, teacher = sign_in("claire"), sign_in("petit")
    assert "Secret" not in parent.get(news_of(world)).text
    assert parent.get(item_page(item_id)).status_code == 404
    assert "Brouillon" in teacher.get(news_of(world)).text


def test_it_comes_out_at_its_moment(sign_in, world, tell, row_of):
    item_id = tell("Demain", publish_on=in_days(world, 1), publish_at="07:30")
    parent, teacher = sign_in("claire"), sign_in("petit")
    assert "Demain" not in parent.get(news_of(world)).text
    assert parent.get(item_page(item_id)).status_code == 404
    assert "Paraîtra" in teacher.get(item_page(item_id)).text
    form = teacher.get(item_page(item_id, "/modifier"))
    assert hidden(form, "publish_on") == in_days(world, 1)
    assert hidden(form, "publish_at") == "07:30"
    change(NewsItem, item_id, published_at=utc_now() - timedelta(minutes=1))
    assert "Demain" in parent.get(news_of(world)).text


@pytest.mark.parametrize(("changes", "said"), [
    ({"title": ""}, "Donnez un titre."),
    ({"title": "\u200b"}, "Donnez un titre."),
    ({"title": "é" * 121}, "Le titre est trop long (120 lettres au plus)."),
    ({"body": "a" * 20_001}, "Le texte est trop long (20\u00a0000 signes au plus)."),
    ({"publish_on": "2026-02-30"}, "Cette date n’existe pas. Exemple\u00a0: 23/11/2026."),
    ({"publish_on": "01/09/2020"}, "Ce jour est trop loin. Vérifiez l’année."),
    ({"publish_at": "08:00"}, "Choisissez aussi le jour de parution."),
    ({"expires_on": "09/01/2026"},
     "L’actualité serait retirée avant d’être parue. Choisissez un jour plus tard."),
])
def test_it_refuses(sign_in, world, clock, changes, said):
    clock(2026, 11, 23, 9)
    teacher = sign_in("petit")
    answer = teacher.send(news_of(world) + "/nouvelle",
                          **{"title": "Titre", "body": "Texte gardé", **changes})
    assert answer.status_code == 200
    assert errors_in(answer) == [said]
    assert changes.get("body", "Texte gardé") in answer.text
    assert titles(teacher, news_of(world)) == []


def test_it_refuses_a_moment_that_is_over(sign_in, world):
    answer = sign_in("petit").send(news_of(world) + "/nouvelle", title="Hier",
                                   publish_on=in_days(world, -1))
    assert errors_in(answer)[0].startswith("Ce moment est passé.")


def test_a_refused_file_leaves_the_others(sign_in, world, tell, row_of):
    teacher = sign_in("petit")
    answer = teacher.send(news_of(world) + "/nouvelle", title="", photos_confirmed="y",
                          files=[picture("a.png"), programme()])
    assert len(errors_in(answer)) == 2
    kept = hidden(answer, "kept")
    done = teacher.send(news_of(world) + "/nouvelle", title="Photos", photos_confirmed="y",
                        kept=kept)
    assert [a.name for a in row_of(id_at(done.location)).attachments] == ["a.png"]


def test_at_most_forty_files(sign_in, world, context, tell, row_of):
    item_id = tell(files=[picture("a.png")])
    with in_school(world.schools["bourg"]), writing() as rows:
        one = rows.get(NewsItem, item_id)
        for place in range(1, 40):
            one.attachments.append(Attachment(
                blob_key=one.attachments[0].blob_key, name=f"{place}.png", kind="image",
                mime="image/png", size=9, position=place))
    answer = sign_in("petit").send(item_page(item_id, "/modifier"), title="Trop", revision="1",
                                   photos_confirmed="y", files=[picture("b.png", "blue")])
    assert errors_in(answer) == [
        "«\u00a0b.png\u00a0» n’est pas gardé\u00a0: une actualité a au plus 40 fichiers."]


def test_sent_twice_it_is_one(sign_in, world):
    teacher = sign_in("petit")
    fields = {"title": "Une fois", "submission": "k" * 24}
    first = teacher.send(news_of(world) + "/nouvelle", **fields)
    again = teacher.send(news_of(world) + "/nouvelle", **fields)
    assert first.location == again.location
    assert titles(teacher, news_of(world)) == ["Une fois"]


def test_html_is_text(sign_in, world, tell):
    item_id = tell("<script>alert(1)</script>", body="<img src=x onerror=alert(1)>\n\nمرحبا 🎉")
    page = sign_in("claire").get(item_page(item_id)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "مرحبا 🎉" in page


def test_a_mended_word_keeps_its_date(sign_in, tell, row_of):
    item_id = tell()
    change(NewsItem, item_id, published_at=utc_now() - timedelta(days=3))
    before = row_of(item_id)
    answer = sign_in("petit").send(item_page(item_id, "/modifier"), title="La sortie au potager",
                                   revision="1")
    assert answer.status_code == 303, errors_in(answer)
    after = row_of(item_id)
    assert (after.title, after.revision) == ("La sortie au potager", 2)
    assert after.published_at == before.published_at


def test_it_goes_back_to_the_drafts(sign_in, world, tell):
    item_id = tell()
    sign_in("petit").send(item_page(item_id, "/modifier"), title="La sortie", revision="1",
                          action="draft")
    assert sign_in("claire").get(item_page(item_id)).status_code == 404


def test_an_edit_over_anothers_shows_both(sign_in, tell, row_of):
    item_id = tell()
    sign_in("rossi").send(item_page(item_id, "/modifier"), title="De la directrice", revision="1")
    teacher = sign_in("petit")
    answer = teacher.send(item_page(item_id, "/modifier"), title="De la classe", revision="1",
                          files=[picture("a.png")], photos_confirmed="y")
    assert "L’autre version" in answer.text
    assert "De la directrice" in answer.text
    assert hidden(answer, "title") == "De la classe"
    assert row_of(item_id).title == "De la directrice"
    again = teacher.send(item_page(item_id, "/modifier"), title="De la classe",
                         photos_confirmed="y", revision=hidden(answer, "revision"),
                         kept=hidden(answer, "kept"))
    assert again.status_code == 303
    assert row_of(item_id).title == "De la classe"
    assert len(row_of(item_id).attachments) == 1


def test_past_its_last_day_it_leaves_the_list(sign_in, world, tell):
    item_id = tell(expires_on=world.day.isoformat())
    parent, teacher = sign_in("claire"), sign_in("petit")
    assert titles(parent, news_of(world)) == ["La sortie"]
    change(NewsItem, item_id, expires_on=world.day - timedelta(days=1))
    assert titles(parent, news_of(world)) == []
    assert titles(teacher, news_of(world)) == ["La sortie"]
    assert parent.get(item_page(item_id)).status_code == 200


def test_it_goes_to_the_trash_and_back(sign_in, world, tell):
    item_id = tell()
    teacher, parent = sign_in("petit"), sign_in("claire")
    assert "La sortie" in teacher.get(item_page(item_id, "/suppression")).text
    answer = teacher.send(item_page(item_id, "/suppression"))
    assert answer.location.endswith("/actualites")
    assert parent.get(item_page(item_id)).status_code == 404
    assert "La sortie" in teacher.get(class_page(world) + "/corbeille").text
    teacher.send(item_page(item_id, "/restauration"))
    assert parent.get(item_page(item_id)).status_code == 200


def test_the_schools_trash_is_its_heads(sign_in, tell):
    item_id = tell("Kermesse", school=True)
    head = sign_in("rossi")
    head.send(item_page(item_id, "/suppression"))
    assert "Kermesse" in head.get(SCHOOL).text
    assert "Kermesse" not in sign_in("petit").get(SCHOOL).text
    change(NewsItem, item_id, deleted_at=utc_now() - timedelta(days=31))
    assert "Kermesse" not in head.get(SCHOOL).text
    assert head.send(item_page(item_id, "/restauration")).status_code == 404


def test_it_moves_the_version_of_those_who_read(world, context, tell):
    from ecole.models import Classroom

    def versions():
        with all_schools("tests"):
            found = {room.id: room.version for room in db.session.scalars(select(Classroom))}
        db.session.rollback()
        db.session.expunge_all()
        return [found[world.classrooms[name]] for name in ("cp", "cm2", "unique")]

    before = versions()
    tell()
    after = versions()
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 0, 0]
    tell(school=True)
    assert [b - a for a, b in zip(after, versions(), strict=True)] == [1, 1, 0]


def test_a_family_goes_to_its_class(sign_in, world):
    answer = sign_in("nadia").get("/classe")
    assert (answer.status_code, answer.location) == (302, news_of(world))
    page = sign_in("claire").get("/classe").text
    assert news_of(world) in page
    assert news_of(world, "cm2") in page
    change(Pupil, world.pupils["ines"], classroom_id=None)
    assert "Pas encore de classe" in sign_in("rita").get("/classe").text


def test_a_bounded_number_of_statements(sign_in, world, queries, context):
    parent, counts = sign_in("claire"), []
    for number in (1, 11):
        with in_school(world.schools["bourg"]), writing() as rows:
            rows.add_all(NewsItem(classroom_id=world.classrooms["cp"], title=f"N{n}",
                                  author_id=world.people["petit"], published_at=utc_now())
                         for n in range(number))
        queries.clear()
        parent.get(news_of(world))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
