"""The head's pages: upload, preview, questions, mapping, import, undo, classes and teachers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ecole.models import Classroom, Pupil, RosterImport, Teaching
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from tests.conftest import Visitor
from tests.world import BOURG, World, change

ONDE = Path(__file__).parents[1] / "fixtures" / "onde"
LIST = f"/e/{BOURG}/liste"
SignIn = Callable[[str], Visitor]


def upload(head: Visitor, *files: tuple[str, bytes], follow: bool = True, **fields: str):
    answer = head.post(
        f"{LIST}/import",
        data={"csrf_token": head.token(), "submission": fields.pop("key", "key-1"),
              "files": [(io.BytesIO(content), name) for name, content in files], **fields},
        content_type="multipart/form-data", follow_redirects=follow,
    )
    # The temporary file of werkzeug's own request builder, which it leaves to the collector.
    answer.request.environ["wsgi.input"].close()
    return answer


def sample(folder: str, name: str) -> tuple[str, bytes]:
    return f"CSVExtraction ({name}).csv", (ONDE / folder / f"{name}.csv").read_bytes()


def pupils(app, world: World) -> int:
    with app.app_context(), in_school(world.schools["bourg"]):
        return db.session.scalar(select(func.count(Pupil.id)).where(Pupil.left_on.is_(None))) or 0


def right_school(head: Visitor, address: str) -> None:
    """The world's school has other pupils: the head types that it is the right one."""
    head.send(address, **{"question-right_school": "oui", "action": "answer"})


