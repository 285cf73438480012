"""What is typed in a form is kept as one types, found again elsewhere, and gone once it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import select, update

from ecole.models import Instruction
from ecole.models.form_draft import FormDraft
from ecole.operations.nightly import tidy
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.web.drafts import OF_AN_ACCOUNT_MAX
from ecole.web.parked import TEXT_MAX
from tests.accounts.doors import database
from tests.conftest import Visitor
from tests.guards.test_pupil_space import in_space
from tests.world import BOURG, World, change

SignIn = Callable[[str], Visitor]
FORM = {"title": "La dictée", "body": "Lire <trois> fois\r\nle texte.", "day_on": "2026-11-23",
        "submission": "key-of-form"}
BANNER = "Texte repris de votre brouillon"


@pytest.fixture
def form_page(app: Flask, world: World) -> str:
    return address(app, "instructions.new", classroom_id=world.classrooms["cp"])


def address(app: Flask, endpoint: str, **values: int) -> str:
    with app.test_request_context():
        return url_for(endpoint, uai=BOURG, **values)


def keep(visitor: Visitor, page: str, **fields: str) -> str:
    answer = visitor.send(f"/brouillons?page={page}", **{**FORM, **fields})
    assert answer.status_code == 200
    return answer.text


def kept(app: Flask) -> list[FormDraft]:
    with database(app) as rows:
        return list(rows.scalars(select(FormDraft).order_by(FormDraft.updated_at)))


def grow_old(app: Flask, **age: int) -> None:
    with database(app) as rows, writing():
        rows.execute(update(FormDraft).values(updated_at=utc_now() - timedelta(**age)))


def test_it_works(app: Flask, sign_in: SignIn, form_page: str) -> None:
    """Typed on one device, found on another, sent, gone."""
    assert keep(sign_in("petit"), form_page).startswith("Enregistré à\u00a0")
    other = sign_in("petit")
    page = other.get(form_page).text
    assert BANNER in page
    assert "La dictée" in page
    assert "Lire &lt;trois&gt; fois" in page
    assert other.send(form_page, **FORM, action="publish").status_code == 303
    assert kept(app) == []
    page = other.get(form_page).text
    assert BANNER not in page
    assert "Lire &lt;trois&gt; fois" not in page


def test_what_is_typed_last_is_kept(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    keep(petit, form_page)
    keep(petit, form_page, title="Le calcul")
    (row,) = kept(app)
    assert row.fields["title"] == ["Le calcul"]


def test_secrets_are_never_kept(app: Flask, sign_in: SignIn, form_page: str) -> None:
    keep(sign_in("petit"), form_page, password="p", again="p", code="c", token="t")
    (row,) = kept(app)
    assert set(row.fields) == {"title", "body", "day_on"}


def test_it_is_thrown_away(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    keep(petit, form_page)
    answer = petit.send(f"/brouillons/suppression?page={form_page}")
    assert (answer.status_code, answer.location) == (303, form_page)
    assert kept(app) == []


def test_nothing_typed_is_no_draft(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    keep(petit, form_page)
    assert keep(petit, form_page, title=" ", body="", day_on="") == ""
    assert kept(app) == []


def test_a_refused_form_keeps_its_draft(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    keep(petit, form_page)
    assert petit.send(form_page, **{**FORM, "title": ""}).status_code == 200
    assert len(kept(app)) == 1


def test_a_refusal_that_writes_keeps_it_too(app: Flask, sign_in: SignIn, world: World) -> None:
    """Too late for this work: the page of the refusal notes what was seen, and the draft stays."""
    page = address(app, "hand_ins.create", instruction_id=world.instructions["lecture"],
                   pupil_id=world.pupils["lina"])
    claire = sign_in("claire")
    keep(claire, page, text="Un mot.")
    with app.app_context():
        change(Instruction, world.instructions["lecture"], deleted_at=utc_now())
    assert claire.send(page, text="Un mot.").status_code == 409
    assert len(kept(app)) == 1


def test_a_form_shown_on_another_page_finds_its_draft(app: Flask, sign_in: SignIn,
                                                      world: World) -> None:
    page = address(app, "hand_ins.create", instruction_id=world.instructions["lecture"],
                   pupil_id=world.pupils["lina"])
    claire = sign_in("claire")
    keep(claire, page, text="Un mot de maman")
    shown = claire.get(address(app, "instructions.show",
                               instruction_id=world.instructions["lecture"])).text
    assert "Un mot de maman" in shown
    assert BANNER in shown
    assert claire.send(page, text="Un mot de maman").status_code == 303
    assert kept(app) == []


def test_a_draft_that_comes_after_its_form_is_left(app: Flask, sign_in: SignIn,
                                                   form_page: str) -> None:
    petit = sign_in("petit")
    petit.send(form_page, **FORM, action="publish")
    assert keep(petit, form_page) == ""
    assert kept(app) == []
    assert keep(petit, form_page, submission="another") != ""


def test_nobody_else_finds_it(app: Flask, sign_in: SignIn, form_page: str) -> None:
    """The head may open the page too."""
    keep(sign_in("petit"), form_page)
    rossi = sign_in("rossi")
    assert "La dictée" not in rossi.get(form_page).text
    rossi.send(form_page, **FORM, action="publish")
    rossi.send(f"/brouillons/suppression?page={form_page}")
    assert len(kept(app)) == 1


def test_a_child_does_not_find_the_adults(app: Flask, sign_in: SignIn, world: World) -> None:
    page = address(app, "hand_ins.create", instruction_id=world.instructions["lecture"],
                   pupil_id=world.pupils["lina"])
    claire = sign_in("claire")
    keep(claire, page, text="Un mot de maman")
    lina = in_space(sign_in("claire"), world, "lina")
    assert "Un mot de maman" not in lina.get(page).text
    keep(lina, page, text="Le texte de Lina")
    assert [row.pupil_id for row in kept(app)] == [0, world.pupils["lina"]]


def test_it_brings_the_version_it_was_written_over(app: Flask, sign_in: SignIn,
                                                   world: World) -> None:
    """Somebody else's change meanwhile is shown beside it: nothing is lost."""
    page = address(app, "instructions.edit", instruction_id=world.instructions["lecture"])
    petit, rossi = sign_in("petit"), sign_in("rossi")
    keep(petit, page, title="Mon titre", revision="1")
    rossi.send(page, title="Le titre de Mme Rossi", day_on=world.day.isoformat(), revision="1")
    shown = petit.get(page).text
    assert "Mon titre" in shown
    answer = petit.send(page, title="Mon titre", day_on=world.day.isoformat(), revision="1")
    assert "Le titre de Mme Rossi" in answer.text
    assert len(kept(app)) == 1


