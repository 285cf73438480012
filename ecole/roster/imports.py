"""An import from the upload to its undo: previewed, answered, applied in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ecole.models.audit_event import AuditEvent
from ecole.models.roster_import import RosterImport
from ecole.models.school import School
from ecole.roster.application import Application
from ecole.roster.matching.plan import ImportPlan
from ecole.roster.matching.planning import plan_import
from ecole.roster.matching.summary import summary
from ecole.roster.onde.rows import RosterFile
from ecole.roster.snapshot import school_base
from ecole.roster.undo import take_back
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import current_school_id
from ecole.web.words import today

PREVIEW_KEPT = timedelta(days=1)


class BaseMoved(Exception):
    """The school changed since the preview: look again before applying."""


class Blocked(Exception):
    """A guard forbids the import until the head has answered."""


def prepare_import(files: Sequence[RosterFile], account_id: int | None) -> RosterImport:
    """Keep the rows of the files (their useful cells only) for a preview; older ones go."""
    with writing() as rows:
        for old in rows.scalars(select(RosterImport).where(RosterImport.applied_at.is_(None))):
            rows.delete(old)
        pending = RosterImport(
            account_id=account_id,
            base_version=_school().roster_version,
            file_hashes=[file.digest for file in files],
            rows=[file.to_json() for file in files],
        )
        rows.add(pending)
    return pending


def plan_of(pending: RosterImport) -> ImportPlan:
    """What a pending import would do to the school as it is now, with the answers given."""
    files = [RosterFile.from_json(text) for text in pending.rows or ()]
    return plan_import(files, school_base(), today=today(), answers=pending.answers)


def answer_questions(pending: RosterImport, answers: Mapping[str, str]) -> None:
    with writing():
        pending.answers = {**pending.answers, **answers}


def apply_import(pending: RosterImport, account_id: int | None) -> dict[str, Any]:
    """Write the plan; the summary returned is the one printed by `ecole import --json`.

    Raises `BaseMoved` when the school is not the one previewed, `Blocked` behind a guard. The
    rows read from the files are then erased; only counts and hashes stay.
    """
    with writing() as rows:
        if pending.rows is None or pending.base_version != _school().roster_version:
            raise BaseMoved
        plan = plan_of(pending)
        if plan.is_blocked:
            raise Blocked
        for earlier in rows.scalars(select(RosterImport).where(RosterImport.undo.is_not(None))):
            earlier.undo = None
        pending.undo = Application(plan).run()
        pending.rows, pending.applied_at = None, utc_now()
        outcome = summary(plan, applied=True)
        pending.summary = _counts_only(outcome)
        _school().roster_version += 1
        rows.add(_audit("roster applied", account_id, pending))
    return outcome


def undo_import(applied: RosterImport, account_id: int | None) -> None:
    """Take back the last applied import; raises `CannotUndo`."""
    with writing() as rows:
        if applied.undo is None or applied.undone_at is not None:
            raise BaseMoved
        take_back(applied.undo)
        applied.undo, applied.undone_at = None, utc_now()
        _school().roster_version += 1
        rows.add(_audit("roster undone", account_id, applied))


def last_import() -> RosterImport | None:
    """The last applied import of the current school."""
    return db.session.scalar(
        select(RosterImport)
        .where(RosterImport.applied_at.is_not(None))
        .order_by(RosterImport.applied_at.desc())
        .limit(1)
    )


def pending_import() -> RosterImport | None:
    """The preview waiting for its head, if it is not too old."""
    return db.session.scalar(
        select(RosterImport)
        .where(
            RosterImport.applied_at.is_(None), RosterImport.created_at > utc_now() - PREVIEW_KEPT
        )
        .order_by(RosterImport.created_at.desc())
        .limit(1)
    )


def _school() -> School:
    school = db.session.get(School, current_school_id())
    assert school is not None
    return school


def _counts_only(outcome: dict[str, Any]) -> dict[str, Any]:
    """What is kept for good: numbers. Sentences may name people, and go with the rows."""
    kept = ("kind", "pupils", "guardians", "classes", "without_class", "links", "changes")
    return {name: outcome[name] for name in kept}


def _audit(act: str, account_id: int | None, row: RosterImport) -> AuditEvent:
    details = {"import": row.id}
    return AuditEvent(school_id=row.school_id, account_id=account_id, act=act, details=details)
