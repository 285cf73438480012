"""What the roster's pages show: plain rows and sentences, ready for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from ecole.models.card import Card
from ecole.models.guardian import Guardian
from ecole.models.pupil import Pupil
from ecole.models.roster_import import RosterImport
from ecole.roster import imports
from ecole.roster.classrooms import classroom_rows
from ecole.roster.matching.plan import ImportPlan, PlannedPupil
from ecole.roster.matching.summary import sentences
from ecole.roster.onde.fields import mapping_choices
from ecole.roster.onde.refusals import UnknownColumns
from ecole.storage.database import db
from ecole.web.words import counted, moment

SHOWN_MAX = 100  # rows of one list; the rest is in the downloadable report
FIELD_WORDS = {
    "last_name": "nom", "usage_name": "nom d’usage", "first_name": "prénom",
    "birth_on": "date de naissance", "ine": "INE", "level": "niveau", "classroom": "classe",
    "civility": "civilité", "email_onde": "courriel", "mobile_onde": "téléphone",
}
TYPED = "right_school"


def roster_page() -> dict[str, Any]:
    pupils = db.session.scalar(select(func.count(Pupil.id)).where(Pupil.left_on.is_(None))) or 0
    placed = db.session.scalar(
        select(func.count(Pupil.id))
        .where(Pupil.left_on.is_(None), Pupil.classroom_id.is_not(None))
    ) or 0
    last = imports.last_import()
    pending = imports.pending_import()
    return {
        "pupils": pupils,
        "pupils_text": counted(pupils, "élève"),
        "guardians_text": counted(db.session.scalar(select(func.count(Guardian.id))) or 0,
                                  "responsable"),
        "without_class": counted(pupils - placed, "élève") if pupils > placed else "",
        "without_card": _without_card(),
        "classrooms": classroom_rows(),
        "last_import": moment(last.applied_at) if last and last.applied_at else "",
        "may_undo": bool(last and last.undo and not last.undone_at),
        "pending_url": url_for("roster.preview", import_id=pending.id) if pending else "",
    }


def _without_card() -> int:
    live = select(Card.guardian_id).where(Card.revoked_at.is_(None))
    return db.session.scalar(
        select(func.count(Guardian.id)).where(Guardian.id.not_in(live))
    ) or 0


def preview_page(pending: RosterImport) -> dict[str, Any]:
    plan = imports.plan_of(pending)
    return {
        "import_id": pending.id,
        "sentences": sentences(plan),
        "guards": [{"message": g.message, "blocks": g.blocks} for g in plan.guards],
        # What forbids the import first, then the rest in the order of the file.
        "questions": sorted(map(_question, plan.questions), key=lambda q: not q["is_typed"]),
        "errors": _remarks(plan, "error"),
        "warnings": _remarks(plan, "warning"),
        "lists": _lists(plan),
        "classrooms": [
            {"name": room.label, "status": _status(room.status, room.old_label),
             "levels": ", ".join(f"{level} ({n})" for level, n in room.levels),
             "pupils": counted(room.total, "élève")}
            for room in plan.classrooms
        ],
        "has_changes": plan.has_changes,
        "is_blocked": plan.is_blocked,
    }


def _question(question: Any) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "choices": [{"value": c.value, "label": c.label,
                     "is_chosen": c.value == question.answer} for c in question.choices],
        "is_typed": question.topic == TYPED,
        "is_answered": question.topic == TYPED and question.answer == "yes",
    }


def answers_of(form: MultiDict[str, str]) -> dict[str, str]:
    """Answers of the preview's form; "the right school" is typed, not ticked."""
    answers = {
        name.removeprefix("question-"): value[:40]
        for name, value in form.items()
        if name.startswith("question-")
    }
    if TYPED in answers:
        answers[TYPED] = "yes" if answers[TYPED].strip().lower() == "oui" else "no"
    return answers


def _status(status: str, old_label: str | None) -> str:
    if status == "renamed":
        return f"renommée (avant\u00a0: {old_label})"
    return {"new": "nouvelle"}.get(status, "")


def _remarks(plan: ImportPlan, severity: str) -> list[str]:
    return [remark.message for remark in plan.remarks if remark.severity == severity]


def _lists(plan: ImportPlan) -> list[dict[str, Any]]:
    """The lists of the preview that are not empty: {"title", "rows", "more"}."""
    guardians = [
        (f"{g.values.last_name} {g.values.first_name}", "") for g in plan.new_guardians
    ]
    found = [
        ("Nouveaux élèves", [(_name(p), p.values.level or "") for p in plan.new_pupils]),
        ("Élèves modifiés", [(_name(p), _words(p.changes)) for p in plan.changed_pupils]),
        ("Élèves absents du fichier",
         [(f"{p.last_name} {p.first_name}", "") for p in plan.missing_pupils]),
        ("Nouveaux responsables", guardians),
        ("Responsables modifiés",
         [(f"{g.values.last_name} {g.values.first_name}", _words(g.changes))
          for g in plan.changed_guardians]),
        ("Responsables absents du fichier (rien n’est retiré)",
         [(f"{g.last_name} {g.first_name}", "") for g in plan.missing_guardians]),
    ]
    return [
        {"title": title, "count": len(rows), "rows": rows[:SHOWN_MAX],
         "more": max(0, len(rows) - SHOWN_MAX)}
        for title, rows in found
        if rows
    ]


def _name(pupil: PlannedPupil) -> str:
    return f"{pupil.values.last_name} {pupil.values.first_name}"


def _words(changes: Any) -> str:
    return ", ".join(
        f"{FIELD_WORDS.get(c.field, c.field)}\u00a0: {c.old or '(vide)'} → {c.new or '(vide)'}"
        for c in changes
    )


def mapping_page(unknown: UnknownColumns) -> dict[str, Any]:
    return _mapping(unknown.message, unknown.headers, unknown.kind or "eleves",
                    {str(column): key for column, key in unknown.guess.items()})


def mapping_again(form: MultiDict[str, str]) -> dict[str, Any]:
    headers = form.getlist("header")
    chosen = {str(n): form.get(f"column-{n}", "") for n in range(len(headers))}
    return _mapping("", headers, form.get("kind", "eleves"), chosen)


def _mapping(message: str, headers: Any, kind: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    choices = mapping_choices()
    return {
        "message": message,
        "kind": kind,
        "headers": [
            {"place": place, "name": name, "chosen": chosen.get(str(place), "")}
            for place, name in enumerate(headers)
        ],
        "choices": choices["eleves"] if kind == "eleves" else choices["responsables"],
        "all_choices": choices,
    }


def undo_page(last: RosterImport) -> dict[str, Any]:
    created = (last.undo or {}).get("created", {})
    changed = (last.undo or {}).get("changed", {})
    return {
        "applied": moment(last.applied_at) if last.applied_at else "",
        "created_pupils": counted(len(created.get("pupil", ())), "élève"),
        "created_guardians": counted(len(created.get("guardian", ())), "responsable"),
        "changed": counted(sum(len(rows) for rows in changed.values()), "fiche"),
    }


def outcome_sentence(outcome: dict[str, Any]) -> str:
    pupils, guardians = outcome["pupils"], outcome["guardians"]
    return (
        f"C’est importé\u00a0: {counted(pupils['new'], 'nouvel élève', 'nouveaux élèves')}, "
        f"{counted(pupils['changed'], 'élève modifié', 'élèves modifiés')}, "
        f"{counted(guardians['new'], 'nouveau responsable', 'nouveaux responsables')}."
    )
