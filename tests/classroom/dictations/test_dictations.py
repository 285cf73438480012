"""A dictation: recorded phrase by phrase, heard by its families, its text kept for later."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ecole.models import Attachment, Classroom, Correction, Dictation, Instruction
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import errors_in, hidden, instruction_page, key, picture
from tests.world import BOURG, World, change

TEXT = "Le petit chat dort sur le tapis.\nLa souris passe."
SignIn = Callable[[str], Any]
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def phrases(context: None, world: World) -> Callable[[], list[tuple[str, int]]]:
    """(name, id) of each phrase of the dictation, in their order."""

    def read() -> list[tuple[str, int]]:
        with all_schools("tests"):
            row = db.session.query(Dictation).one()
            found = [(file.name, file.id) for file in row.attachments]
            assert [file.position for file in row.attachments] == list(range(len(found)))
        db.session.rollback()
        db.session.expunge_all()
        return found

    return read


@pytest.fixture
def voice(media: Path) -> Callable[[str], tuple[io.BytesIO, str]]:
    content = (media / "la-dictee.m4a").read_bytes()
    return lambda name: (io.BytesIO(content), f"{name}.m4a")


@pytest.fixture
def record(sign_in: SignIn, world: World, voice: Callable[..., Any]) -> Callable[..., Any]:
    """Send the page as its teacher would, with phrases by name."""

    def send(*names: str, text: str = TEXT, **more: Any) -> Any:
        return sign_in("petit").send(
            page_of(world), text=text, files=[voice(name) for name in names],
            **{"action": "phrase" if names else "texte", **more})

    return send


def page_of(world: World) -> str:
    return instruction_page(world, "lecture", "/dictee")


def correct(world: World, days: int) -> None:
    """A correction of « lecture », open since so many days, or in so many when below zero."""
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Correction(instruction_id=world.instructions["lecture"],
                            opens_at=utc_now() - timedelta(days=days, minutes=1)))


def names(found: list[tuple[str, int]]) -> list[str]:
    return [name.removesuffix(".m4a") for name, _ in found]


def test_it_keeps_each_phrase_as_it_is_recorded(record, phrases, sign_in, world):
    for name in ("une", "deux"):
        assert record(name).location == page_of(world)
    assert names(phrases()) == ["une", "deux"]
    page = sign_in("petit").get(page_of(world))
    assert "2\u00a0phrases enregistrées" in page.text
    assert "Le petit chat dort" in page.text
    assert page.text.count("<audio") == 3  # and the one that plays again what was just recorded


def test_it_puts_them_in_order(record, phrases):
    record("une", "deux", "trois")
    record(action=f"avant-{phrases()[2][1]}")
    assert names(phrases()) == ["une", "trois", "deux"]
    record(action=f"avant-{phrases()[0][1]}")
    assert names(phrases()) == ["une", "trois", "deux"]
    record(action=f"enlever-{phrases()[1][1]}")
    assert names(phrases()) == ["une", "deux"]
    record("mieux", instead=str(phrases()[0][1]))
    assert names(phrases()) == ["mieux", "deux"]


def test_every_button_keeps_the_text(record, phrases, stored, context):
    record("une")
    record(action=f"enlever-{phrases()[0][1]}", text="Un autre texte.")
    with all_schools("tests"):
        row = db.session.query(Dictation).one()
        assert (row.text, row.attachments) == ("Un autre texte.", [])


def test_a_phrase_sent_twice_is_stored_once(record, phrases):
    record("une", submission="clef-dictee")
    record("une", submission="clef-dictee")
    assert names(phrases()) == ["une"]


def test_its_families_read_a_fresh_page(record, world, context):
    with all_schools("tests"):
        before = db.session.get(Classroom, world.classrooms["cp"]).version
    db.session.rollback()
    record("une")
    with all_schools("tests"):
        assert db.session.get(Classroom, world.classrooms["cp"]).version == before + 1


def test_it_refuses_what_is_not_a_sound(record, phrases, sign_in, world, voice):
    answer = sign_in("petit").send(page_of(world), text=TEXT, action="phrase",
                                   files=[picture("dessin.png"), voice("une")])
    assert answer.status_code == 200
    assert errors_in(answer) == ["«\u00a0dessin.png\u00a0» n’est pas un son."]
    assert "Le petit chat dort" in answer.text
    # The phrase that was right is not to be said again.
    record(kept=hidden(answer, "kept"))
    assert names(phrases()) == ["une"]


def test_it_refuses_an_empty_phrase(record):
    (said,) = errors_in(record(action="phrase"))
    assert said.startswith("Il n’y a pas de phrase à garder.")


def test_it_refuses_a_text_without_end(record, phrases):
    answer = record("une", text="très " * 1_001 + "long")
    assert "Il est gardé ci-dessous" in errors_in(answer)[0]
    assert answer.text.count("très ") >= 1_001
    record(kept=hidden(answer, "kept"), text="Court.")
    assert names(phrases()) == ["une"]


def test_another_text_written_meanwhile_is_shown_beside(record, sign_in, world, stored):
    page = sign_in("petit").get(page_of(world))
    read = hidden(page, "read")
    sign_in("rossi").send(page_of(world), text="Le texte de la directrice.", read=read)
    answer = record("une", text="Le mien.", read=read)
    assert "Quelqu’un d’autre a changé ce texte" in errors_in(answer)[0]
    assert "Le texte de la directrice." in answer.text
    assert "Le mien." in answer.text
    again = {name: hidden(answer, name) for name in ("read", "kept")}
    assert record(text="Le mien.", **again).status_code == 303
    with all_schools("tests"):
        row = db.session.query(Dictation).one()
        assert (row.text, len(row.attachments)) == ("Le mien.", 1)


def test_it_takes_scripts_and_any_alphabet_as_text(record, sign_in, world):
    record("une", text="<script>alert(1)</script> 🐈 قطة")
    page = sign_in("petit").get(page_of(world))
    assert "&lt;script&gt;alert(1)" in page.text
    assert "قطة" in page.text


def test_a_family_hears_the_phrases_of_its_class_only(record, phrases, sign_in, world):
    record("une")
    address = f"/e/{BOURG}/fichiers/{key(phrases()[0][1])}/une.m4a"
    assert [sign_in(name).get(address).status_code for name in ("claire", "nadia", "petit")] == [
        200, 200, 200]
    assert [sign_in(name).get(address).status_code for name in ("noir", "rita")] == [404, 404]
    change(Instruction, world.instructions["lecture"], published_at=None)
    assert sign_in("claire").get(address).status_code == 404


def test_it_hides_other_school(sign_in, world):
    assert sign_in("loin").get(page_of(world)).status_code == 404
    assert sign_in("noir").send(page_of(world), text="Non").status_code == 404


@pytest.mark.parametrize(("days", "is_read"), [(None, False), (-1, False), (1, True)])
def test_the_text_opens_with_the_correction(record, sign_in, world, days, is_read):
    record("une")
    if days is not None:
        correct(world, days)
    page = sign_in("claire").get(instruction_page(world, "lecture"))
    assert "Phrase 1" in page.text
    assert ("La souris passe." in page.text) == is_read


def test_a_correction_in_the_trash_closes_it_again(record, sign_in, world):
    record("une")
    correct(world, 1)
    with all_schools("tests"), writing() as rows:
        rows.query(Correction).one().deleted_at = utc_now()
    page = sign_in("claire").get(instruction_page(world, "lecture"))
    assert "La souris passe." not in page.text


def test_the_child_hears_it(record, sign_in, world):
    record("une", "deux")
    claire = sign_in("claire")
    claire.send(f"/enfant/{key(world.pupils['lina'])}")
    page = claire.get(f"/enfant/consigne/{key(world.instructions['lecture'])}")
    sounds = re.findall(r'<audio[^>]*src="([^"]+)"', page.text)
    assert len(sounds) == 2
    assert "La souris passe." not in page.text
    assert [claire.get(address).status_code for address in sounds] == [200, 200]


def test_the_teacher_reads_when_it_opens(record, sign_in, world):
    record("une")
    assert "Il n’a pas encore de date" in sign_in("petit").get(page_of(world)).text
    correct(world, -1)
    page = sign_in("petit").get(page_of(world))
    assert "Les familles le verront avec le corrigé," in page.text


def test_its_statements_do_not_grow_with_the_phrases(record, sign_in, world, queries):
    counts = []
    for names in (("une",), ("deux", "trois", "quatre", "cinq")):
        record(*names)
        visitor = sign_in("claire")
        visitor.get("/aujourdhui")
        queries.clear()
        visitor.get(instruction_page(world, "lecture"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_it_goes_with_its_instruction(record, world, context):
    record("une")
    with all_schools("tests"), writing() as rows:
        rows.delete(rows.get(Instruction, world.instructions["lecture"]))
    with all_schools("tests"):
        assert db.session.query(Dictation).count() == 0
        assert db.session.query(Attachment).count() == 0
