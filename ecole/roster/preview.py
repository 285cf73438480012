"""What the preview of an import shows: short lists, and all the questions, some at a time.

However long the files are, the page stays light: the downloadable report has every line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from ecole.models.roster_import import RosterImport
from ecole.roster import imports
from ecole.roster.classrooms import pupils_in_words
from ecole.roster.matching.plan import Change, ClassroomPlan, ImportPlan
from ecole.roster.matching.questions import Question
from ecole.roster.matching.summary import sentences
from ecole.web.languages import N_, gettext

ROWS_MAX = 12  # of one list
ROOMS_MAX = 24
QUESTIONS_MAX = 90  # elements of the page
FIELD_WORDS = {
    "last_name": N_("nom"), "usage_name": N_("nom d’usage"), "first_name": N_("prénom"),
    "birth_on": N_("date de naissance"), "ine": N_("INE"), "level": N_("niveau"),
    "classroom": N_("classe"), "civility": N_("civilité"), "email_onde": N_("courriel"),
    "mobile_onde": N_("téléphone"),
}
TYPED = "right_school"


def preview_page(pending: RosterImport, part: int) -> dict[str, Any]:
    """`part` says which of the questions, from 1, when they are too many for one page."""
    plan = imports.plan_of(pending)
    # What forbids the import first, then the rest in the order of the file.
    parts = parts_of(sorted(plan.questions, key=lambda question: question.topic != TYPED))
    part = min(max(part, 1), len(parts))
    return {
        "import_id": pending.id,
        "sentences": sentences(plan),
        "guards": [guard.message for guard in plan.guards],
        "questions": [_question(question) for question in parts[part - 1]],
        "part": part,
        "parts": len(parts),
        "typed_word": _typed_word(),
        "errors": _remarks(plan, "error"),
        "warnings": _remarks(plan, "warning"),
        "rooms": _shown([room_in_words(room) for room in plan.classrooms], ROOMS_MAX),
        "lists": _lists(plan),
        "has_changes": plan.has_changes,
        "is_blocked": plan.is_blocked,
    }


def parts_of(questions: Sequence[Question]) -> list[list[Question]]:
    """The questions, as many together as a light page holds; at least one part."""
    parts: list[list[Question]] = [[]]
    weight = 0
    for question in questions:
        own = 4 + 2 * len(question.choices)
        if parts[-1] and weight + own > QUESTIONS_MAX:
            parts.append([])
            weight = 0
        parts[-1].append(question)
        weight += own
    return parts


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "choices": [{"value": c.value, "label": c.label,
                     "is_chosen": c.value == question.answer} for c in question.choices],
        "is_typed": question.topic == TYPED,
        "is_answered": question.topic == TYPED and question.answer == "yes",
    }


def _typed_word() -> str:
    """What the head types to say that it is the right school."""
    return gettext("OUI")


def answers_of(form: MultiDict[str, str]) -> dict[str, str]:
    """Answers of the preview's form; "the right school" is typed, not ticked."""
    answers = {
        name.removeprefix("question-"): value[:40]
        for name, value in form.items()
        if name.startswith("question-")
    }
    if TYPED in answers:
        typed = answers[TYPED].strip().lower()
        answers[TYPED] = "yes" if typed in ("oui", _typed_word().lower()) else "no"
    return answers


def _shown(rows: Sequence[str], most: int = ROWS_MAX) -> dict[str, Any]:
    return {"count": len(rows), "rows": rows[:most], "more": max(0, len(rows) - most)}


def _remarks(plan: ImportPlan, severity: str) -> dict[str, Any]:
    return _shown([remark.message for remark in plan.remarks if remark.severity == severity])


def room_in_words(room: ClassroomPlan) -> str:
    words = [room.label, pupils_in_words(room.total)]
    if room.levels:
        words.append(", ".join(f"{level} ({number})" for level, number in room.levels))
    if room.status == "renamed":
        words.append(gettext("renommée (avant\u00a0: %(label)s)", label=room.old_label))
    elif room.status == "new":
        words.append(gettext("nouvelle"))
    return " · ".join(words)


def _lists(plan: ImportPlan) -> list[dict[str, Any]]:
    """The lists of the preview that are not empty: {"title", "count", "rows", "more"}."""
    found = [
        (gettext("Nouveaux élèves"),
         [_said(p.values, p.values.level) for p in plan.new_pupils]),
        (gettext("Élèves modifiés"),
         [_said(p.values, changes_in_words(p.changes)) for p in plan.changed_pupils]),
        (gettext("Élèves absents du fichier"), [_said(p) for p in plan.missing_pupils]),
        (gettext("Nouveaux responsables"), [_said(g.values) for g in plan.new_guardians]),
        (gettext("Responsables modifiés"),
         [_said(g.values, changes_in_words(g.changes)) for g in plan.changed_guardians]),
        (gettext("Responsables absents du fichier (rien n’est retiré)"),
         [_said(g) for g in plan.missing_guardians]),
    ]
    return [{"title": title, **_shown(rows)} for title, rows in found if rows]


def _said(person: Any, detail: str | None = "") -> str:
    name = f"{person.last_name} {person.first_name}"
    return f"{name}, {detail}" if detail else name


def changes_in_words(changes: Sequence[Change]) -> str:
    empty = gettext("(vide)")
    return ", ".join(
        gettext("%(field)s\u00a0: %(old)s → %(new)s", old=change.old or empty,
                new=change.new or empty,
                field=gettext(FIELD_WORDS.get(change.field, change.field)))
        for change in changes
    )
