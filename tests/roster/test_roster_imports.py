"""The import in the database: the truth of the samples, idempotence, undo, one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ecole.models import (
    Account,
    Card,
    Classroom,
    Guardian,
    Guardianship,
    Membership,
    Pupil,
    RosterImport,
    School,
)
from ecole.roster import imports
from ecole.roster.onde.reading import read_file
from ecole.roster.undo import CannotUndo
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school

ONDE = Path(__file__).parents[1] / "fixtures" / "onde"
NONE = {"new": 0, "changed": 0}


@pytest.fixture
def school(app: object, context: None) -> Iterator[int]:
    """A third school, empty, entered."""
    with writing() as rows:
        row = School(uai="0870009N", name="École neuve")
        rows.add(row)
    with in_school(row.id):
        yield row.id


def bring(folder: str, *names: str, **answers: str) -> dict:
    files = [read_file((ONDE / folder / f"{name}.csv").read_bytes()) for name in names]
    pending = imports.prepare_import(files, None)
    imports.answer_questions(pending, answers)
    return imports.apply_import(pending, None)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("folder", ["classe-unique", "ecole-du-bourg", "ecole-voisine"])
def test_it_finds_what_is_true(school: int, folder: str) -> None:
    truth = json.loads((ONDE / folder / "truth.json").read_text())
    outcome = bring(folder, "responsables", "eleves")
    assert count(Pupil) == outcome["pupils"]["new"] == truth["first"]["pupils"]
    assert count(Guardian) == outcome["guardians"]["new"] == truth["first"]["guardians"]
    assert count(Guardianship) == outcome["links"]["new"] == truth["first"]["links"]
    assert count(Classroom) == outcome["classes"] == truth["first"]["classes"]
    assert outcome["without_class"] == truth["first"]["without_class"]
    without_ine = select(func.count(Pupil.id)).where(Pupil.ine.is_(None))
    assert db.session.scalar(without_ine) == truth["first"]["without_ine"]


@pytest.mark.parametrize("folder", ["ecole-du-bourg", "ecole-voisine"])
def test_it_follows_november(school: int, folder: str) -> None:
    truth = json.loads((ONDE / folder / "truth.json").read_text())
    bring(folder, "eleves", "responsables")
    outcome = bring(folder, "eleves-novembre", "responsables-novembre")
    assert outcome["changes"] == truth["changes"]
    assert outcome["pupils"]["read"] == truth["november"]["pupils"]
    assert outcome["guardians"]["read"] == truth["november"]["guardians"]
    assert outcome["links"]["total"] == truth["november"]["links"]


def test_it_changes_nothing_the_second_time(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    before = snapshot()
    outcome = bring("ecole-du-bourg", "responsables", "eleves")
    assert outcome["pupils"] | NONE == outcome["pupils"]
    assert outcome["guardians"] | NONE == outcome["guardians"]
    assert outcome["links"]["new"] == 0
    assert snapshot() == before


def test_it_keeps_the_pupils_who_are_missing(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    bring("ecole-du-bourg", "eleves-novembre", "responsables-novembre")
    left = select(func.count(Pupil.id)).where(Pupil.left_on.is_not(None))
    assert db.session.scalar(left) == 0
    assert count(Guardianship) == 325 + 3


def test_it_marks_them_left_when_the_head_says_so(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    bring("ecole-du-bourg", "eleves-novembre", "responsables-novembre", remove_missing="remove")
    left = db.session.scalars(select(Pupil).where(Pupil.left_on.is_not(None))).all()
    assert len(left) == 1
    back = bring("ecole-du-bourg", "eleves")
    assert back["changes"]["arrived"] >= 1
    assert db.session.get(Pupil, left[0].id).left_on is None


def test_it_comes_in_two_times(school: int) -> None:
    bring("ecole-du-bourg", "eleves")
    assert count(Guardian) == 0
    bring("ecole-du-bourg", "responsables")
    assert (count(Guardian), count(Guardianship)) == (211, 325)


def test_it_keeps_accounts_and_cards(school: int) -> None:
    from ecole.accounts.cards import issue_cards

    bring("ecole-du-bourg", "eleves", "responsables")
    guardian = db.session.scalars(select(Guardian).limit(1)).one()
    issue_cards([guardian.id], None)
    before = {(g.id, g.account_id) for g in db.session.scalars(select(Guardian))}
    bring("ecole-du-bourg", "eleves-novembre", "responsables-novembre")
    after = {(g.id, g.account_id) for g in db.session.scalars(select(Guardian))}
    assert before <= after
    assert db.session.scalar(select(func.count(Card.id)).where(Card.revoked_at.is_(None))) == 1


def test_it_keeps_the_parent_s_own_email(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    guardian = db.session.scalars(select(Guardian).where(Guardian.email_onde != "").limit(1)).one()
    assert guardian.email_onde.endswith("@example.org")
    assert guardian.account.email is None


def test_it_is_undone(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    before = snapshot()
    bring("ecole-du-bourg", "eleves-novembre", "responsables-novembre", remove_missing="remove")
    assert snapshot() != before
    last = imports.last_import()
    assert last is not None
    imports.undo_import(last, None)
    assert snapshot() == before


def test_the_first_import_is_undone_with_its_cards(school: int) -> None:
    from ecole.accounts.cards import issue_cards

    accounts = db.session.scalar(select(func.count(Account.id)))
    bring("ecole-du-bourg", "eleves", "responsables")
    guardian = db.session.scalars(select(Guardian).limit(1)).one()
    issue_cards([guardian.id], None)
    last = imports.last_import()
    assert last is not None
    imports.undo_import(last, None)
    assert [count(m) for m in (Pupil, Guardian, Guardianship, Classroom, Card)] == [0] * 5
    assert db.session.scalar(select(func.count(Account.id))) == accounts
    places = select(func.count(Membership.id)).where(Membership.school_id == school)
    assert db.session.scalar(places) == 0


def test_it_is_not_undone_over_instructions(school: int) -> None:
    from datetime import date

    from ecole.models import Instruction

    bring("ecole-du-bourg", "eleves")
    room = db.session.scalars(select(Classroom).limit(1)).one()
    author = db.session.scalars(select(Account).limit(1)).one()
    with writing() as rows:
        rows.add(Instruction(classroom_id=room.id, author_id=author.id, title="x",
                             day_on=date(2026, 11, 23)))
    last = imports.last_import()
    assert last is not None
    with pytest.raises(CannotUndo):
        imports.undo_import(last, None)
    assert count(Pupil) == 168


def test_it_is_undone_with_the_groups_of_its_pupils(school: int) -> None:
    from ecole.models import PupilGroup, PupilGroupMember

    bring("ecole-du-bourg", "eleves")
    pupil = db.session.scalars(select(Pupil).limit(1)).one()
    room_id, pupil_id = pupil.classroom_id, pupil.id
    with writing() as rows:
        rows.add(PupilGroup(classroom_id=room_id, label="Les renards",
                            members=[PupilGroupMember(pupil_id=pupil_id)]))
    last = imports.last_import()
    assert last is not None
    imports.undo_import(last, None)
    assert db.session.scalars(select(PupilGroup.id)).all() == []
    assert db.session.scalars(select(Pupil.id)).all() == []


def test_it_refuses_a_preview_of_an_older_school(school: int) -> None:
    files = [read_file((ONDE / "ecole-du-bourg" / "eleves.csv").read_bytes())]
    pending = imports.prepare_import(files, None)
    with writing():
        row = db.session.get(School, school)
        assert row is not None
        row.roster_version += 1
    with pytest.raises(imports.BaseMoved):
        imports.apply_import(pending, None)
    assert count(Pupil) == 0


def test_it_blocks_the_wrong_school(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    with pytest.raises(imports.Blocked):
        bring("ecole-voisine", "eleves", "responsables")
    assert count(Pupil) == 168
    bring("ecole-voisine", "eleves", right_school="yes")
    assert count(Pupil) == 168 + 96


def test_it_keeps_no_row_of_the_file(school: int) -> None:
    bring("ecole-du-bourg", "eleves", "responsables")
    bring("ecole-du-bourg", "eleves-novembre")
    kept = db.session.scalars(select(RosterImport)).all()
    assert [row.rows for row in kept] == [None, None]
    assert sum(row.undo is not None for row in kept) == 1
    for row in kept:
        assert "BERNARD" not in json.dumps(row.summary)
        assert all(len(digest) == 64 for digest in row.file_hashes)


def test_it_writes_all_or_nothing(school: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from ecole.roster.application import Application

    def cut(self: Application) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(Application, "_write_links", cut)
    with pytest.raises(OSError, match="power cut"):
        bring("ecole-du-bourg", "eleves", "responsables")
    assert [count(m) for m in (Pupil, Guardian, Classroom)] == [0, 0, 0]


def snapshot() -> list[tuple]:
    """Everything an import may touch, in a fixed order."""
    with all_schools("tests"):
        rows: list[tuple] = []
        for model in (Classroom, Pupil, Guardian, Guardianship, Membership, Account):
            columns = [c for c in model.__table__.columns if c.name not in ("version",)]
            found = db.session.execute(select(*[getattr(model, c.name) for c in columns]))
            rows += sorted((model.__name__, *map(str, row)) for row in found)
        return rows