def test_one_older_than_what_it_is_about_is_left(app: Flask, sign_in: SignIn,
                                                 form_page: str) -> None:
    from ecole.classroom.forms import InstructionForm

    petit = sign_in("petit")
    keep(petit, form_page)

    def look(since: timedelta) -> str | None:
        form = InstructionForm.opened(draft_of=form_page, since=utc_now() + since)
        title: str | None = form.title.data
        return title

    app.view_functions["help.index"], former = (
        lambda: f"{look(timedelta(hours=-1))} {look(timedelta(hours=1))}",
        app.view_functions["help.index"])
    app.view_functions["help.index"].open_to = former.open_to  # type: ignore[attr-defined]
    try:
        assert petit.get("/aide").text == "La dictée None"
    finally:
        app.view_functions["help.index"] = former


@pytest.mark.parametrize("page", ["", "https://exemple.org/", "//exemple.org/", "/rien-ici",
                                  "/" + "x" * 500])
def test_only_pages_of_ours_have_drafts(app: Flask, sign_in: SignIn, page: str) -> None:
    petit = sign_in("petit")
    assert keep(petit, page) == ""
    assert kept(app) == []
    assert petit.send(f"/brouillons/suppression?page={page}").location == "/"


def test_a_text_too_long_is_said(app: Flask, sign_in: SignIn, form_page: str) -> None:
    assert "trop long" in keep(sign_in("petit"), form_page, body="x" * TEXT_MAX)
    assert kept(app) == []


def test_the_oldest_are_forgotten(app: Flask, sign_in: SignIn, world: World) -> None:
    petit = sign_in("petit")
    for number in range(OF_AN_ACCOUNT_MAX + 2):
        keep(petit, f"/jour/2026-11-{number:02d}", title=f"Texte {number}", submission="")
    titles = [row.fields["title"] for row in kept(app)]
    assert len(titles) == OF_AN_ACCOUNT_MAX
    assert titles[0] == ["Texte 2"]


def test_it_waits_thirty_days(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    keep(petit, form_page)
    grow_old(app, days=29, hours=23)
    assert "La dictée" in petit.get(form_page).text
    grow_old(app, days=30)
    assert "La dictée" not in petit.get(form_page).text
    with app.app_context():
        tidy(app)
    assert kept(app) == []


def test_another_site_keeps_nothing(app: Flask, sign_in: SignIn, form_page: str) -> None:
    petit = sign_in("petit")
    assert petit.post(f"/brouillons?page={form_page}", data=FORM).status_code == 400
    answer = petit.post(f"/brouillons?page={form_page}", data={"csrf_token": petit.token(), **FORM},
                        headers={"Origin": "https://exemple.org"})
    assert answer.status_code == 403
    assert kept(app) == []


def test_an_ended_session_says_nothing_more(app: Flask, sign_in: SignIn, form_page: str) -> None:
    """The form itself is kept when it is sent; a draft that was refused tells nobody."""
    from tests.web.test_parked_forms import end_sessions

    petit = sign_in("petit")
    petit.get(form_page)
    end_sessions(app)
    answer = petit.post(f"/brouillons?page={form_page}", headers={"Sec-Fetch-Dest": "empty"},
                        data={"csrf_token": petit.token(), **FORM})
    assert answer.status_code == 303
    assert kept(app) == []
