"""What a review tried against the rights of a class, kept: texts of an adult in a child's hands,
numbers no key has."""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import timedelta

import pytest
from flask import Response

from ecole.models import (
    Account,
    Attachment,
    Box,
    BoxOwner,
    Classroom,
    Correction,
    DayWord,
    Document,
    FormDraft,
    HandIn,
    HandInComment,
    Message,
    NewsItem,
    Profile,
    Rendition,
    Topic,
)
from ecole.roster.undo import CannotUndo, take_back
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, hidden, key
from tests.classroom.documents.conftest import address, make, read, teacher  # noqa: F401
from tests.classroom.forum.talks import message_at, messages, open_topic, topic_at, write
from tests.classroom.hand_ins.conftest import works  # noqa: F401
from tests.classroom.hand_ins.works import answer_page, in_space, marking_page, send
from tests.guards.routes_table import EVERYONE
from tests.web.test_parked_forms import end_sessions
from tests.world import BOURG, change


def test_a_child_never_finds_the_text_of_the_adult(sign_in, world):
    """Sent while the child has the screen: it waits for the adult, and for nobody else."""
    claire = sign_in("claire")
    in_space(claire, world)
    assert send(claire, world, "Un mot pour la maîtresse", by="adult").location == "/enfant"
    assert "Un mot pour la maîtresse" not in claire.get(answer_page(world)).text
    send(claire, world, "J’ai fini", by="pupil")
    with claire.session_transaction() as cookies:
        del cookies["pupil"]
    assert "Un mot pour la maîtresse" in claire.get(answer_page(world)).text


def test_a_child_finds_its_own_text_again(app, sign_in, client, world):
    """Its session was over when it was sent; an adult does not send it as theirs."""
    child = in_space(sign_in("claire"), world)
    end_sessions(app)
    assert send(child, world, "J’ai fini", by="pupil").location.startswith("/entrer")
    child.send("/entrer", code=world.cards["claire"].code, device="personal")
    assert "J’ai fini" not in child.get(answer_page(world)).text
    assert "J’ai fini" in in_space(child, world).get(answer_page(world)).text


@pytest.mark.parametrize("number", ["9" * 19, "0000" + "1" * 30])
def test_a_number_that_no_key_has_is_not_found(sign_in, world, number):
    petit = sign_in("petit")
    library = class_page(world) + "/reprendre/bibliotheque"
    assert petit.get(f"{library}?page={number}").status_code == 200
    answer = petit.send(library, items=number, how="jour", day_on=world.day.isoformat(),
                        room=str(world.classrooms["cp"]))
    assert "Cochez au moins une consigne" in answer.text


def test_what_goes_meanwhile_takes_no_text_along(sign_in, world, works, context):  # noqa: F811
    """A comment on work that its family takes back, a reason about a message that is hidden, a
    child's answer in a topic that is not for pupils any more."""
    claire, nadia, petit = sign_in("claire"), sign_in("nadia"), sign_in("petit")
    send(claire, world)
    looked_at = marking_page(petit, world)
    (row,) = works()
    claire.send(f"/e/{BOURG}/rendus/{key(row.id)}/suppression")
    topic_id = open_topic(petit, world, pupils_may_write="y")
    message_id = write(claire, topic_id)
    petit.send(message_at(message_id, "/masquage"))
    change(Topic, topic_id, pupils_may_write=False)
    for visitor, page, field in (
        (petit, looked_at, "text"),
        (nadia, message_at(message_id, "/signaler"), "reason"),
        (in_space(claire, world), topic_at(topic_id), "text"),
    ):
        answer = visitor.send(page, **{field: "De longs mots & <écrits>"})
        assert answer.status_code == 404, page
        assert "De longs mots &amp; &lt;écrits&gt;</textarea>" in answer.text, page


def test_a_draft_leads_to_no_other_site(sign_in):
    claire = sign_in("claire")
    answer = claire.send("/brouillons/suppression?page=//aujourdhui")
    assert answer.location == "/"


def test_what_an_adult_types_is_no_draft_of_the_child(sign_in, world):
    """Another tab of the same browser, left open."""
    child = in_space(sign_in("claire"), world)
    page = answer_page(world)
    child.send(f"/brouillons?page={page}", text="Un mot pour la maîtresse", by="adult")
    assert "Un mot pour la maîtresse" not in child.get(page).text


@pytest.fixture
def place(request, sign_in, world, make, context):  # noqa: F811
    """A page where adults and children of a family write: its address, and what is written."""
    if request.param == "forum":
        topic_id = open_topic(sign_in("petit"), world, pupils_may_write="y")
        return topic_at(topic_id), lambda: str([row.text for row in messages(topic_id)])
    document_id = make(request.param)
    if request.param == "text":
        return address(document_id), lambda: _written(world, document_id)
    box = _boxes(document_id)["Lina"]
    return f"/e/{BOURG}/cases/{key(box)}/texte", lambda: _written(world, document_id)


def _written(world, document_id):
    with all_schools("tests"):
        document = read(world, document_id)
        return document.text + " ".join(box.text for box in document.boxes)


def _boxes(document_id):
    with all_schools("tests"):
        found = {box.label: box.id for box in db.session.get_one(Document, document_id).boxes}
        db.session.remove()
    return found


