"""The roster in the language of its head: nothing stored has a language, answers work in all."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from onde_world import pupil, pupils_file
from sqlalchemy import func, select

from ecole.models import Pupil
from ecole.roster.onde.reading import read_file
from ecole.roster.onde.rows import RosterFile
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.languages import answer_in, gettext
from tests.conftest import Visitor
from tests.world import BOURG, World

LIST = f"/e/{BOURG}/liste"
SignIn = Callable[[str], Visitor]
BROKEN_INE = pupils_file(pupil(ine="12"))


def test_it_keeps_what_was_found_and_not_its_sentence() -> None:
    (found,) = json.loads(read_file(BROKEN_INE).to_json())["findings"]
    assert (found["line"], found["values"]) == (2, {"text": "12"})
    assert "«\u00a0%(text)s\u00a0»" in found["sentence"]


def test_it_is_said_in_the_language_of_who_reads(app: Flask) -> None:
    kept = read_file(BROKEN_INE).to_json()
    with app.test_request_context():
        answer_in("en")
        file = RosterFile.from_json(kept)
        sentence = file.findings[0].sentence
        assert file.remarks[0].message == gettext(sentence, line=2, text="12")


def preview(head: Visitor, content: bytes) -> tuple[str, str]:
    """The address of a preview and its page."""
    answer = head.post(
        f"{LIST}/import",
        data={"csrf_token": head.token(), "submission": "key-1",
              "files": [(io.BytesIO(content), "eleves.csv")]},
        content_type="multipart/form-data", follow_redirects=True,
    )
    # The temporary file of werkzeug's own request builder, which it leaves to the collector.
    answer.request.environ["wsgi.input"].close()
    return answer.request.path, answer.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_takes_the_word_that_the_page_asks_for(
    app: Flask, sign_in: SignIn, world: World, language: str
) -> None:
    head = sign_in("rossi")
    head.send("/langue", language=language)
    address, page = preview(head, pupils_file(pupil("ADAM", "Zoé")))
    with app.test_request_context():
        answer_in(language)
        word = gettext("OUI")
    assert re.search(rf"\b{word}\b", page)
    head.send(address, **{"question-right_school": word.lower(), "action": "apply"})
    with app.app_context(), in_school(world.schools["bourg"]):
        assert db.session.scalar(select(func.count(Pupil.id)).where(Pupil.last_name == "ADAM")) == 1


def test_an_answer_given_in_french_is_kept_in_english(sign_in: SignIn) -> None:
    head = sign_in("rossi")
    address, page = preview(head, pupils_file(pupil(sex="F", ine=""), pupil(sex="M", ine="")))
    name, value = re.findall(r'name="(question-twins[^"]+)" value="([^"]+)"', page)[1]
    head.send(address, **{name: value, "action": "answer"})
    head.send("/langue", language="en")
    assert re.search(rf'name="{name}" value="{value}" checked', head.get(address).text)
