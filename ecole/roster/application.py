"""Write a plan into the school: one transaction, nothing destroyed, an undo noted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from ecole.models.account import Account
from ecole.models.classroom import Classroom, school_year_of
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.membership import Membership, Role
from ecole.models.pupil import Pupil
from ecole.roster.matching.known import known_id
from ecole.roster.matching.plan import ImportPlan, Link, PlannedGuardian, PlannedPupil
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.words import today


class Application:
    """One plan being written. Call `run` inside `writing()`; `undo` then holds the way back.

    `undo` is {"created": {table: [id]}, "changed": {table: {id: {column: old value}}}}.
    """

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.ids: dict[str, int] = {}
        self.undo: dict[str, Any] = {"created": {}, "changed": {}}

    def run(self) -> dict[str, Any]:
        self._write_classrooms()
        self._write_pupils()
        self._write_guardians()
        self._write_links()
        return self.undo

    def _write_classrooms(self) -> None:
        for room in self.plan.classrooms:
            if room.id is None:
                row = Classroom(
                    id=self._new(room.ref),
                    school_year=school_year_of(today()),
                    onde_id=room.onde_id,
                    label=room.label[:120],
                )
                self._create(row)
            elif room.status != "unchanged":
                known = db.session.get(Classroom, room.id)
                assert known is not None
                self._change(known, onde_id=room.onde_id, label=room.label[:120])
                known.version += 1

    def _write_pupils(self) -> None:
        for pupil in self.plan.new_pupils:
            self._create(Pupil(id=self._new(pupil.ref), **self._pupil_columns(pupil)))
        for pupil in self.plan.changed_pupils:
            self._change(
                db.session.get(Pupil, pupil.id), left_on=None, **self._pupil_columns(pupil)
            )
        for pupil_id in self.plan.left_pupil_ids:
            self._change(db.session.get(Pupil, pupil_id), left_on=today())

    def _pupil_columns(self, pupil: PlannedPupil) -> dict[str, Any]:
        columns = asdict(pupil.values)
        classroom = columns.pop("classroom")
        return columns | {"classroom_id": self._id(classroom) if classroom else None}

    def _write_guardians(self) -> None:
        for guardian in self.plan.new_guardians:
            account = Account(id=new_id())
            place = Membership(
                id=new_id(), account=account, school_id=current_school_id(), role=Role.GUARDIAN
            )
            self._create(account, place)
            self._create(
                Guardian(id=self._new(guardian.ref), account=account, **_columns(guardian))
            )
        for guardian in self.plan.changed_guardians:
            self._change(db.session.get(Guardian, guardian.id), **_columns(guardian))

    def _write_links(self) -> None:
        for link in self.plan.new_links:
            row = self._guardianship(link)
            if row is not None:
                self._change(row, ended_at=None)
            else:
                self._create(
                    Guardianship(
                        id=new_id(),
                        guardian_id=self._id(link.guardian),
                        pupil_id=self._id(link.pupil),
                    )
                )
        for link in self.plan.removed_links:
            row = self._guardianship(link)
            if row is not None:
                self._change(row, ended_at=utc_now())

    def _guardianship(self, link: Link) -> Guardianship | None:
        if known_id(link.guardian) is None or known_id(link.pupil) is None:
            return None
        return db.session.scalar(
            select(Guardianship).where(
                Guardianship.guardian_id == known_id(link.guardian),
                Guardianship.pupil_id == known_id(link.pupil),
            )
        )

    def _new(self, reference: str) -> int:
        self.ids[reference] = new_id()
        return self.ids[reference]

    def _id(self, reference: str) -> int:
        known = known_id(reference)
        return known if known is not None else self.ids[reference]

    def _create(self, *rows: Any) -> None:
        for row in rows:
            db.session.add(row)
            self.undo["created"].setdefault(row.__tablename__, []).append(row.id)

    def _change(self, row: Any, **values: Any) -> None:
        old = {
            name: _plain(getattr(row, name))
            for name, value in values.items()
            if getattr(row, name) != value
        }
        for name, value in values.items():
            setattr(row, name, value)
        if old:
            self.undo["changed"].setdefault(row.__tablename__, {})[str(row.id)] = old


def _columns(guardian: PlannedGuardian) -> dict[str, Any]:
    return {name: value or "" for name, value in asdict(guardian.values).items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