def test_it_works(app, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    files = [sample("ecole-du-bourg", name) for name in ("responsables", "eleves")]
    answer = upload(head, *files)
    page = answer.text
    assert "168 élèves lus" in page
    assert "211 responsables lus" in page
    assert "Rien n’est encore écrit" in page
    assert "Est-ce la bonne école" in page
    assert pupils(app, world) == 3
    right_school(head, answer.request.path)
    done = head.send(answer.request.path, action="apply", **{"question-right_school": "oui"})
    assert done.status_code == 303
    assert pupils(app, world) == 3 + 168
    home = head.get(LIST).text
    assert "171 élèves" in home.replace("\u00a0", " ")
    assert "CP-CE1 Mme DUPONT" in home


def test_it_says_zero_change_the_second_time(app, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    for key in ("a", "b"):
        answer = upload(head, sample("classe-unique", "eleves"), key=key)
        if key == "a":
            right_school(head, answer.request.path)
        head.send(answer.request.path, action="apply", **{"question-right_school": "oui"})
    assert "déjà à jour" in answer.text


def test_it_blocks_until_the_school_is_confirmed(app, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    answer = upload(head, sample("ecole-voisine", "eleves"))
    head.send(answer.request.path, action="apply", **{"question-right_school": "peut-être"})
    assert pupils(app, world) == 3


WRONG_FILES = {
    "excel": (b"PK\x03\x04[Content_Types].xml" + b"x" * 200, "classeur Excel"),
    "pdf": (b"%PDF-1.4 " + b"x" * 200, "PDF"),
    "empty": (b"", "vide"),
    "50 MB": (b"Nom;" * 12_500_000, "5 Mo"),
    "too many columns": (b"Nom;" * 1000, "trop de colonnes"),
    "binary": (bytes(range(256)) * 20, "CSV"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_it_refuses_a_wrong_file(app, sign_in: SignIn, world: World, name: str) -> None:
    content, word = WRONG_FILES[name]
    answer = upload(sign_in("rossi"), (f"{name}.csv", content))
    assert answer.status_code in (200, 413)
    assert "field__error" in answer.text or answer.status_code == 413
    assert word in answer.text
    assert pupils(app, world) == 3
    with app.app_context(), in_school(world.schools["bourg"]):
        assert db.session.scalar(select(func.count(RosterImport.id))) == 0


def test_it_needs_a_file(sign_in: SignIn) -> None:
    assert "Choisissez le fichier" in upload(sign_in("rossi")).text


def test_it_refuses_three_files(sign_in: SignIn) -> None:
    names = [("classe-unique", "eleves"), ("classe-unique", "responsables"),
             ("ecole-voisine", "eleves")]
    assert "deux fichiers au plus" in upload(sign_in("rossi"), *[sample(*n) for n in names]).text


def test_it_refuses_the_same_list_twice(sign_in: SignIn) -> None:
    files = [sample("classe-unique", "eleves"), sample("ecole-voisine", "eleves")]
    assert "pas deux fois la même liste" in upload(sign_in("rossi"), *files).text


UNKNOWN = "Matricule;Patronyme;Petit nom;Né le jour;Salle\n1;BERNARD;Léo;2018-02-03;CP A\n".encode()


def test_it_asks_what_unknown_columns_are_and_remembers(app, sign_in: SignIn,
                                                         world: World) -> None:
    head = sign_in("rossi")
    page = upload(head, ("liste.csv", UNKNOWN)).text
    assert "Que contiennent ces colonnes" in page
    assert "Patronyme" in page
    assert "BERNARD" not in page
    headers = re.findall(r'name="header" value="([^"]*)"', page)
    assert headers == ["Matricule", "Patronyme", "Petit nom", "Né le jour", "Salle"]
    columns = {"column-1": "pupil.last_name", "column-2": "pupil.first_name",
               "column-3": "pupil.birth_on", "column-4": "classroom.label"}
    answer = head.send(f"{LIST}/colonnes", header=headers, kind="eleves", **columns)
    assert answer.status_code == 303
    again = upload(head, ("liste.csv", UNKNOWN), key="key-2").text
    assert "1 élève lu" in again.replace("\u00a0", " ")


def test_it_needs_the_columns_that_matter(sign_in: SignIn) -> None:
    head = sign_in("rossi")
    answer = head.send(f"{LIST}/colonnes", header=["A", "B"], kind="eleves",
                       **{"column-0": "pupil.last_name"})
    assert "Dites quelle colonne est le prénom" in answer.text


def test_two_submits_are_one_import(app, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    first = upload(head, sample("classe-unique", "eleves"), follow=False)
    second = upload(head, sample("classe-unique", "eleves"), follow=False)
    assert first.location == second.location
    with app.app_context(), in_school(world.schools["bourg"]):
        assert db.session.scalar(select(func.count(RosterImport.id))) == 1


def test_it_shows_html_as_text(sign_in: SignIn) -> None:
    rows = ("Nom élève;Prénom élève;Date naissance;INE;Niveau;Libellé classe\n"
            "<b>X</b>;\"=HYPERLINK(\"\"http://x\"\")\";2017-04-01;;CE1;<script>alert(1)</script>\n")
    head = sign_in("rossi")
    answer = upload(head, ("x.csv", rows.encode()))
    assert "<script>alert" not in answer.text
    assert "&lt;b&gt;X" in answer.text
    report = head.get(answer.request.path + "/rapport.csv").text
    assert "'=HYPERLINK" in report
    assert report.startswith("\ufeff")


def test_it_is_undone_from_the_page(app, sign_in: SignIn, world: World) -> None:
    head = sign_in("rossi")
    answer = upload(head, sample("classe-unique", "eleves"))
    right_school(head, answer.request.path)
    head.send(answer.request.path, action="apply", **{"question-right_school": "oui"})
    assert pupils(app, world) == 3 + 23
    assert "23 élèves" in head.get(f"{LIST}/annulation").text.replace("\u00a0", " ")
    head.send(f"{LIST}/annulation")
    assert pupils(app, world) == 3
    assert "Il n’y a pas d’import à annuler" in head.get(f"{LIST}/annulation",
                                                        follow_redirects=True).text


def test_a_class_is_given_to_its_teacher(app, sign_in: SignIn, world: World) -> None:
    from ecole.web.access import IdConverter

    converter = IdConverter(app.url_map)
    room = f"{LIST}/classes/{converter.to_url(world.classrooms['cp'])}/enseignants"
    head = sign_in("rossi")
    assert sign_in("noir").get(f"/e/{BOURG}/classes/" + room.split("/")[-2]).status_code == 404
    head.send(room, account=str(world.people["noir"]))
    assert sign_in("noir").get(f"/e/{BOURG}/classes/" + room.split("/")[-2]).status_code == 200
    head.send(f"{room}/{converter.to_url(world.people['noir'])}/retrait")
    with app.app_context(), in_school(world.schools["bourg"]):
        teachers = db.session.scalars(
            select(Teaching.account_id).where(Teaching.classroom_id == world.classrooms["cp"])
        ).all()
    assert teachers == [world.people["petit"]]


def test_a_class_is_not_given_to_a_stranger(app, sign_in: SignIn, world: World) -> None:
    from ecole.web.access import IdConverter

    room = IdConverter(app.url_map).to_url(world.classrooms["cp"])
    head = sign_in("rossi")
    head.send(f"{LIST}/classes/{room}/enseignants", account=str(world.people["loin"]))
    with app.app_context(), in_school(world.schools["bourg"]):
        assert db.session.scalar(select(func.count(Teaching.id)).where(
            Teaching.account_id == world.people["loin"])) == 0


def test_it_suggests_the_teacher_named_in_the_label(app, sign_in: SignIn, world: World) -> None:
    with app.app_context():
        change(Classroom, world.classrooms["cp"], label="CP Mme NOIR")
    page = sign_in("rossi").get(LIST).text
    assert "Mme Noir (nom lu dans la classe)" in page
