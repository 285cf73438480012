"""« Reprendre »: instructions given again, with all that goes with them; nobody else's."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from ecole.classroom.attaching import attach
from ecole.media.reception import Received
from ecole.models import (
    Classroom,
    Correction,
    Dictation,
    Instruction,
    PupilGroup,
    PupilGroupMember,
    Teaching,
)
from ecole.models.classroom import school_year_of
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.words import PARIS
from tests.classroom.class_pages import class_page, errors_in, key, picture
from tests.world import BOURG

SOUND = Received("1" * 64, "1" * 64, 10, "audio", "audio/mp4", "phrase.m4a", None, 3.0, None, None)


@pytest.fixture
def page(world):
    return f"{class_page(world)}/reprendre"


@pytest.fixture
def monday(world):
    """The next one."""
    return world.day + timedelta(days=7 - world.day.weekday())


@pytest.fixture
def last_week(world, clock):
    """A Wednesday, and the Monday of the week before."""
    here = world.day - timedelta(days=world.day.weekday()) + timedelta(days=2)
    clock(here.year, here.month, here.day, 9)
    return here - timedelta(days=9)


def once_given(world, title, day):
    return put(world, Instruction, classroom_id=world.classrooms["cp"], title=title, day_on=day,
               author_id=world.people["petit"])


def fields(ids, day, how="semaine", **changes):
    return {"items": [str(one) for one in ids], "how": how, "day_on": day.isoformat(),
            "action": "publish", **changes}


def titled(title, world, classroom="cp"):
    """The instructions of a class with this title, oldest first, with what goes with them."""
    with all_schools("tests"):
        rows = db.session.scalars(
            select(Instruction)
            .where(Instruction.title == title,
                   Instruction.classroom_id == world.classrooms[classroom])
            .order_by(Instruction.created_at)).all()
        for row in rows:
            assert row.links is not None
            assert row.attachments is not None
            for part in filter(None, (row.correction, row.dictation)):
                assert part.attachments is not None
    db.session.expunge_all()
    db.session.rollback()
    return rows


def put(world, model, **values):
    values = {"id": new_id(), **values}
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(model(**values))
    return values["id"]


def test_it_gives_again_with_all_that_goes_with_it(sign_in, world, give, page, monday, context):
    give(title="À reprendre", day_on=monday.isoformat(), due_on=str(monday + timedelta(days=2)),
         links="La météo https://meteofrance.com", files=[picture("a.png")], is_optional="y")
    source = world.instructions["neuve"]
    opens = datetime.combine(monday + timedelta(days=1), time(16, 30), PARIS)
    put(world, Correction, instruction_id=source, body="Douze", body_html="<p>Douze</p>",
        opens_at=opens)
    dictation = put(world, Dictation, instruction_id=source, text="Le chat dort.")
    with in_school(world.schools["bourg"]), writing() as rows:
        attach(rows, rows.get(Dictation, dictation), [SOUND], world.people["petit"])
    teacher = sign_in("petit")
    answer = teacher.send(page, **fields([source], monday + timedelta(days=16)))
    assert "1\u00a0consigne reprise et publiée." in teacher.get(answer.location).text
    old, new = titled("À reprendre", world)
    assert new.day_on == monday + timedelta(days=14)
    assert new.due_on == monday + timedelta(days=16)
    assert new.published_at is not None
    assert new.is_optional
    assert [file.name for file in new.attachments] == ["a.png"]
    assert new.attachments[0].blob_key == old.attachments[0].blob_key
    assert new.attachments[0].id != old.attachments[0].id
    assert [link.address for link in new.links] == ["https://meteofrance.com"]
    there = new.correction.opens_at.astimezone(PARIS)
    assert (there.date(), there.time()) == (monday + timedelta(days=15), time(16, 30))
    assert new.correction.body == "Douze"
    assert new.dictation.text == "Le chat dort."
    assert [file.name for file in new.dictation.attachments] == ["phrase.m4a"]


def test_a_day_goes_to_one_day_as_drafts(sign_in, world, give, page, monday, context):
    ids = [give(title=f"Numéro {n}", day_on=(monday + timedelta(days=n)).isoformat())
           for n in range(3)]
    target = monday + timedelta(days=21)
    sign_in("petit").send(page, **fields(ids, target, how="jour", action="draft"))
    copies = [titled(f"Numéro {n}", world)[-1] for n in range(3)]
    assert {copy.day_on for copy in copies} == {target}
    assert [copy.published_at for copy in copies] == [None] * 3
    assert [copy.position for copy in copies] == [0, 1, 2]


def test_the_page_shows_a_week_everything_ticked(sign_in, world, page, last_week, context):
    monday = last_week + timedelta(days=7)
    once_given(world, "Lundi dernier", last_week)
    once_given(world, "Cette semaine", monday)
    shown = sign_in("petit").get(page).text
    assert re.search(r'name="items" value="\d+" checked> <span lang="fr">Lundi dernier', shown)
    assert "Cette semaine" not in shown
    day = sign_in("petit").get(f"{page}?quoi=jour&le={monday.isoformat()}").text
    assert "Cette semaine" in day
    assert "Lundi dernier" not in day


def test_it_goes_to_another_class(sign_in, world, give, page, monday, context):
    """A head has them all; what was for a group or a pupil stays a draft, for nobody yet."""
    ids = [give(title="Pour tous", day_on=monday.isoformat()),
           give("seul", title="Pour Sami", day_on=monday.isoformat(),
                for_whom=f"eleve:{world.pupils['sami']}"),
           give("niveau", title="Pour un niveau", day_on=monday.isoformat())]
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.get(Instruction, ids[2]).level = "CP"
    head = sign_in("rossi")
    answer = head.send(page, **fields(ids, monday + timedelta(days=14),
                                      room=str(world.classrooms["cm2"])))
    said = head.get(answer.location).text
    assert "2\u00a0consignes reprises et publiées." in said
    assert "1\u00a0consigne n’était pas pour toute la classe" in said
    alone = titled("Pour Sami", world, "cm2")[0]
    assert (alone.pupil_id, alone.published_at) == (None, None)
    assert titled("Pour tous", world, "cm2")[0].published_at is not None
    assert titled("Pour un niveau", world, "cm2")[0].level == "CP"


def test_a_group_is_kept_in_its_class(sign_in, world, give, page, monday, context):
    group = put(world, PupilGroup, classroom_id=world.classrooms["cp"], label="Les renards",
                members=[PupilGroupMember(pupil_id=world.pupils["lina"])])
    source = give(title="Aux renards", day_on=monday.isoformat(), for_whom=f"groupe:{group}")
    sign_in("petit").send(page, **fields([source], monday + timedelta(days=7)))
    copy = titled("Aux renards", world)[-1]
    assert (copy.group_id, copy.published_at is not None) == (group, True)
    with in_school(world.schools["bourg"]), writing() as rows:
        for member in rows.scalars(select(PupilGroupMember)):
            rows.delete(member)
    sign_in("petit").send(page, **fields([source], monday + timedelta(days=14)))
    assert titled("Aux renards", world)[-1].published_at is None


def test_the_library_holds_every_year(sign_in, world, give, page, context):
    last_year = put(world, Classroom, label="CP de l’an dernier",
                    school_year=school_year_of(world.day) - 1)
    old = put(world, Instruction, classroom_id=last_year, author_id=world.people["petit"],
              title="L’été à Évreux", subject="Histoire", day_on=world.day - timedelta(days=300))
    put(world, Instruction, classroom_id=last_year, author_id=world.people["noir"],
        title="D’une autre", day_on=world.day - timedelta(days=300))
    teacher = sign_in("petit")
    library = f"{page}/bibliotheque"
    shown = teacher.get(library).text
    assert "L’été à Évreux" in shown
    assert "CP de l’an dernier (" in shown
    assert "D’une autre" not in shown
    assert "checked> <span" not in shown
    found = teacher.get(f"{library}?mots=evreux+ETE").text
    assert "L’été à Évreux" in found
    assert "Consigne lecture" not in found
    assert "Rien de trouvé" in teacher.get(f"{library}?mots=%25").text
    assert "L’été à Évreux" in teacher.get(f"{library}?matiere=Histoire").text
    assert "L’été à Évreux" not in teacher.get(f"{library}?matiere=Lecture").text
    answer = teacher.send(library, **fields([old], world.day + timedelta(days=7), how="jour"))
    assert answer.status_code == 303
    assert titled("L’été à Évreux", world)[0].day_on == world.day + timedelta(days=7)


def test_the_library_has_pages(sign_in, world, page, context):
    with in_school(world.schools["bourg"]), writing() as rows:
        for number in range(45):
            rows.add(Instruction(classroom_id=world.classrooms["cp"], subject="Tas",
                                 author_id=world.people["petit"], title=f"N{number:02d}",
                                 day_on=world.day - timedelta(days=100 + number)))
    teacher, here = sign_in("petit"), f"{page}/bibliotheque?matiere=Tas"
    titles = [set(re.findall(r"N\d\d", teacher.get(f"{here}&page={n}").text)) for n in (1, 2, 3)]
    assert [len(found) for found in titles] == [20, 20, 5]
    assert len(set.union(*titles)) == 45
    for odd in ("0", "-1", "abc", "9" * 50):
        assert teacher.get(f"{here}&page={odd}").status_code == 200


def test_it_needs_something_ticked(sign_in, world, page, monday):
    answer = sign_in("petit").send(page, **fields([], monday + timedelta(days=14)))
    assert "Cochez au moins une consigne." in errors_in(answer)


def test_it_refuses_a_day_that_is_over(sign_in, world, give, page, monday, context):
    source = give(title="Une fois", day_on=monday.isoformat())
    answer = sign_in("petit").send(page, **fields([source], world.day - timedelta(days=8)))
    assert "est déjà passé" in errors_in(answer)[0]
    assert len(titled("Une fois", world)) == 1


def test_what_is_ticked_stays_so_when_it_is_refused(sign_in, world, page, last_week, context):
    source = once_given(world, "Cochée", last_week)
    other = once_given(world, "Pas cochée", last_week)
    answer = sign_in("petit").send(page, **fields([source], world.day, day_on=""))
    assert f'value="{source}" checked> <span lang="fr">Cochée' in answer.text
    assert f'value="{other}"> <span' in answer.text


def test_two_sendings_are_one(sign_in, world, give, page, monday, context):
    source = give(title="Une fois", day_on=monday.isoformat())
    teacher = sign_in("petit")
    for _ in range(2):
        sent = fields([source], monday + timedelta(days=14), submission="clef-r")
        assert teacher.send(page, **sent).status_code == 303
    assert len(titled("Une fois", world)) == 2


def test_nobody_takes_from_another_class_or_school(sign_in, world, page, monday, context):
    """Ids typed by hand: of a colleague's class, of another school, deleted, or not ids at all."""
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.get(Instruction, world.instructions["lecture"]).deleted_at = utc_now()
    ids = [world.instructions["calcul"], world.instructions["ailleurs"],
           world.instructions["lecture"], "abc", "9" * 40]
    answer = sign_in("petit").send(page, **fields(ids, monday + timedelta(days=14)))
    assert "Cochez au moins une consigne." in errors_in(answer)


