"""Family cards: who gets one, the PDF, the job that draws them, the reprint that kills."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import select

from ecole.accounts.cards import card_of_token
from ecole.accounts.codes import read_code
from ecole.models import AuditEvent, Card, Guardian, Pupil
from ecole.roster.card_printing import ALL, MISSING, UNUSED, choose_guardians, print_cards
from ecole.roster.card_sheets import CardText, draw_sheets, plain
from ecole.storage import jobs
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.access import IdConverter
from tests.conftest import Visitor
from tests.world import BOURG, World, change

SignIn = Callable[[str], Visitor]
ADDRESS = "https://ecole.example.org"


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def cards_in(pdf: bytes) -> list[str]:
    """What the squares of a PDF say, page after page."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=3).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(image)]
    return found


@pytest.fixture
def printed(world: World, context: None) -> bytes:
    with in_school(world.schools["bourg"]):
        return print_cards(choose_guardians(ALL), ADDRESS, by=None)


def test_it_works(printed: bytes, world: World) -> None:
    document = pypdfium2.PdfDocument(printed)
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    assert sizes == {(595, 842)}
    assert len(document) == 2  # the list, then three cards on one page
    squares = cards_in(printed)
    assert len(squares) == 3
    for square in squares:
        address, token = square.split("/c#")
        assert address == ADDRESS
        assert len(token) == 26
        assert card_of_token(token) is not None


def test_the_typed_code_is_the_one_printed(printed: bytes, world: World) -> None:
    from ecole.accounts.sign_in import account_by_code

    text = pages_of(printed)[1]
    lines = [line.strip() for line in text.splitlines()]
    codes = []
    for first, second in pairwise(lines):
        try:
            codes.append(read_code(first + second))
        except ValueError:
            continue
    assert len(codes) == 3
    for code in codes:
        assert account_by_code(code, "10.0.0.1").id in world.people.values()


def test_a_card_shows_no_surname(printed: bytes) -> None:
    listed, card = pages_of(printed)
    for surname in ("BERNARD", "KACI", "DUPUIS", "AMRANI"):
        assert surname in listed
        assert surname not in card
    assert "Lina (Classe de CP)" in card
    assert "Carte de Claire" in card
    assert "Carte de Paul" in card


def test_two_guardians_have_two_cards(world: World, context: None) -> None:
    with in_school(world.schools["bourg"]):
        names = [family.guardian_first_name for family in choose_guardians(ALL)]
    assert names == ["Paul", "Claire", "Nadia"]


def test_a_family_is_placed_with_its_youngest(world: World, context: None) -> None:
    with in_school(world.schools["bourg"]):
        claire = next(f for f in choose_guardians(ALL) if f.guardian_first_name == "Claire")
        assert claire.classroom == "Classe de CP"
        assert claire.children == ("Lina (Classe de CP)", "Hugo (Classe de CM2)")
        assert choose_guardians(ALL, world.classrooms["cm2"]) == []


def test_families_without_class_come_last(world: World, context: None) -> None:
    for child in ("lina", "hugo"):
        change(Pupil, world.pupils[child], classroom_id=None)
    with in_school(world.schools["bourg"]):
        families = choose_guardians(ALL)
    assert [family.place for family in families] == ["Classe de CP", "Sans classe", "Sans classe"]
    assert families[-1].children[0].endswith(" (Sans classe)")


def test_it_prints_what_is_missing_or_unused(world: World, context: None) -> None:
    with in_school(world.schools["bourg"]):
        assert choose_guardians(MISSING) == []
        assert len(choose_guardians(UNUSED)) == 3
        card = db.session.scalars(select(Card).limit(1)).one()
        change(Card, card.id, used_at=utc_now())
        assert len(choose_guardians(UNUSED)) == 2
        assert len(choose_guardians(ALL)) == 3


def test_printing_again_kills_the_first_cards(printed: bytes, world: World) -> None:
    token = cards_in(printed)[0].split("#")[1]
    with in_school(world.schools["bourg"]):
        print_cards(choose_guardians(ALL), ADDRESS, by=None)
    assert card_of_token(token) is None


def test_names_the_pdf_cannot_write_keep_their_letters() -> None:
    assert plain("Łucja Ștefan Özgür Cœur Đorđe") == "Lucja Stefan Özgür Cœur Dorde"


def test_a_long_family_fits() -> None:
    children = ", ".join(f"Marie-Antoinette-Élisabeth {n} (CE1-CE2 Mme DUPONT-DURAND)"
                         for n in range(5))
    card = CardText(children, "Jean-Christophe-Emmanuel", "CP", "MABFIPLONNETVORGOP", "0" * 26,
                    "X" * 90, "Y" * 90)
    pdf = draw_sheets("École " * 20, "https://une-adresse-vraiment-tres-longue.example.org",
                      [card] * 9)
    assert len(pypdfium2.PdfDocument(pdf)) == 1 + 3
    assert len(cards_in(pdf)) == 9


