"""Boxes: written by their owners and nobody else, arranged and restored by the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ecole.models import Attachment, Box, BoxOwner, BoxVersion, Profile, Pupil, Rendition
from ecole.models.box import BOX_TEXT_MAX
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import hidden, key, picture, programme
from tests.classroom.documents.conftest import Make, address, give_screen
from tests.conftest import Visitor
from tests.page_checks import ELEMENTS_MAX
from tests.world import BOURG, World, change

SignIn = Callable[[str], Visitor]


@pytest.fixture(autouse=True)
def inside(context: None, world: World) -> Iterator[None]:
    with in_school(world.schools["bourg"]):
        yield


def box_of(world: World, pupil: str) -> Box:
    db.session.rollback()
    return (db.session.query(Box).join(BoxOwner, BoxOwner.box_id == Box.id)
            .filter(BoxOwner.pupil_id == world.pupils[pupil]).one())


def at(box: Box, rest: str = "") -> str:
    return f"/e/{BOURG}/cases/{key(box.id)}{rest}"


def put(visitor: Visitor, box: Box, text: str, **more: object) -> object:
    revision = hidden(visitor.get(at(box, "/texte")), "revision")
    return visitor.send(at(box, "/texte"), text=text, **{"revision": revision, **more})


def test_it_works(make: Make, sign_in: SignIn, world: World) -> None:
    """Words and a photo; the others read them and do not touch them."""
    document_id = make("boxes")
    claire, lina = sign_in("claire"), box_of(world, "lina")
    put(claire, lina, "La mer était froide.\r\n<b>😀</b>", files=[picture("mer.png")])
    page = sign_in("nadia").get(address(document_id)).text
    assert "La mer était froide.\n&lt;b&gt;😀&lt;/b&gt;" in page
    assert "Image" in page
    nadia = sign_in("nadia")
    whole = nadia.get(at(lina))
    assert "mer.png" in whole.text
    assert "Écrire dans cette case" not in whole.text
    assert nadia.get(at(lina, "/texte")).status_code == 404
    assert nadia.send(at(lina, "/texte"), text="Non").status_code == 404
    put(sign_in("petit"), box_of(world, "lina"), "La mer était fraîche.")
    assert box_of(world, "lina").text == "La mer était fraîche."


def test_a_child_writes_in_its_own_box(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    visitor, lina = give_screen(sign_in("claire"), world, "lina"), box_of(world, "lina")
    assert visitor.get(at(box_of(world, "sami"), "/texte")).status_code == 404
    put(visitor, lina, "J’ai vu un crabe")
    page = visitor.get(at(lina)).text
    assert "J’ai vu un crabe" in page
    assert "Je suis un adulte" in page
    db.session.rollback()
    (version,) = db.session.query(BoxVersion)
    assert version.pupil_id == world.pupils["lina"]


def test_pupils_may_be_readers_only(make: Make, sign_in: SignIn, world: World) -> None:
    document_id = make("boxes", pupils_may_write=False)
    visitor, lina = give_screen(sign_in("claire"), world, "lina"), box_of(world, "lina")
    assert visitor.get(at(lina, "/texte")).status_code == 404
    assert "Ma case" not in visitor.get(address(document_id)).text
    assert sign_in("claire").get(at(lina, "/texte")).status_code == 200


def test_both_parents_write_in_it(make: Make, sign_in: SignIn, world: World) -> None:
    """The second to save sees the first one's text beside their own."""
    make("boxes")
    claire, paul, lina = sign_in("claire"), sign_in("paul"), box_of(world, "lina")
    revision = hidden(paul.get(at(lina, "/texte")), "revision")
    put(claire, lina, "Le texte de Claire")
    answer = paul.send(at(lina, "/texte"), text="Le texte de Paul", revision=revision)
    assert answer.status_code == 409
    assert "Le texte de Claire" in answer.text
    assert "Le texte de Paul" in answer.text
    paul.send(at(lina, "/texte"), text="Les deux", revision=hidden(answer, "revision"))
    assert box_of(world, "lina").text == "Les deux"
    assert {row.text for row in db.session.query(BoxVersion)} == {"Le texte de Claire", "Les deux"}


