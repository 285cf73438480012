"""An instruction is given by a teacher: what it holds, and what a form is told when it is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ecole.models import Instruction
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import (
    errors_in,
    fields,
    from_disk,
    hidden,
    id_at,
    instruction_page,
    new_page,
    picture,
)

NB = "\u00a0"


def count_rows():
    db.session.rollback()
    with all_schools("tests"):
        return db.session.scalar(select(func.count(Instruction.id)))


def test_it_works(sign_in, world, media):
    """Two files and two links, as the teacher then the family read them."""
    teacher = sign_in("petit")
    answer = teacher.send(new_page(world), **fields(
        world.day,
        links="La météo : https://meteofrance.com/pluie\nhttps://fr.vikidia.org/wiki/Eau",
        files=[from_disk(media / "fiche-de-lecture.pdf"), picture("Dessin d'été.png")],
    ))
    assert answer.status_code == 303
    world.instructions["neuve"] = id_at(answer.location)
    shown = teacher.get(answer.location).text
    assert "Consigne publiée." in shown
    for text in ("Lire la page 12", "Lecture", f"environ 20{NB}min", "une photo",
                 "Lis <strong>bien</strong>", "fiche-de-lecture.pdf", "Dessin d&#39;été.",
                 'href="https://meteofrance.com/pluie"', ">La météo</a>", ">fr.vikidia.org</a>"):
        assert text in shown, text
    family = sign_in("nadia").get("/aujourdhui").text
    for text in ("Lire la page 12", "fiche-de-lecture.pdf", f"environ 40{NB}min en tout", "PDF,"):
        assert text in family, text


@pytest.mark.parametrize("action", ["draft", "publish"])
def test_a_draft_is_kept_from_the_families(give, sign_in, world, action):
    give(title="Surprise", action=action)
    is_published = action == "publish"
    assert ("Surprise" in sign_in("claire").get("/aujourdhui").text) == is_published
    answer = sign_in("claire").get(instruction_page(world, "neuve"))
    assert answer.status_code == (200 if is_published else 404)
    shown = sign_in("petit").get(instruction_page(world, "neuve")).text
    assert ("Publiée" if is_published else "Brouillon") in shown


def test_only_the_title_and_the_day_are_needed(sign_in, world, stored):
    """For a draft at once; to publish a bare title, the teacher is asked once."""
    bare = fields(world.day, subject="", duration_minutes="", returns="", body="")
    draft = sign_in("petit").send(new_page(world), **bare | {"action": "draft"})
    row = stored(id_at(draft.location))
    assert (row.subject, row.duration_minutes, row.returns, row.body_html) == ("", None, "", "")
    asked = sign_in("petit").send(new_page(world), **bare)
    assert any("n’a qu’un titre" in line for line in errors_in(asked))
    answer = sign_in("petit").send(new_page(world), **bare,
                                   confirmed=hidden(asked, "confirmed"))
    assert stored(id_at(answer.location)).is_visible


def test_it_needs_login(client, world):
    answer = client.get(new_page(world))
    assert answer.status_code == 302
    assert answer.location.startswith("/entrer?suite=")


@pytest.mark.parametrize("name", ["claire", "noir", "loin"])
def test_it_hides_the_form_from_others(sign_in, world, context, name):
    before = count_rows()
    assert sign_in(name).get(new_page(world)).status_code == 404
    assert sign_in(name).send(new_page(world), **fields(world.day)).status_code == 404
    assert count_rows() == before


def test_the_head_stands_in_for_a_teacher(sign_in, world, stored):
    answer = sign_in("rossi").send(new_page(world, "cm2"), **fields(world.day))
    assert stored(id_at(answer.location)).author_id == world.people["rossi"]


def test_it_refuses_without_csrf(sign_in, world, context):
    before = count_rows()
    answer = sign_in("petit").post(new_page(world), data=fields(world.day))
    assert answer.status_code == 400
    assert count_rows() == before


WRONG = {
    "no title": ({"title": ""}, "Donnez un titre."),
    "a title of spaces": ({"title": "   \t "}, "Donnez un titre."),
    "an invisible title": ({"title": "\u200b\u2060\u00a0"}, "Donnez un titre."),
    "a long title": ({"title": "a" * 121}, "Le titre est trop long (120 lettres au plus)."),
    "a long subject": ({"subject": "a" * 41}, "40 lettres au plus."),
    "a long return": ({"returns": "a" * 121}, "120 lettres au plus."),
    "a long text": ({"body": "a" * 20_001}, "Le texte est trop long (20\u00a0000 signes au plus)."),
    "200,000 characters": ({"body": "été " * 50_000},
                           "Le texte est trop long (20\u00a0000 signes au plus)."),
    "no day": ({"day_on": ""}, "Choisissez le jour."),
    "no such day": ({"day_on": "2026-02-31"},
                    f"Cette date n’existe pas. Exemple{NB}: 23/11/2026."),
    "a far day": ({"day_on": "2062-11-23"}, "Ce jour est trop loin. Vérifiez l’année."),
    "the year 1": ({"day_on": "0001-01-01"}, "Ce jour est trop loin. Vérifiez l’année."),
    "no number": ({"duration_minutes": "vingt"},
                  "Écrivez un nombre de minutes, par exemple 20."),
    "a huge number": ({"duration_minutes": "9" * 5000},
                      "Écrivez un nombre de minutes, par exemple 20."),
    "no time at all": ({"duration_minutes": "0"}, "Entre 1 et 600 minutes."),
    "a negative time": ({"duration_minutes": "-5"}, "Entre 1 et 600 minutes."),
    "a whole week": ({"duration_minutes": "6000"}, "Entre 1 et 600 minutes."),
    "many links": ({"links": "https://a.fr\n" * 21}, "Pas plus de 20 liens."),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_refuses(sign_in, world, context, name):
    """The sentence is shown, nothing is saved, and the rest of the form is as it was."""
    changes, sentence = WRONG[name]
    sent = {"body": "Mon long texte", "returns": "la feuille", "subject": "Sciences", **changes}
    before = count_rows()
    answer = sign_in("petit").send(new_page(world), **fields(world.day, **sent))
    assert answer.status_code == 200
    assert sentence in errors_in(answer)
    assert count_rows() == before
    for field, text in sent.items():
        assert text.strip() in answer.text, field


def test_a_date_may_be_typed_as_in_french(give, stored, world):
    day = world.day + timedelta(days=3)
    assert stored(give(day_on=day.strftime("%d/%m/%Y"))).day_on == day


def test_strange_hidden_fields_do_no_harm(sign_in, world):
    """What no page of ours sends: an answer, never a crash."""
    for field, value in (("revision", "9" * 5000), ("removed", "9" * 5000), ("files", "abc"),
                         ("revision", "²"), ("kept", "<b>"), ("action", "\0"), ("removed", "-1")):
        answer = sign_in("petit").send(new_page(world), **fields(world.day, **{field: value}))
        assert answer.status_code in (200, 303), field


def test_the_usual_day_is_the_next_school_day(clock, sign_in, world):
    clock(2026, 11, 27, 18)  # a Friday
    assert 'value="2026-11-30"' in sign_in("petit").get(new_page(world)).text
