"""« Rendu »: words from one adult, for one child; the other parent never sees them."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ecole.classroom.hand_ins.sending import TRIES_MAX
from ecole.models import HandIn, Instruction, Pupil
from ecole.models.hand_in import TEXT_MAX
from ecole.operations.nightly import tidy
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    hidden,
    instruction_page,
    key,
    picture,
)
from tests.classroom.hand_ins.works import (
    address_in,
    answer_page,
    grid_page,
    in_space,
    marking_page,
    opened,
    send,
    tile,
)
from tests.world import BOURG, VOISINE, change

NB = "\u00a0"


@pytest.fixture
def answers(context):
    """What is stored and not taken back, as (pupil, text)."""

    def read():
        db.session.rollback()
        with all_schools("tests"):
            rows = db.session.scalars(
                select(HandIn).where(HandIn.deleted_at.is_(None)).order_by(HandIn.sent_at))
            return [(row.pupil_id, row.text) for row in rows]

    return read


def test_it_works(sign_in, world, answers):
    parent, teacher = sign_in("claire"), sign_in("petit")
    page = parent.get(instruction_page(world, "lecture"))
    assert "Répondre en quelques mots" in page.text
    answer = send(parent, world)
    assert (answer.status_code, answer.location) == (303, instruction_page(world, "lecture"))
    page = parent.get(answer.location).text
    assert "Il a fini la page 12." in page
    assert "C’est envoyé à l’école." in page
    assert answers() == [(world.pupils["lina"], "Il a fini la page 12.")]
    assert "À regarder" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    assert "Rien reçu" in tile(teacher.get(grid_page(world)).text, "KACI Sami")
    page = opened(teacher, world).text
    assert "BERNARD Lina" in page
    assert "Mme DUPUIS Claire" in page
    assert "Il a fini la page 12." in page


def test_the_teacher_sees_how_many(sign_in, world):
    teacher, week = sign_in("petit"), f"{class_page(world)}?semaine={world.day}"
    assert f"{NB}rendu" not in teacher.get(week).text
    assert "Rien n’est encore revenu." in teacher.get(instruction_page(world, "lecture")).text
    for text in ("une", "deux", "trois"):
        send(sign_in("claire"), world, text)
    assert f"1{NB}rendu" in teacher.get(week).text
    send(sign_in("nadia"), world, pupil="sami")
    assert f"2{NB}rendus" in teacher.get(week).text
    assert f"Voir 2{NB}rendus" in teacher.get(instruction_page(world, "lecture")).text
    assert f"{NB}rendu" not in sign_in("rossi").get(
        f"{class_page(world, 'cm2')}?semaine={world.day}").text


def test_the_other_parent_never_sees_it(sign_in, world):
    """Nor in the child's space on the other parent's phone; nor can they take it back."""
    claire, paul = sign_in("claire"), sign_in("paul")
    send(claire, world, "Un mot de Claire")
    page = claire.get(instruction_page(world, "lecture")).text
    assert "Un mot de Claire" in page
    for address in (instruction_page(world, "lecture"), answer_page(world), "/aujourdhui"):
        assert "Un mot de Claire" not in paul.get(address).text
    assert paul.send(address_in(page, "suppression")).status_code == 404
    assert "Un mot de Claire" not in in_space(paul, world).get(answer_page(world)).text
    # What an adult says to the school is not said to the child either.
    assert "Un mot de Claire" not in in_space(claire, world).get(answer_page(world)).text


def test_each_child_has_its_own(sign_in, world, context):
    """Two of a family in one class: two forms on the page, and no answer on the other's."""
    change(Pupil, world.pupils["hugo"], classroom_id=world.classrooms["cp"])
    parent = sign_in("claire")
    send(parent, world, "Pour Lina")
    page = parent.get(instruction_page(world, "lecture")).text
    assert page.count("Répondre en quelques mots") == 2
    assert page.index("Réponse de Lina") < page.index("Pour Lina")
    assert "Pour Lina" not in parent.get(answer_page(world, pupil="hugo")).text
    assert "Pour Lina" not in in_space(parent, world, "hugo").get(
        answer_page(world, pupil="hugo")).text


