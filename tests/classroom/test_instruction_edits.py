"""An instruction changes: two writers, two sendings, an ended session; no text is ever lost."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from ecole.models import Device, Instruction
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import (
    errors_in,
    fields,
    hidden,
    id_at,
    instruction_page,
    key,
    new_page,
    picture,
)


@pytest.fixture
def edit_page(world):
    return instruction_page(world, "lecture", "/modifier")


def titled(title):
    with all_schools("tests"):
        return db.session.scalars(select(Instruction.id).where(Instruction.title == title)).all()


def test_it_changes_what_families_read(sign_in, world, edit_page):
    teacher = sign_in("petit")
    assert "Consigne lecture" in teacher.get(edit_page).text
    answer = teacher.send(edit_page, **fields(world.day, title="Page 13", revision="1"))
    assert "Consigne modifiée." in teacher.get(answer.location).text
    page = sign_in("claire").get("/aujourdhui").text
    assert "Page 13" in page
    assert "Consigne lecture" not in page


@pytest.mark.parametrize(("action", "is_shown"), [("publish", True), ("draft", False)])
def test_a_draft_is_published_from_its_form(sign_in, world, action, is_shown):
    page = instruction_page(world, "draft", "/modifier")
    sign_in("petit").send(page, **fields(world.day, title="Brouillon", action=action, revision="1"))
    assert ("Brouillon" in sign_in("claire").get("/aujourdhui").text) is is_shown


def test_saving_a_published_one_as_draft_keeps_it_published(sign_in, world, edit_page):
    sign_in("petit").send(edit_page, **fields(world.day, action="draft", revision="1"))
    assert sign_in("claire").get(instruction_page(world, "lecture")).status_code == 200


def test_two_writers_are_told_and_shown_both_versions(sign_in, world, edit_page, stored):
    """The second one finds their own text in the form and the other's beside it."""
    head, teacher = sign_in("rossi"), sign_in("petit")
    revision = hidden(teacher.get(edit_page), "revision")
    head.send(edit_page, **fields(world.day, title="Celle de la directrice", body="Son *texte*",
                                  duration_minutes="45", links="Sa page https://sa.page",
                                  returns="un dessin", revision=revision))
    mine = fields(world.day, title="La mienne", body="Mon texte",
                  files=[picture("mienne.png", "#140")])
    clash = teacher.send(edit_page, **mine, revision=revision)
    assert clash.status_code == 200
    assert "Quelqu’un d’autre a changé cette consigne" in errors_in(clash)[0]
    for text in ('value="La mienne"', "Mon texte", "Celle de la directrice", "Son <em>texte</em>",
                 "environ 45\u00a0min", "un dessin", "https://sa.page", "mienne.png"):
        assert text in clash.text, text
    assert stored(world.instructions["lecture"]).title == "Celle de la directrice"

    del mine["files"]
    saved = teacher.send(edit_page, **mine, revision=hidden(clash, "revision"),
                         kept=hidden(clash, "kept"))
    assert saved.status_code == 303
    row = stored(world.instructions["lecture"])
    assert row.title == "La mienne"
    assert [file.name for file in row.attachments] == ["mienne.png"]


def test_a_form_without_revision_never_overwrites(sign_in, world, edit_page, stored):
    for revision in ("", "0", "abc", "7", "9" * 5000):
        answer = sign_in("petit").send(edit_page, **fields(world.day, revision=revision))
        assert answer.status_code == 200, revision
    assert stored(world.instructions["lecture"]).title == "Consigne lecture"