def test_the_head_prints_from_the_page(app: Flask, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    answer = head.send(f"/e/{BOURG}/cartes", renew="all", classroom="", submission="k1")
    waiting = head.get(answer.location)
    assert "Préparation des cartes" in waiting.text
    assert waiting.headers["Refresh"] == "2"
    assert head.get(answer.location + "/cartes.pdf").status_code == 404
    with app.app_context():
        assert jobs.do_next()
        assert not jobs.do_next()
    assert "Vos cartes sont prêtes" in head.get(answer.location).text
    pdf = head.get(answer.location + "/cartes.pdf")
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    assert len(cards_in(pdf.data)) == 3


def test_a_pdf_of_codes_is_erased_after_an_hour(app: Flask, sign_in: SignIn,
                                                world: World) -> None:
    from datetime import timedelta

    from ecole.storage.job import Job

    head = sign_in("rossi")
    answer = head.send(f"/e/{BOURG}/cartes", renew="all", classroom="", submission="k2")
    with app.app_context():
        jobs.do_next()
        with in_school(world.schools["bourg"]):
            job_id = db.session.scalars(select(Job.id)).one()
    with app.app_context():
        change(Job, job_id, finished_at=utc_now() - timedelta(hours=2))
    assert head.get(answer.location + "/cartes.pdf").status_code == 404
    assert "Ce PDF est effacé" in head.get(answer.location).text


def test_a_killed_job_prints_for_the_same_families(app: Flask, world: World) -> None:
    """Codes drawn before the kill are lost with it: the same families get new ones."""
    from ecole.roster.card_jobs import ask_for_cards, print_asked_cards, read_pdf
    from ecole.storage.job import Job

    with app.app_context(), in_school(world.schools["bourg"]):
        job = ask_for_cards(world.people["rossi"], choose_guardians(ALL))
        print_cards(choose_guardians(ALL), ADDRESS, by=None)  # what the killed run had done
        print_asked_cards(db.session.get(Job, job.id))
        change(Job, job.id, finished_at=utc_now())
        pdf = read_pdf(db.session.get(Job, job.id))
        assert pdf is not None
        assert len(cards_in(pdf)) == 3


def test_a_lost_card_is_replaced_and_dies_at_once(app: Flask, sign_in: SignIn,
                                                  world: World) -> None:
    head, claire = sign_in("rossi"), sign_in("claire")
    address = IdConverter(app.url_map).to_url(world.guardians["claire"])
    head.send(f"/e/{BOURG}/cartes/responsables/{address}/nouvelle", submission="k3")
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    answer = visitor.send("/entrer", code=world.cards["claire"].code, device="personal")
    assert "n’est pas connu" in answer.text
    assert visitor.send("/c", token=world.cards["claire"].token).status_code == 404
    assert claire.get("/aujourdhui").status_code == 200


def test_a_lost_phone_is_signed_out(app: Flask, sign_in: SignIn, world: World) -> None:
    head, claire, paul = sign_in("rossi"), sign_in("claire"), sign_in("paul")
    address = IdConverter(app.url_map).to_url(world.guardians["claire"])
    head.send(f"/e/{BOURG}/cartes/responsables/{address}/nouvelle", submission="k4", devices="1")
    assert claire.get("/aujourdhui").status_code == 302
    assert paul.get("/aujourdhui").status_code == 200
    with app.app_context():
        acts = set(db.session.scalars(select(AuditEvent.act)))
    assert {"card voided", "devices ended"} <= acts


def test_a_stolen_card_that_was_joined_is_taken_back(app: Flask, sign_in: SignIn,
                                                     world: World) -> None:
    head, thief = sign_in("rossi"), sign_in("rita")
    thief.send("/autre-carte", code=world.cards["nadia"].code)
    assert "Sami" in thief.get("/aujourdhui").text
    address = IdConverter(app.url_map).to_url(world.guardians["nadia"])
    head.send(f"/e/{BOURG}/cartes/responsables/{address}/nouvelle", submission="k5")
    assert "Sami" not in thief.get("/aujourdhui").text
    assert "Inês" in thief.get("/aujourdhui").text
    with app.app_context(), in_school(world.schools["bourg"]):
        guardian = db.session.get(Guardian, world.guardians["nadia"])
        assert guardian is not None
        assert guardian.account_id != world.people["rita"]


def test_only_hashes_are_kept(printed: bytes, world: World) -> None:
    token = cards_in(printed)[0].split("#")[1]
    with in_school(world.schools["bourg"]):
        rows = db.session.scalars(select(Card)).all()
        kept = " ".join(f"{row.selector} {row.code_hash} {row.qr_hash}" for row in rows)
        assert token not in kept
        assert all("$m=19456,t=2,p=1$" in row.code_hash for row in rows)
        assert db.session.scalar(select(Guardian.id).limit(1)) is not None


def test_it_makes_a_whole_pdf_in_memory() -> None:
    assert io.BytesIO(draw_sheets("École", ADDRESS, [])).read(5) == b"%PDF-"