def test_it_is_written_from_the_pupils_space(sign_in, world, answers):
    child = in_space(sign_in("claire"), world)
    task = child.get(f"/enfant/consigne/{key(world.instructions['lecture'])}").text
    assert f'href="{answer_page(world)}"' in task
    page = child.get(answer_page(world))
    assert 'class="page page--pupil"' in page.text
    answer = send(child, world, "moi lina")
    assert answer.location.endswith("/parti")
    assert "C’est parti" in child.get(answer.location).text
    assert "moi lina" in child.get(answer_page(world)).text
    assert answers() == [(world.pupils["lina"], "moi lina")]


def test_nothing_is_asked_when_nothing_comes_back(sign_in, give, world):
    give(returns="")
    assert "Répondre" not in sign_in("claire").get(instruction_page(world, "neuve")).text
    child = in_space(sign_in("claire"), world)
    assert "Envoyer mon travail" not in child.get(
        f"/enfant/consigne/{key(world.instructions['neuve'])}").text


def test_it_is_taken_back_and_put_back(sign_in, world, answers):
    parent, teacher = sign_in("claire"), sign_in("petit")
    send(parent, world)
    removal = address_in(parent.get(instruction_page(world, "lecture")).text, "suppression")
    for _ in range(2):
        answer = parent.send(removal)
        assert answer.location == instruction_page(world, "lecture")
    assert answers() == []
    assert "Rien reçu" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    page = parent.get(answer.location).text
    assert "Il a fini la page 12." in page
    assert "l’école ne la voit plus" in page
    parent.send(address_in(page, "restauration"))
    assert len(answers()) == 1
    assert "page 12" in opened(teacher, world).text


def test_it_is_erased_after_thirty_days(sign_in, world, app, context, stored, answers):
    parent = sign_in("claire")
    for text in ("ancienne", "récente", "gardée"):
        send(parent, world, text)
    with all_schools("tests"):
        old, young, kept = db.session.scalars(select(HandIn.id).order_by(HandIn.sent_at))
    change(HandIn, old, deleted_at=utc_now() - timedelta(days=30, minutes=1))
    change(HandIn, young, deleted_at=utc_now() - timedelta(days=29))
    page = parent.get(instruction_page(world, "lecture")).text
    assert "ancienne" not in page
    assert "récente" in page
    assert parent.send(f"/e/{BOURG}/rendus/{key(old)}/restauration").status_code == 404
    assert tidy(app)["hand_ins"] == 1
    assert stored(old, HandIn) is None
    assert stored(young, HandIn) is not None
    assert stored(kept, HandIn) is not None


def test_it_goes_with_its_instruction(sign_in, world, app, context, answers):
    send(sign_in("claire"), world)
    change(Instruction, world.instructions["lecture"], deleted_at=utc_now() - timedelta(days=31))
    assert tidy(app)["instructions"] == 1
    assert answers() == []


def gone(sign_in, world):
    sign_in("petit").send(instruction_page(world, "lecture", "/suppression"))
    return "Cette consigne n’est plus là."


def withdrawn(sign_in, world):
    sign_in("petit").send(instruction_page(world, "lecture", "/brouillon"))
    return "Cette consigne n’est plus là."


def moved(sign_in, world):
    change(Pupil, world.pupils["lina"], classroom_id=world.classrooms["cm2"])
    return "Lina n’est plus dans cette classe."


def closed(sign_in, world):
    change(Instruction, world.instructions["lecture"], returns="")
    return "L’école n’attend plus de réponse ici."


@pytest.mark.parametrize("what", [gone, withdrawn, moved, closed])
@pytest.mark.parametrize("is_child", [False, True])
def test_too_late_is_said_and_the_text_kept(sign_in, world, answers, what, is_child):
    parent = sign_in("claire")
    if is_child:
        in_space(parent, world)
    reason = what(sign_in, world)
    answer = send(parent, world, "Un long texte.\nEt la suite.")
    assert answer.status_code == 409
    assert reason in html.unescape(answer.text)
    assert "Un long texte.\nEt la suite.</textarea>" in answer.text
    assert "Consigne lecture" not in answer.text or what is closed
    assert answers() == []
    assert parent.get(answer_page(world)).status_code == (200 if what is closed else 404)