def test_a_class_that_is_not_mine_is_no_target(sign_in, world, give, page, monday, context):
    source = give(title="Chez moi", day_on=monday.isoformat())
    answer = sign_in("petit").send(page, **fields([source], monday + timedelta(days=14),
                                                  room=str(world.classrooms["cm2"])))
    assert answer.status_code == 200
    assert titled("Chez moi", world, "cm2") == []


def test_a_teacher_of_two_classes_takes_from_one_to_the_other(sign_in, world, monday, context):
    put(world, Teaching, classroom_id=world.classrooms["cm2"], account_id=world.people["petit"])
    teacher = sign_in("petit")
    source = f"de={world.classrooms['cm2']}&quoi=semaine&le={world.day.isoformat()}"
    here = f"/e/{BOURG}/classes/{key(world.classrooms['cp'])}/reprendre?{source}"
    assert "Consigne calcul" in teacher.get(here).text


def test_few_statements_however_many(sign_in, give, page, monday, queries):
    page, counts = f"{page}?le={monday.isoformat()}", []
    for number in range(6):
        give(f"n{number}", title=f"N{number}", files=[picture("a.png", f"#15{number}")],
             day_on=monday.isoformat())
        if number in (0, 5):
            teacher = sign_in("petit")
            queries.clear()
            teacher.get(page)
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