@pytest.mark.parametrize("place", ["forum", "text", "boxes"], indirect=True)
def test_two_hands_in_one_browser_are_not_taken_for_each_other(sign_in, world, place):
    """A page stays open in a tab while the screen changes hands in another one."""
    page, written = place
    browser = sign_in("claire")
    known = ("by", "revision", "base") if "cases" in page else ("by", "base")
    opened = browser.get(page)
    sent = {name: hidden(opened, name) for name in known if f'name="{name}"' in opened.text}
    in_space(browser, world)
    opened = browser.get(page)
    child_sends = {name: hidden(opened, name) for name in sent}
    assert browser.send(page, text="Mot de maman", **sent).location == "/enfant"
    assert "Mot de maman" not in browser.get(page).text + written()
    with browser.session_transaction() as cookies:
        del cookies["pupil"]
    assert "Mot de maman" in browser.get(page).text
    assert browser.send(page, text="Mot de Lina", **child_sends).location == page
    assert "Mot de Lina" not in written()
    assert "Mot de Lina" in browser.get(page).text
    assert browser.send(page, text="Mot de maman", **sent).status_code == 303
    assert "Mot de maman" in written()


@pytest.fixture
def new_room(world, context):
    """A class that an import made, with what takes it back."""
    room_id = new_id()
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Classroom(id=room_id, label="CE1", school_year=2026, onde_id="id-ce1"))
    return room_id, {"changed": {}, "created": {"classroom": [room_id]}}


def test_an_import_is_not_undone_over_what_was_written(world, new_room):
    """The head is told; nothing breaks, nothing goes."""
    room_id, undo = new_room
    with in_school(world.schools["bourg"]):
        with writing() as rows:
            rows.add(Topic(classroom_id=room_id, author_id=world.people["petit"], title="Livres"))
        with pytest.raises(CannotUndo, match="déjà écrit"), writing():
            take_back(undo)
        assert db.session.get(Classroom, room_id) is not None


def test_a_form_half_written_holds_no_import_back(world, context):
    account_id = new_id()
    with in_school(world.schools["bourg"]):
        with writing() as rows:
            rows.add(Account(id=account_id))
            rows.flush()
            rows.add(FormDraft(account_id=account_id, address="/", fields={}))
        with writing():
            take_back({"changed": {}, "created": {"account": [account_id]}})
        assert db.session.get(Account, account_id) is None


FAMILIES, LINAS = {"claire", "paul", "nadia"}, {"claire", "paul"}
STAFF = {"petit", "rossi"}


def _owners(world):
    """(what it is, the row that has a file, who reads it besides the teacher and the head)."""
    past, soon = utc_now() - timedelta(hours=1), utc_now() + timedelta(days=1)
    room = {"classroom_id": world.classrooms["cp"], "author_id": world.people["petit"]}
    news = {**room, "title": "x", "published_at": past}
    work = {"instruction_id": world.instructions["lecture"], "pupil_id": world.pupils["lina"],
            "author_id": world.people["claire"], "text": ""}
    topic = Topic(id=new_id(), **news)
    document = Document(id=new_id(), kind="boxes", **news)
    yield "news", NewsItem(**news), FAMILIES
    yield "news_draft", NewsItem(**{**news, "published_at": None}), set()
    yield "news_planned", NewsItem(**{**news, "published_at": soon}), set()
    yield "news_deleted", NewsItem(**news, deleted_at=past), set()
    yield "news_of_school", NewsItem(**{**news, "classroom_id": None}), FAMILIES | {"noir"}
    yield "word", DayWord(**room, day_on=world.day, published_at=past), FAMILIES
    yield "word_planned", DayWord(**room, day_on=world.day + timedelta(1), published_at=soon), set()
    yield "correction", Correction(instruction_id=work["instruction_id"], opens_at=soon), set()
    yield "work", HandIn(**work), {"claire"}
    yield "work_of_child", HandIn(**work, is_by_pupil=True), {"claire"}
    yield "on_paper", HandIn(**{**work, "author_id": room["author_id"]}, is_on_paper=True), LINAS
    for name, back in (("said", None), ("said_back", past)):
        hand_in = HandIn(**work, given_back_at=back)
        said = HandInComment(author_id=room["author_id"], hand_in=hand_in)
        yield name, said, {"claire"} if back else set()
    for name, more, readers in (("message", {}, FAMILIES),
                                ("waiting", {"published_at": None}, {"claire"}),
                                ("hidden", {"hidden_at": past}, {"claire"}),
                                ("removed", {"deleted_at": past}, set())):
        row = Message(topic=topic, author_id=world.people["claire"],
                      **{"published_at": past, **more})
        yield name, row, readers
    for name, more, readers in (("box", {}, FAMILIES), ("box_hidden", {"hidden_at": past}, LINAS)):
        owner = BoxOwner(pupil_id=world.pupils["lina"])
        yield name, Box(document=document, owners=[owner], **more), readers


def test_a_file_is_read_with_what_it_hangs_under(sign_in, world, context, monkeypatch):
    """Each kind of owner, in each state, for each person of the two schools, large and small."""
    monkeypatch.setattr(sys.modules["ecole.classroom.routes.files"], "give", lambda *_: Response())
    expected, found = {}, defaultdict(set)
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Rendition(source_key="0" * 64, profile=Profile.SMALL, blob_key="0" * 64))
        for name, owner, readers in _owners(world):
            rows.add(owner)
            owner.attachments.append(Attachment(
                id=(file_id := new_id()), blob_key="0" * 64, name="a.webp", kind="image",
                mime="image/webp", size=1))
            rows.flush()
            expected[name, file_id] = readers | STAFF
    for person in EVERYONE:
        visitor = sign_in(person)
        for name, file_id in expected:
            for end in ("a.webp", "version/small"):
                page = f"/e/{BOURG}/fichiers/{key(file_id)}/{end}"
                if visitor.get(page).status_code == 200:
                    found[name, file_id, end].add(person)
    assert found == {(*file, end): readers for file, readers in expected.items()
                     for end in ("a.webp", "version/small")}