def test_a_refused_form_may_be_sent_again(sign_in, world, answers):
    """The same key: what was refused did not use it up."""
    parent = sign_in("claire")
    sign_in("petit").send(instruction_page(world, "lecture", "/brouillon"))
    answer = send(parent, world, submission="une-cle")
    assert hidden(answer, "submission") == "une-cle"
    sign_in("petit").send(instruction_page(world, "lecture", "/publication"))
    assert send(parent, world, submission="une-cle").status_code == 303
    assert len(answers()) == 1


def test_sent_twice_is_stored_once(sign_in, world, answers):
    parent = sign_in("claire")
    for _ in range(3):
        assert send(parent, world, submission="la-meme").status_code == 303
    assert len(answers()) == 1


def test_a_script_gets_a_short_answer(sign_in, world, answers):
    """Sent again because the answer was lost on the way: stored once all the same."""
    parent = sign_in("claire")
    fields = {"csrf_token": parent.token(), "text": "un mot", "submission": "une-cle"}
    answer = parent.post(answer_page(world), data=fields, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.data) == (204, b"")
    answer = parent.post(answer_page(world), data=fields, headers={"X-Requested-With": "fetch"})
    assert answer.location == instruction_page(world, "lecture")
    assert len(answers()) == 1


def test_twenty_at_most(sign_in, world, answers):
    """Those taken back count; the other parent, and another child, have twenty of their own."""
    parent = sign_in("claire")
    for number in range(TRIES_MAX):
        assert send(parent, world, f"n° {number}").status_code == 303
    page = parent.get(instruction_page(world, "lecture")).text
    assert "Voir tous les envois de Lina" in page
    assert parent.get(answer_page(world)).text.count('class="answer"') == TRIES_MAX
    parent.send(address_in(page, "suppression"))
    answer = send(parent, world, "de trop")
    assert answer.status_code == 409
    assert errors_in(answer) == [
        "Il y a déjà 20 réponses, avec celles que vous avez enlevées. "
        "La réponse n’est pas partie. Elle est gardée ci-dessous."]
    assert "de trop</textarea>" in answer.text
    assert send(sign_in("paul"), world).status_code == 303


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\u200b\u2060"])
def test_it_refuses_nothing_at_all(sign_in, world, answers, text):
    answer = send(sign_in("claire"), world, text)
    assert errors_in(answer) == [
        "Il n’y a rien à envoyer. Prenez une photo, ou écrivez quelques mots."]
    assert answers() == []


def test_a_very_long_text_is_refused_whole_and_kept(sign_in, world, answers):
    """Pasted from elsewhere; the browser never cuts it without a word."""
    parent = sign_in("claire")
    assert "maxlength" not in parent.get(answer_page(world)).text
    answer = send(parent, world, "é" * 200_000)
    assert f"{TEXT_MAX} signes au plus" in errors_in(answer)[0]
    assert "é" * 200_000 in answer.text
    assert answers() == []
    assert send(parent, world, "é" * TEXT_MAX).status_code == 303


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script> & <b>gras</b>",
    "Une ligne\n\nUne autre\n  et un retrait",
    "👩‍👧‍👦 C’est fini 🎉",
    "انتهى العمل\nمرحبا",
    "**pas de gras** [ici](https://a.fr)",
])
def test_it_is_shown_as_it_was_typed(sign_in, world, answers, text):
    parent = sign_in("claire")
    send(parent, world, text.replace("\n", "\r\n"))
    assert answers() == [(world.pupils["lina"], text)]
    for visitor, address in ((parent, instruction_page(world, "lecture")),
                             (sign_in("petit"), marking_page(sign_in("petit"), world))):
        page = visitor.get(address).text
        said = re.search(r'<p class="answer__text"[^>]*>(.*?)</p>', page, re.DOTALL)[1]
        assert "<" not in said
        assert html.unescape(said) == text


def test_a_nul_is_dropped(sign_in, world, answers):
    send(sign_in("claire"), world, "a\x00b")
    assert [text for _, text in answers()] == ["ab"]


