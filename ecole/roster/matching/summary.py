"""A plan in numbers: the object of `ecole import --json`, and the sentences shown to the head."""

from collections.abc import Sequence
from typing import Any

from ecole.roster.matching.plan import ImportPlan, PlannedPupil
from ecole.roster.matching.questions import Question
from ecole.roster.onde.rows import Severity
from ecole.roster.onde.wording import count, say

_NAME_FIELDS = frozenset({"last_name", "usage_name", "first_name"})


def summary(plan: ImportPlan, applied: bool) -> dict[str, Any]:
    """Plain numbers, texts and lists; nobody's birth date or INE is in it."""
    return {
        "kind": plan.kind,
        "applied": applied,
        "blocked": plan.is_blocked,
        "pupils": {
            "read": plan.pupils_read,
            "new": len(plan.new_pupils),
            "changed": len(plan.changed_pupils),
            "unchanged": len(plan.unchanged_pupils),
            "missing": len(plan.missing_pupils),
        },
        "guardians": {
            "read": plan.guardians_read,
            "new": len(plan.new_guardians),
            "changed": len(plan.changed_guardians),
            "unchanged": len(plan.unchanged_guardians),
            "missing": len(plan.missing_guardians),
        },
        "classes": len(plan.classrooms),
        "without_class": plan.without_class,
        "without_guardian": plan.without_guardian,
        "links": {
            "new": len(plan.new_links),
            "total": len(plan.links),
            "removed": len(plan.removed_links),
        },
        "changes": changes(plan),
        "removed": len(plan.left_pupil_ids),
        "guards": [{"key": guard.key, "message": guard.message} for guard in plan.guards],
        "questions": [_question(question) for question in plan.questions],
        "errors": _remarks(plan, "error"),
        "warnings": _remarks(plan, "warning"),
        "ignored_columns": list(plan.ignored_columns),
    }


def changes(plan: ImportPlan) -> dict[str, int]:
    """What happened in the school between two exports."""
    changed = plan.changed_pupils
    return {
        "arrived": len(plan.new_pupils) + len(plan.returned_pupils),
        "left": len(plan.missing_pupils),
        "moved": sum("classroom" in _fields(pupil) for pupil in changed),
        "renamed": sum(bool(_fields(pupil) & _NAME_FIELDS) for pupil in changed),
        "ine_filled": sum(
            change.field == "ine" and not change.old
            for pupil in changed
            for change in pupil.changes
        ),
    }


def _fields(pupil: PlannedPupil) -> set[str]:
    return {change.field for change in pupil.changes}


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "line": question.line,
        "message": question.text,
        "choices": [{"value": one.value, "label": one.label} for one in question.choices],
        "default": question.default,
        "answer": question.answer,
    }


def _remarks(plan: ImportPlan, severity: Severity) -> list[dict[str, Any]]:
    return [
        {"line": remark.line, "message": remark.message, "file": remark.kind}
        for remark in plan.remarks
        if remark.severity == severity
    ]


def sentences(plan: ImportPlan) -> list[str]:
    """The counts in French, for people: "142 élèves lus, 6 nouveaux, …"."""
    lines = []
    if "eleves" in plan.kind:
        lines.append(_pupils_sentence(plan))
    if "responsables" in plan.kind:
        lines.append(_guardians_sentence(plan))
    if not plan.has_changes:
        lines.append("0 changement.")
    if plan.ignored_columns:
        lines.append(ignored_sentence(plan.ignored_columns))
    return lines


def _pupils_sentence(plan: ImportPlan) -> str:
    numbers = changes(plan)
    others = len(plan.changed_pupils) - numbers["moved"]
    parts = [
        count(plan.pupils_read, "élève lu", "élèves lus"),
        count(len(plan.new_pupils), "nouveau", "nouveaux"),
        count(numbers["moved"], "change de classe", "changent de classe"),
        count(others, "autre modifié", "autres modifiés"),
        count(len(plan.missing_pupils), "absent du fichier", "absents du fichier"),
        count(len(plan.unchanged_pupils), "inchangé"),
    ]
    if plan.without_class:
        parts.append(f"{plan.without_class} sans classe")
    classes = count(len(plan.classrooms), "classe")
    return f"{_told(parts)} ; {classes}.".replace(" ;", "\u202f;")


def _told(parts: Sequence[str]) -> str:
    """The counts that say something: how many were read, and those that are not zero."""
    return ", ".join([parts[0], *(part for part in parts[1:] if not part.startswith("0 "))])


def _guardians_sentence(plan: ImportPlan) -> str:
    parts = [
        count(plan.guardians_read, "responsable lu", "responsables lus"),
        count(len(plan.new_guardians), "nouveau", "nouveaux"),
        count(len(plan.changed_guardians), "modifié"),
        count(len(plan.missing_guardians), "absent du fichier", "absents du fichier"),
        count(len(plan.unchanged_guardians), "inchangé"),
    ]
    children = count(plan.without_guardian, "enfant")
    return f"{_told(parts)} ; {children} sans responsable.".replace(" ;", "\u202f;")


def ignored_sentence(columns: Sequence[str]) -> str:
    return say(
        "Colonnes ignorées (non nécessaires) : {names}. Rien n'en est conservé.",
        names=", ".join(columns),
    )