def test_a_text_too_long_comes_back(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    claire, lina = sign_in("claire"), box_of(world, "lina")
    long = "é" * (BOX_TEXT_MAX + 1)
    answer = put(claire, lina, long, files=[picture("mer.png")])
    assert "5000 signes au plus" in answer.text
    assert long in answer.text
    assert "mer.png" in answer.text
    claire.send(at(lina, "/texte"), text="court", revision=hidden(answer, "revision"),
                kept=hidden(answer, "kept"))
    db.session.rollback()
    assert [row.name for row in db.session.query(Attachment)] == ["mer.png"]


def test_it_refuses_a_programme(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    answer = put(sign_in("claire"), box_of(world, "lina"), "Mon texte", files=[programme()])
    assert "jeu.pdf" in answer.text
    assert "Mon texte" in answer.text
    assert box_of(world, "lina").text == ""


def test_a_file_can_be_taken_off(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    claire = sign_in("claire")
    put(claire, box_of(world, "lina"), "", files=[picture("mer.png"), picture("b.png", "blue")])
    first, _ = box_of(world, "lina").attachments
    put(claire, box_of(world, "lina"), "", removed=str(first.id))
    assert [row.name for row in box_of(world, "lina").attachments] == ["b.png"]


def test_a_box_closed_meanwhile_keeps_the_text(make: Make, sign_in: SignIn, world: World) -> None:
    document_id = make("boxes")
    claire, lina = sign_in("claire"), box_of(world, "lina")
    revision = hidden(claire.get(at(lina, "/texte")), "revision")
    sign_in("petit").send(address(document_id, "/fermeture"))
    answer = claire.send(at(lina, "/texte"), text="Trop tard", revision=revision)
    assert "fermé" in answer.text
    assert "Trop tard" in answer.text
    assert box_of(world, "lina").text == ""


def test_the_teacher_orders_and_hides(make: Make, sign_in: SignIn, world: World) -> None:
    document_id, petit = make("boxes"), sign_in("petit")
    order = address(document_id, "/cases")
    lina, sami = box_of(world, "lina"), box_of(world, "sami")
    assert petit.get(order).text.index("Lina") < petit.get(order).text.index("Sami")
    petit.send(order, up=str(sami.id))
    assert petit.get(order).text.index("Sami") < petit.get(order).text.index("Lina")
    petit.send(order, down=str(box_of(world, "lina").id))  # already the last
    petit.send(order, hide=str(lina.id))
    assert "Lina" not in sign_in("nadia").get(address(document_id)).text
    assert sign_in("nadia").get(at(lina)).status_code == 404
    assert "Cachée" in sign_in("claire").get(address(document_id)).text
    petit.send(order, show=str(lina.id))
    assert "Lina" in sign_in("nadia").get(address(document_id)).text
    petit.send(order, add="1")
    assert "Case 3" in petit.get(order).text
    assert petit.send(order, up="12").status_code == 404


def test_a_box_changes_hands(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    lina = box_of(world, "lina")
    page = sign_in("petit").get(at(lina, "/enfants"))
    assert "checked" in page.text
    sign_in("petit").send(at(lina, "/enfants"), label="Les deux",
                          owners=[str(world.pupils["lina"]), str(world.pupils["sami"])])
    assert sign_in("nadia").get(at(lina, "/texte")).status_code == 200
    assert sign_in("claire").get(at(lina, "/texte")).status_code == 200
    sign_in("petit").send(at(lina, "/enfants"), label="", owners=[str(world.pupils["sami"])])
    assert sign_in("claire").get(at(lina, "/texte")).status_code == 404
    # a pupil of another class cannot own it
    sign_in("petit").send(at(lina, "/enfants"), owners=[str(world.pupils["hugo"])])
    assert db.session.query(BoxOwner).filter_by(pupil_id=world.pupils["hugo"]).count() == 0


def test_an_earlier_text_comes_back(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    claire, petit = sign_in("claire"), sign_in("petit")
    put(claire, box_of(world, "lina"), "Le premier")
    put(claire, box_of(world, "lina"), "Le second")
    lina = box_of(world, "lina")
    page = petit.get(at(lina, "/versions")).text
    assert "Mme DUPUIS Claire" in page
    assert page.index("Le second") < page.index("Le premier")
    petit.send(at(lina, "/versions"), revision=2)
    assert box_of(world, "lina").text == "Le premier"
    assert claire.get(at(lina, "/versions")).status_code == 404


@pytest.mark.parametrize("name", ["rita", "noir", "loin", "mairie"])
def test_it_hides_from_others(make: Make, sign_in: SignIn, world: World, name: str) -> None:
    make("boxes")
    lina, stranger = box_of(world, "lina"), sign_in(name)
    for rest in ("", "/texte", "/enfants", "/versions"):
        assert stranger.get(at(lina, rest)).status_code == 404


def test_a_hidden_boxs_photo_is_hidden_too(make: Make, sign_in: SignIn, world: World) -> None:
    make("boxes")
    put(sign_in("claire"), box_of(world, "lina"), "", files=[picture("mer.png")])
    (photo,) = box_of(world, "lina").attachments
    address_of_it = f"/e/{BOURG}/fichiers/{key(photo.id)}/mer.png"
    assert sign_in("nadia").get(address_of_it).status_code == 200
    sign_in("petit").send(address(box_of(world, "lina").document_id, "/cases"),
                          hide=str(box_of(world, "lina").id))
    assert sign_in("nadia").get(address_of_it).status_code == 404
    assert sign_in("claire").get(address_of_it).status_code == 200


def test_a_class_of_thirty_is_a_light_page(make: Make, sign_in: SignIn, world: World,
                                           queries: list[str]) -> None:
    """Extracts and small pictures; as many statements for thirty boxes as for two."""
    with writing() as rows:
        for number in range(28):
            rows.add(Pupil(last_name="NOM", first_name=f"Prénom{number:02}",
                           classroom_id=world.classrooms["cp"]))
    document_id, petit = make("boxes"), sign_in("petit")
    with writing() as rows:
        for box in rows.query(Box):
            box.text = "Nous sommes allés à la mer, et elle était très froide. " * 90
            rows.add(Attachment(id=new_id(), box_id=box.id, blob_key="0" * 64, name="mer.jpg",
                                kind="image", mime="image/jpeg", size=1000))
        rows.add(Rendition(source_key="0" * 64, profile=Profile.SMALL, blob_key="1" * 64))
    for name in ("petit", "claire"):
        visitor = petit if name == "petit" else sign_in(name)
        visitor.get(address(document_id))
        queries.clear()
        page = visitor.get(address(document_id))  # page_checks: at most ELEMENTS_MAX elements
        assert page.text.count("box__picture") == 30
        assert len(page.data) < 60_000
        assert len(queries) <= 10
    assert petit.get(address(document_id, "/cases")).status_code == 200
    assert petit.get(address(document_id, "/impression")).text.count("newspaper__box") == 30
    assert ELEMENTS_MAX == 350


def test_what_left_the_class_keeps_its_name(make: Make, sign_in: SignIn, world: World) -> None:
    document_id = make("boxes")
    lina = box_of(world, "lina")
    change(Pupil, world.pupils["lina"], classroom_id=world.classrooms["cm2"])
    assert sign_in("claire").get(at(lina, "/texte")).status_code == 404
    assert "Lina" in sign_in("petit").get(address(document_id)).text
    assert "Lina" in sign_in("petit").get(at(lina, "/enfants")).text


def test_a_box_taken_back_meanwhile_keeps_the_text(make: Make, sign_in: SignIn,
                                                   world: World) -> None:
    document_id, claire = make("boxes"), sign_in("claire")
    lina = box_of(world, "lina")
    revision = hidden(claire.get(at(lina, "/texte")), "revision")
    sign_in("petit").send(address(document_id, "/brouillon"))
    answer = claire.send(at(lina, "/texte"), text="Trop tard", revision=revision)
    assert answer.status_code == 409
    assert "Trop tard" in answer.text
    assert box_of(world, "lina").text == ""
    assert claire.get(at(lina, "/texte")).status_code == 404
    nadia = sign_in("nadia").send(at(lina, "/texte"), text="Non", revision=revision)
    assert nadia.status_code == 404