REFUSED = {
    "somebody else's child": ("nadia", "lecture", "lina"),
    "another school": ("rita", "lecture", "lina"),
    "another school's child": ("claire", "lecture", "ines"),
    "a teacher": ("petit", "lecture", "lina"),
    "the head": ("rossi", "lecture", "lina"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_refuses(sign_in, world, answers, case):
    who, name, pupil = REFUSED[case]
    visitor = sign_in(who)
    assert visitor.get(answer_page(world, name, pupil)).status_code == 404
    assert send(visitor, world, name=name, pupil=pupil).status_code == 404
    assert answers() == []


@pytest.mark.parametrize(("name", "pupil"), [("draft", "lina"), ("calcul", "lina")])
def test_it_says_nothing_of_what_may_not_be_read(sign_in, world, answers, name, pupil):
    parent = sign_in("claire")
    assert parent.get(answer_page(world, name, pupil)).status_code == 404
    answer = send(parent, world, name=name, pupil=pupil)
    assert answer.status_code == 409
    assert "Consigne" not in answer.text.replace("Cette consigne", "")
    assert answers() == []


def test_it_hides_other_school(sign_in, world, answers):
    """The same ids under the other school's address."""
    claire = sign_in("claire")
    send(claire, world)
    removal = address_in(claire.get(answer_page(world)).text, "suppression")
    for visitor in (claire, sign_in("rita"), sign_in("loin")):
        for address in (answer_page(world), grid_page(world), removal):
            assert visitor.send(address.replace(BOURG, VOISINE), text="x").status_code in (404, 405)
    assert sign_in("loin").get(grid_page(world)).status_code == 404
    assert sign_in("noir").get(grid_page(world)).status_code == 404
    assert len(answers()) == 1


def test_it_needs_a_token_and_a_session(client, sign_in, world, answers):
    assert sign_in("claire").post(answer_page(world), data={"text": "x"}).status_code == 400
    assert send(client, world).location.startswith("/entrer")
    assert answers() == []


def test_a_session_that_ended_keeps_the_text(client, sign_in, world, answers):
    """The form posts to a page of its own: that is how its text finds its way back."""
    with client.session_transaction() as cookies:
        cookies["_user_id"] = "an ended device"
    send(client, world, "Mon long texte")
    client.send("/entrer", code=world.cards["claire"].code, device="personal")
    assert "Mon long texte</textarea>" in client.get(answer_page(world)).text


def test_a_child_who_left_keeps_its_answers_at_school(sign_in, world, context):
    send(sign_in("claire"), world)
    change(Pupil, world.pupils["lina"], left_on=world.day, classroom_id=None)
    assert "page 12" in opened(sign_in("petit"), world).text


def test_a_family_that_answers_a_lot_stays_light(sign_in, world):
    """Twenty tries of each, their photos one try at a time; the teacher has them all."""
    for name in ("claire", "paul"):
        visitor = sign_in(name)
        for number in range(TRIES_MAX):
            send(visitor, world, f"{name} {number}", files=[picture("a.png"), picture("b.png")])
    page = visitor.get(answer_page(world)).text
    assert page.count('<li class="file-row">') == 3 * 2
    older = visitor.get(f"{answer_page(world)}?essai=1").text
    assert older.count('<li class="file-row">') == 4 * 2
    teacher = sign_in("petit")
    assert f"40{NB}essais" in tile(teacher.get(grid_page(world)).text, "BERNARD Lina")
    assert opened(teacher, world).text.count("Essai ") == 2 * TRIES_MAX
    for odd in ("0", "-3", "abc", "99999999999999999999"):
        assert visitor.get(f"{answer_page(world)}?essai={odd}").status_code == 200
        assert teacher.get(f"{grid_page(world)}?voir={odd}").status_code == 200


def test_it_leaves_with_an_import_that_is_taken_back(world, context, sign_in, answers):
    """A child created by an import, who has answered: undoing it takes the words along."""
    from ecole.roster.undo import take_back
    from ecole.storage.database import writing
    from ecole.storage.school_scope import in_school

    send(sign_in("nadia"), world, pupil="sami")
    with in_school(world.schools["bourg"]), writing():
        take_back({"created": {"pupil": [world.pupils["sami"]]}, "changed": {}})
    assert answers() == []
