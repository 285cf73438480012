"""A document written together: made, listed, published, closed, deleted, printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ecole.models import BoxOwner, Document, Pupil, PupilGroup
from ecole.models.pupil_group import PupilGroupMember
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, hidden, id_at
from tests.classroom.documents.conftest import Make, address, give_screen
from tests.conftest import Visitor
from tests.world import World

SignIn = Callable[[str], Visitor]
FIELDS = {"title": "Nos sorties", "body": "Raconte **ta** sortie.", "kind": "boxes",
          "split": "pupils", "families_may_write": "y", "pupils_may_write": "y"}


def create(visitor: Visitor, world: World, **more: object) -> int:
    answer = visitor.send(f"{class_page(world)}/documents/nouveau", **{**FIELDS, **more})
    assert answer.status_code == 303, answer.text
    return id_at(answer.location)


def labels(document_id: int) -> list[str]:
    db.session.rollback()
    with all_schools("tests"):
        return [box.label for box in db.session.get_one(Document, document_id).boxes]


@pytest.mark.usefixtures("context")
def test_it_works(sign_in: SignIn, world: World) -> None:
    """A draft that its class does not see; published, it does, in the list too."""
    petit, claire = sign_in("petit"), sign_in("claire")
    document_id = create(petit, world)
    assert labels(document_id) == ["Lina", "Sami"]
    listed = f"{class_page(world)}/documents"
    assert "Nos sorties" not in claire.get(listed).text
    assert claire.get(address(document_id)).status_code == 404
    petit.send(address(document_id, "/publication"))
    assert "Nos sorties" in claire.get(listed).text
    page = claire.get(address(document_id)).text
    assert "<strong>ta</strong>" in page
    assert "Écrire dans la case «\u00a0Lina\u00a0»" in page
    assert "Écrire dans la case «\u00a0Sami\u00a0»" not in page
    petit.send(address(document_id, "/brouillon"))
    assert claire.get(address(document_id)).status_code == 404


@pytest.mark.usefixtures("context")
def test_the_boxes_may_be_for_two_or_for_nobody_yet(sign_in: SignIn, world: World) -> None:
    petit = sign_in("petit")
    assert labels(create(petit, world, split="pairs")) == ["Lina et Sami"]
    empty = create(petit, world, split="empty", number=3)
    assert labels(empty) == ["Case 1", "Case 2", "Case 3"]
    refused = petit.send(f"{class_page(world)}/documents/nouveau",
                         **{**FIELDS, "split": "empty", "number": "1000"})
    assert "Entre 1 et 60" in refused.text
    assert "Nos sorties" in refused.text


@pytest.mark.usefixtures("context")
def test_the_boxes_may_be_for_the_groups_of_the_class(sign_in: SignIn, world: World) -> None:
    with in_school(world.schools["bourg"]), writing() as rows:
        group = PupilGroup(id=new_id(), classroom_id=world.classrooms["cp"], label="Les renards")
        group.members.append(PupilGroupMember(pupil_id=world.pupils["sami"]))
        rows.add(group)
    document_id = create(sign_in("petit"), world, split="groups")
    assert labels(document_id) == ["Les renards"]
    with all_schools("tests"):
        assert [row.pupil_id for row in db.session.query(BoxOwner)] == [world.pupils["sami"]]


@pytest.mark.usefixtures("context")
def test_two_of_one_name_are_told_apart(sign_in: SignIn, world: World) -> None:
    with in_school(world.schools["bourg"]), writing() as rows:
        rows.add(Pupil(last_name="ZIANI", first_name="Lina", classroom_id=world.classrooms["cp"]))
    assert labels(create(sign_in("petit"), world)) == ["Lina B.", "Lina Z.", "Sami"]


def test_a_document_sent_twice_is_one(sign_in: SignIn, world: World, context: None) -> None:
    petit = sign_in("petit")
    first, again = (create(petit, world, submission="one-key-only") for _ in range(2))
    assert first == again


def test_an_edit_over_anothers_shows_both(make: Make, sign_in: SignIn) -> None:
    document_id, petit, rossi = make(), sign_in("petit"), sign_in("rossi")
    revision = hidden(petit.get(address(document_id, "/modifier")), "revision")
    rossi.send(address(document_id, "/modifier"), title="Le titre de Mme Rossi",
               revision=revision)
    answer = petit.send(address(document_id, "/modifier"), title="Le titre de M. Petit",
                        revision=revision)
    assert "Le titre de Mme Rossi" in answer.text
    assert "Le titre de M. Petit" in answer.text
    petit.send(address(document_id, "/modifier"), title="Le titre de M. Petit",
               revision=hidden(answer, "revision"))
    assert "Le titre de M. Petit" in petit.get(address(document_id)).text


def test_it_refuses_an_empty_title(sign_in: SignIn, world: World) -> None:
    answer = sign_in("petit").send(f"{class_page(world)}/documents/nouveau",
                                   **{**FIELDS, "title": " "})
    assert "Donnez un titre." in answer.text
    assert "Raconte **ta** sortie." in answer.text


def test_a_deleted_document_can_be_restored(make: Make, sign_in: SignIn, world: World) -> None:
    document_id, petit = make("boxes"), sign_in("petit")
    assert petit.get(address(document_id, "/suppression")).status_code == 200
    petit.send(address(document_id, "/suppression"))
    assert sign_in("claire").get(address(document_id)).status_code == 404
    trash = petit.get(f"{class_page(world)}/corbeille")
    assert "Le journal de la classe" in trash.text
    key = address(document_id).rpartition("/")[2]
    petit.send(f"{class_page(world)}/corbeille/document/{key}/restauration")
    assert sign_in("claire").get(address(document_id)).status_code == 200


def test_a_closed_document_is_read_only(make: Make, sign_in: SignIn) -> None:
    document_id, petit = make("boxes"), sign_in("petit")
    petit.send(address(document_id, "/fermeture"))
    page = sign_in("claire").get(address(document_id)).text
    assert "on peut lire, plus écrire" in page
    assert "Écrire dans la case" not in page
    petit.send(address(document_id, "/reouverture"))
    assert "Écrire dans la case" in sign_in("claire").get(address(document_id)).text


def test_the_child_finds_it_in_its_space(make: Make, sign_in: SignIn, world: World) -> None:
    document_id = make("boxes")
    lina = give_screen(sign_in("claire"), world, "lina")
    assert "Le journal de la classe" in lina.get(f"{class_page(world)}/documents").text
    page = lina.get(address(document_id)).text
    assert "Ma case" in page
    assert "Je suis un adulte" in page
    hugo = give_screen(sign_in("claire"), world, "hugo")
    assert hugo.get(address(document_id)).status_code == 404


@pytest.mark.parametrize("kind", ["text", "boxes"])
def test_it_is_printed(make: Make, sign_in: SignIn, kind: str) -> None:
    page = sign_in("claire").get(address(make(kind), "/impression"))
    assert "newspaper" in page.text


@pytest.mark.parametrize("name", ["rita", "noir", "loin", "mairie"])
def test_it_hides_from_others(make: Make, sign_in: SignIn, world: World, name: str) -> None:
    document_id, stranger = make(), sign_in(name)
    for rest in ("", "/modifier", "/impression", "/cases", "/suppression"):
        assert stranger.get(address(document_id, rest)).status_code == 404
    assert stranger.get(f"{class_page(world)}/documents").status_code == 404


def test_the_list_costs_the_same_whatever_its_length(
    make: Make, sign_in: SignIn, world: World, queries: list[str]
) -> None:
    claire, counts = sign_in("claire"), []
    for _ in range(3):
        make()
        queries.clear()
        claire.get(f"{class_page(world)}/documents")
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 6
