"""Groups of pupils: made, changed, deleted, put back; and what is for one that became empty."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.models import Pupil, PupilGroup
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    fields,
    hidden,
    instruction_page,
    key,
    new_page,
    school_of,
)
from tests.world import change

HERE = "/aujourdhui"


def groups_page(world, after=""):
    return f"{class_page(world)}/groupes{after}"


def group_page(group_id, after):
    return f"{school_of('cp')}/groupes/{key(group_id)}/{after}"


def text_of(answer):
    return html.unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def make(sign_in, world, context):
    """Make a group of the CP as its teacher would; returns its id."""

    def made(*pupils, label="Les renards"):
        answer = sign_in("petit").send(groups_page(world, "/nouveau"), label=label,
                                       pupils=[world.pupils[one] for one in pupils])
        assert answer.status_code == 303
        db.session.rollback()
        with all_schools("tests"):
            return db.session.scalars(
                select(PupilGroup.id).where(PupilGroup.label == label)).one()

    return made


def members_of(group_id):
    db.session.rollback()
    with all_schools("tests"):
        return db.session.get(PupilGroup, group_id).pupil_ids


def test_it_works(make, give, sign_in, world):
    """What is for a group is for its pupils of the moment."""
    group = make("lina")
    give(title="Pour les renards", for_whom=f"groupe:{group}")
    page = text_of(sign_in("petit").get(groups_page(world)))
    for words in ("Les renards", "1 élève : Lina", "1 consigne à venir est pour ce groupe"):
        assert words in page
    assert "Pour les renards" in sign_in("claire").get(HERE).text
    assert "Pour les renards" not in sign_in("nadia").get(HERE).text
    nadia = sign_in("nadia")
    for _ in range(2):
        nadia.get(HERE)
    sign_in("petit").send(group_page(group, "modifier"), label="Les loups",
                          pupils=[world.pupils["sami"]])
    assert members_of(group) == {world.pupils["sami"]}
    assert "Pour les renards" not in sign_in("claire").get(HERE).text
    assert "Pour les renards" in nadia.get(HERE).text
    assert sign_in("claire").get(instruction_page(world, "neuve")).status_code == 404


def test_a_deleted_group_keeps_what_is_for_it(make, give, sign_in, world):
    """Its pupils still see it; it is no choice any more, but stays the choice of what was for it.
    """
    group = make("lina")
    give(title="Pour les renards", for_whom=f"groupe:{group}")
    teacher = sign_in("petit")
    asked = text_of(teacher.get(group_page(group, "suppression")))
    assert "1 consigne à venir est pour ce groupe. Ses élèves continueront à" in asked
    teacher.send(group_page(group, "suppression"))
    assert "Pour les renards" in sign_in("claire").get(HERE).text
    assert f'value="groupe:{group}"' not in teacher.get(
        class_page(world) + "/consignes/nouvelle").text
    assert f'selected value="groupe:{group}"' in teacher.get(
        instruction_page(world, "neuve", "/modifier")).text
    page = text_of(teacher.get(groups_page(world)))
    assert "Groupes supprimés" in page
    teacher.send(group_page(group, "restauration"))
    assert "Groupes supprimés" not in teacher.get(groups_page(world)).text


def test_it_is_not_there_after_thirty_days(make, sign_in, world):
    group = make("lina")
    change(PupilGroup, group, deleted_at=utc_now() - timedelta(days=31))
    assert sign_in("petit").get(group_page(group, "modifier")).status_code == 404
    assert "Les renards" not in sign_in("petit").get(groups_page(world)).text


def test_an_empty_group_is_said_everywhere(make, give, sign_in, world):
    group = make("lina")
    give(title="Pour les renards", for_whom=f"groupe:{group}")
    change(Pupil, world.pupils["lina"], classroom_id=world.classrooms["cm2"])
    teacher = sign_in("petit")
    said = "Le groupe « Les renards » n’a plus d’élève : personne ne verrait cette consigne."
    assert said in text_of(teacher.get(instruction_page(world, "neuve")))
    week = text_of(teacher.get(class_page(world) + f"?semaine={world.day}"))
    assert said in week
    assert "1 consigne n’est plus pour personne" in week
    assert "Ce groupe n’a plus d’élève" in text_of(teacher.get(groups_page(world)))


def test_giving_to_an_empty_group_is_asked_once(make, sign_in, world):
    group = make()
    sent = fields(world.day, for_whom=f"groupe:{group}")
    asked = sign_in("petit").send(new_page(world), **sent)
    assert any("n’a plus d’élève" in line for line in errors_in(asked))
    confirmed = hidden(asked, "confirmed")
    answer = sign_in("petit").send(new_page(world), **sent, confirmed=confirmed)
    assert answer.status_code == 303


@pytest.mark.parametrize(("label", "said"), [
    ("", "Donnez un nom au groupe."), ("\u200b", "Donnez un nom au groupe."),
    ("x" * 61, "Le nom est trop long (60 lettres au plus)."),
])
def test_it_refuses(sign_in, world, label, said):
    answer = sign_in("petit").send(groups_page(world, "/nouveau"), label=label,
                                   pupils=[world.pupils["lina"]])
    assert said in errors_in(answer)
    assert re.search(rf'<input checked[^>]*value="{world.pupils["lina"]}"', answer.text)


def test_a_pupil_of_another_class_cannot_be_put_in(sign_in, world, make):
    group = make("lina")
    for strange in (world.pupils["hugo"], world.pupils["ines"], 12, "x"):
        sign_in("petit").send(group_page(group, "modifier"), label="A",
                              pupils=[strange, world.pupils["sami"]])
        assert members_of(group) == {world.pupils["sami"]}


@pytest.mark.parametrize("name", ["claire", "noir", "loin", "mairie"])
def test_it_hides_from_others(make, sign_in, world, name):
    group = make("lina")
    assert sign_in(name).get(groups_page(world)).status_code == 404
    assert sign_in(name).send(group_page(group, "modifier"), label="A").status_code == 404


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "الثعالب", "🦊" * 60])
def test_every_writing_is_kept(make, give, sign_in, world, label):
    group = make("lina", label=label)
    give(for_whom=f"groupe:{group}")
    for address in (groups_page(world), group_page(group, "modifier"),
                    group_page(group, "suppression"), instruction_page(world, "neuve"),
                    f"{class_page(world)}/jour/{world.day}"):
        answer = sign_in("petit").get(address)
        assert label in html.unescape(answer.text), address
        assert "<script>alert" not in answer.text


def test_a_huge_paste_is_refused_in_a_sentence(sign_in, world):
    answer = sign_in("petit").send(groups_page(world, "/nouveau"), label="é" * 200_000)
    assert "Le nom est trop long (60 lettres au plus)." in errors_in(answer)


def test_sent_twice_it_is_one(sign_in, world, context):
    sent = {"label": "Les renards", "submission": "a" * 20}
    visitor = sign_in("petit")
    for _ in range(2):
        assert visitor.send(groups_page(world, "/nouveau"), **sent).status_code == 303
    with all_schools("tests"):
        assert len(db.session.scalars(select(PupilGroup.id)).all()) == 1
