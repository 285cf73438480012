"""A plan in numbers: the object of `ecole import --json`, and the sentences shown to the head."""

from collections.abc import Sequence
from typing import Any

from ecole.roster.matching.plan import ImportPlan, PlannedPupil
from ecole.roster.matching.questions import Question
from ecole.roster.onde.rows import Severity
from ecole.web.languages import gettext, ngettext

_NAME_FIELDS = frozenset({"last_name", "usage_name", "first_name"})
Count = tuple[int, str]  # a number, and the same in words


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
    """The counts for people: "142 élèves lus, 6 nouveaux, …"."""
    lines = []
    if "eleves" in plan.kind:
        lines.append(_pupils_sentence(plan))
    if "responsables" in plan.kind:
        lines.append(_guardians_sentence(plan))
    if not plan.has_changes:
        lines.append(gettext("0 changement."))
    if plan.ignored_columns:
        lines.append(ignored_sentence(plan.ignored_columns))
    return lines


def _pupils_sentence(plan: ImportPlan) -> str:
    moved = changes(plan)["moved"]
    others = len(plan.changed_pupils) - moved
    read = ngettext("%(num)d élève lu", "%(num)d élèves lus", plan.pupils_read)
    classes = ngettext("%(num)d classe", "%(num)d classes", len(plan.classrooms))
    pupils = _told(read, [
        _new(len(plan.new_pupils)),
        (moved, ngettext("%(num)d change de classe", "%(num)d changent de classe", moved)),
        (others, ngettext("%(num)d autre modifié", "%(num)d autres modifiés", others)),
        _missing(len(plan.missing_pupils)),
        _unchanged(len(plan.unchanged_pupils)),
        (plan.without_class,
         ngettext("%(num)d sans classe", "%(num)d sans classe", plan.without_class)),
    ])
    return gettext("%(pupils)s\u202f; %(classes)s.", pupils=pupils, classes=classes)


def _guardians_sentence(plan: ImportPlan) -> str:
    changed, alone = len(plan.changed_guardians), plan.without_guardian
    read = ngettext("%(num)d responsable lu", "%(num)d responsables lus", plan.guardians_read)
    guardians = _told(read, [
        _new(len(plan.new_guardians)),
        (changed, ngettext("%(num)d modifié", "%(num)d modifiés", changed)),
        _missing(len(plan.missing_guardians)),
        _unchanged(len(plan.unchanged_guardians)),
    ])
    children = ngettext(
        "%(num)d enfant sans responsable", "%(num)d enfants sans responsable", alone
    )
    return gettext(
        "%(guardians)s\u202f; %(children)s.", guardians=guardians, children=children
    )


def _told(read: str, counts: Sequence[Count]) -> str:
    """The counts that say something: how many were read, and those that are not zero."""
    return ", ".join([read, *(text for number, text in counts if number)])


def _new(number: int) -> Count:
    return number, ngettext("%(num)d nouveau", "%(num)d nouveaux", number)


def _missing(number: int) -> Count:
    return number, ngettext("%(num)d absent du fichier", "%(num)d absents du fichier", number)


def _unchanged(number: int) -> Count:
    return number, ngettext("%(num)d inchangé", "%(num)d inchangés", number)


def ignored_sentence(columns: Sequence[str]) -> str:
    return gettext(
        "Colonnes ignorées (non nécessaires)\u00a0: %(names)s. Rien n’en est conservé.",
        names=", ".join(columns),
    )