def test_two_sendings_are_one_row(sign_in, world, context):
    teacher = sign_in("petit")
    sent = fields(world.day, title="Une seule", submission="clef-2")
    first, second = (teacher.send(new_page(world), **sent) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(titled("Une seule")) == 1


def test_two_sendings_of_a_change_are_one_change(sign_in, world, edit_page, stored):
    teacher = sign_in("petit")
    sent = fields(world.day, submission="clef-3", revision="1")
    for _ in range(2):
        assert teacher.send(edit_page, **sent).status_code == 303
    assert stored(world.instructions["lecture"]).revision == 2


def test_published_and_taken_back(sign_in, world):
    teacher, parent = sign_in("petit"), sign_in("claire")
    page = instruction_page(world, "lecture")
    answer = teacher.send(f"{page}/brouillon")
    assert "Les familles ne la voient plus." in teacher.get(answer.location).text
    assert parent.get(page).status_code == 404
    assert "Consigne lecture" not in parent.get("/aujourdhui").text
    answer = teacher.send(f"{page}/publication")
    assert "Les familles la voient." in teacher.get(answer.location).text
    assert parent.get(page).status_code == 200
    assert "Consigne lecture" in parent.get("/aujourdhui").text


def test_publishing_twice_keeps_the_first_moment(sign_in, world, stored):
    teacher = sign_in("petit")
    before = stored(world.instructions["lecture"]).published_at
    teacher.send(instruction_page(world, "lecture", "/publication"))
    assert stored(world.instructions["lecture"]).published_at == before


@pytest.mark.parametrize("end", ["no cookie", "forgotten device"])
def test_an_ended_session_keeps_the_text(sign_in, world, app, context, end):
    """The form sent, the way in, and the text is there again with the files already received."""
    teacher = sign_in("petit")
    first = teacher.send(new_page(world), **fields(world.day, title=""),
                         files=[picture("reçu.png", "#141")])
    sent = fields(world.day, title="Mon long texte", body="é" * 5000, kept=hidden(first, "kept"))
    sent["csrf_token"] = teacher.token()
    if end == "no cookie":
        teacher.delete_cookie("ecole")
    else:
        with writing() as rows:
            for device in rows.scalars(select(Device)):
                rows.delete(device)
    answer = teacher.post(new_page(world), data=sent)
    assert answer.status_code == 303
    assert answer.location.startswith("/entrer?suite=")
    back = sign_in("petit")
    with teacher.session_transaction() as old, back.session_transaction() as new:
        new["parked"] = old["parked"]
    page = back.get(new_page(world))
    assert "Voici votre texte" in page.text
    assert 'value="Mon long texte"' in page.text
    assert "é" * 5000 in page.text
    assert "reçu.png" in page.text
    sent |= {"kept": hidden(page, "kept"), "csrf_token": back.token()}
    assert back.post(new_page(world), data=sent).status_code == 303
    assert len(titled("Mon long texte")) == 1


def test_a_parked_change_remembers_the_files_to_take_off(give, sign_in, world, stored, context):
    give(files=[picture("à ôter.png", "#142")])
    file = stored(world.instructions["neuve"]).attachments[0]
    teacher, page = sign_in("petit"), instruction_page(world, "neuve", "/modifier")
    sent = fields(world.day, revision="1", removed=[str(file.id)], csrf_token=teacher.token())
    with writing() as rows:
        for device in rows.scalars(select(Device)):
            rows.delete(device)
    teacher.post(page, data=sent)
    back = sign_in("petit")
    with teacher.session_transaction() as old, back.session_transaction() as new:
        new["parked"] = old["parked"]
    assert f'value="{file.id}" aria-describedby="removed-aide" checked' in back.get(page).text


@pytest.mark.parametrize("name", ["claire", "noir", "loin", "rita"])
@pytest.mark.parametrize("what", ["/modifier", "/publication", "/brouillon", "/suppression",
                                  "/restauration"])
def test_it_refuses_others(sign_in, world, stored, name, what):
    page = instruction_page(world, "lecture", what)
    assert sign_in(name).send(page, **fields(world.day, revision="1")).status_code == 404
    row = stored(world.instructions["lecture"])
    assert (row.title, row.deleted_at) == ("Consigne lecture", None)
    assert row.published_at


def test_a_state_is_never_changed_by_get(sign_in, world):
    for what in ("/publication", "/brouillon", "/restauration"):
        page = instruction_page(world, "lecture", what)
        assert sign_in("petit").get(page, check=False).status_code == 405


def test_the_address_of_another_school_is_not_a_way_round(sign_in, world):
    """The id of one school's instruction under the other's address."""
    from tests.world import VOISINE

    page = f"/e/{VOISINE}/consignes/{key(world.instructions['lecture'])}"
    assert sign_in("loin").get(page).status_code == 404
    assert html.escape("Consigne lecture") not in sign_in("loin").get("/").text
    assert id_at(page) == world.instructions["lecture"]
