"""Rows of one file that may be the same pupil: judged before anything is compared with the base."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ecole.roster.matching.questions import Notebook, question
from ecole.roster.onde.names import fingerprint, full_name, name_key, norm
from ecole.roster.onde.rows import PupilRow
from ecole.roster.onde.wording import lines_of
from ecole.web.languages import gettext


def names_of(row: PupilRow) -> tuple[str, str]:
    return name_key(row.last_name, row.first_name)


def identity(row: PupilRow) -> tuple[str, str, str]:
    return (*names_of(row), str(row.birth_on or ""))


def content_key(row: PupilRow) -> tuple[str, ...]:
    """Sorts rows by what they say, so that their order in the file changes nothing."""
    said = (row.ine, row.classroom_onde_id, row.classroom_label, row.level, row.usage_name)
    return (*identity(row), *(str(each or "") for each in said), row.last_name, row.first_name)


def distinct_pupils(
    rows: Sequence[PupilRow], notes: Notebook
) -> tuple[list[PupilRow], list[PupilRow]]:
    """Return (one row per pupil, rows blocked by an INE that two pupils share)."""
    blocked: list[PupilRow] = []
    single: list[PupilRow] = []
    for group in _grouped(rows, lambda row: row.ine or f"line {row.line}"):
        if _one_person(group):
            single.append(_same_ine(group, notes))
        else:
            blocked += group
            _refuse_shared_ine(group, notes)
    kept = [row for group in _grouped(single, identity) for row in _judged(group, notes)]
    return sorted(kept, key=content_key), blocked


def _grouped(rows: Iterable[PupilRow], key: Callable[[PupilRow], object]) -> list[list[PupilRow]]:
    groups: dict[object, list[PupilRow]] = {}
    for row in sorted(rows, key=content_key):
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def _one_person(group: Sequence[PupilRow]) -> bool:
    births = {row.birth_on for row in group} - {None}
    return len({names_of(row) for row in group}) == 1 and len(births) <= 1


def _refuse_shared_ine(group: Sequence[PupilRow], notes: Notebook) -> None:
    numbers = [row.line for row in group]
    lines = lines_of(numbers)
    message = gettext(
        "%(lines)s\u00a0: deux élèves portent le même INE. Aucun des deux n’est importé.",
        lines=lines,
    )
    if len(group) > 2:
        message = gettext(
            "%(lines)s\u00a0: plusieurs élèves portent le même INE. Aucun d’eux n’est importé.",
            lines=lines,
        )
    notes.refuse("eleves", min(numbers), message)


def _same_ine(group: Sequence[PupilRow], notes: Notebook) -> PupilRow:
    """One pupil written several times with her INE; only the classroom can be in doubt."""
    if len(group) > 1:
        _warn_once(group, notes)
    places = {_place(row): row for row in reversed(group) if any(_place(row))}
    if len(places) < 2:
        return merged(group)
    first = group[0]
    choices = [(fingerprint(*place), " ".join(filter(None, place))) for place in sorted(places)]
    text = gettext(
        "%(lines)s\u00a0: %(name)s est dans plusieurs classes. Laquelle est la bonne\u202f?",
        lines=lines_of(row.line for row in group),
        name=full_name(first.last_name, first.first_name),
    )
    answer = notes.ask(question("class", (first.ine,), text, choices, first.line))
    chosen = next(row for place, row in places.items() if fingerprint(*place) == answer)
    return merged([chosen, *group])


def _place(row: PupilRow) -> tuple[str, str, str]:
    return row.classroom_label or "", row.level or "", row.classroom_onde_id or ""


def _judged(group: Sequence[PupilRow], notes: Notebook) -> list[PupilRow]:
    """One name and one birth date: the same pupil, or two?"""
    numbered = [row for row in group if row.ine]
    bare = _grouped((row for row in group if not row.ine), signature)
    for same in bare:
        if len(same) > 1:
            _warn_once(same, notes)
    persons = numbered + [merged(same) for same in bare]
    if len(persons) == 1 or not bare:
        return persons
    if _is_one_pupil(persons, notes):
        return [*numbered[1:], merged([*numbered[:1], *persons])]
    return persons


def signature(row: PupilRow) -> tuple[str, ...]:
    said = (row.sex, row.level, row.classroom_onde_id, row.classroom_label, row.usage_name)
    return tuple(norm(each) for each in said)


def _is_one_pupil(persons: Sequence[PupilRow], notes: Notebook) -> bool:
    """An INE that came late is no doubt; another sex or class is one, and both are then kept."""
    first = persons[0]
    late_ine = len({signature(row) for row in persons}) == 1 and len(persons) == 2
    choices = [
        ("two", gettext("Ce sont des élèves différents")),
        ("one", gettext("C’est le même élève, écrit plusieurs fois")),
    ]
    if late_ine:
        choices.reverse()
        _warn_once(persons, notes)
    text = gettext(
        "%(lines)s\u00a0: «\u00a0%(name)s\u00a0» est écrit plusieurs fois, avec la même date de "
        "naissance. Est-ce le même élève\u202f?",
        lines=lines_of(row.line for row in persons),
        name=full_name(first.last_name, first.first_name),
    )
    return notes.ask(question("twins", identity(first), text, choices, first.line)) == "one"


def merged(rows: Sequence[PupilRow]) -> PupilRow:
    """The first row, its blanks filled by the others."""
    whole = rows[0]
    for row in rows[1:]:
        whole = replace(
            whole,
            usage_name=whole.usage_name or row.usage_name,
            birth_on=whole.birth_on or row.birth_on,
            ine=whole.ine or row.ine,
            level=whole.level or row.level,
        )
        if not (whole.classroom_label or whole.classroom_onde_id):
            whole = replace(
                whole,
                classroom_label=row.classroom_label,
                classroom_onde_id=row.classroom_onde_id,
            )
    return replace(whole, line=min(row.line for row in rows))


def _warn_once(group: Sequence[PupilRow], notes: Notebook) -> None:
    lines = [row.line for row in group]
    message = gettext(
        "%(lines)s\u00a0: le même élève, «\u00a0%(name)s\u00a0», est écrit plusieurs fois. "
        "Il est importé une fois.",
        lines=lines_of(lines),
        name=full_name(group[0].last_name, group[0].first_name),
    )
    notes.warn("eleves", min(lines), message)
