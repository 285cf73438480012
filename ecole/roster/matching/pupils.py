"""The « Élèves » half of a plan: arrivals, changes, returns, absences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ecole.roster.matching.changes import pupil_changes, pupil_values
from ecole.roster.matching.classes import Classrooms, plan_classrooms
from ecole.roster.matching.duplicates import content_key, distinct_pupils, names_of
from ecole.roster.matching.known import Base, KnownPupil, ref
from ecole.roster.matching.plan import PlannedPupil
from ecole.roster.matching.pupil_matching import PupilMatching, match_pupils
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.names import fingerprint
from ecole.roster.onde.rows import PupilRow, RosterFile
from ecole.web.languages import gettext, ngettext

YOUNGEST, OLDEST = 2, 13


@dataclass(frozen=True)
class PupilPlans:
    planned: tuple[PlannedPupil, ...]
    missing: tuple[KnownPupil, ...]
    held: frozenset[int]
    classrooms: Classrooms
    without_class: int = 0


def plan_pupils(file: RosterFile, base: Base, today: date, notes: Notebook) -> PupilPlans:
    """Compare the rows with the known pupils."""
    rows, blocked = distinct_pupils(file.pupils, notes)
    classrooms = plan_classrooms(rows, base.classrooms, notes)
    refused = [*blocked, *file.set_aside]
    matching = match_pupils(rows, refused, base.pupils, classrooms, notes)
    _warn_ages(rows, today, notes)
    planned = _planned(matching, file.fields)
    without_class = sum(pupil.values.classroom is None for pupil in planned)
    _warn_without_class(without_class, notes)
    present = matching.claimed | matching.held
    missing = [pupil for pupil in base.current_pupils if pupil.id not in present]
    return PupilPlans(
        planned=planned,
        missing=tuple(sorted(missing, key=lambda one: (*one.names, one.id))),
        held=frozenset(matching.held),
        classrooms=classrooms,
        without_class=without_class,
    )


def _planned(matching: PupilMatching, columns: Sequence[str]) -> tuple[PlannedPupil, ...]:
    planned = [_known(row, pupil, matching, columns) for row, pupil in matching.pairs]
    taken: dict[str, int] = {}
    for row in sorted(matching.arrivals, key=content_key):
        key = fingerprint(*names_of(row), row.birth_on, row.ine)
        taken[key] = taken.get(key, 0) + 1
        values = pupil_values(row, None, columns, matching.classrooms)
        reference = f"new:{key}" if taken[key] == 1 else f"new:{key}-{taken[key]}"
        planned.append(PlannedPupil(reference, None, row.line, values))
    return tuple(sorted(planned, key=lambda one: (_sort_key(one), one.ref)))


def _known(
    row: PupilRow, pupil: KnownPupil, matching: PupilMatching, columns: Sequence[str]
) -> PlannedPupil:
    values = pupil_values(row, pupil, columns, matching.classrooms)
    return PlannedPupil(
        ref=ref(pupil.id),
        id=pupil.id,
        line=row.line,
        values=values,
        changes=pupil_changes(pupil, values, matching.classrooms),
        is_returned=pupil.left_on is not None,
    )


def _sort_key(pupil: PlannedPupil) -> tuple[str, str, str]:
    values = pupil.values
    return values.last_name, values.first_name, str(values.birth_on)


def _warn_ages(rows: Sequence[PupilRow], today: date, notes: Notebook) -> None:
    for row in rows:
        if row.birth_on is None:
            continue
        had_birthday = (today.month, today.day) >= (row.birth_on.month, row.birth_on.day)
        age = today.year - row.birth_on.year - (not had_birthday)
        if not YOUNGEST <= age <= OLDEST:
            message = gettext(
                "Ligne %(line)s\u00a0: né(e) le %(born)s, cet élève n’a pas l’âge de l’école "
                "primaire. Vérifiez la date de naissance.",
                line=row.line,
                born=row.birth_on.strftime("%d/%m/%Y"),
            )
            notes.warn("eleves", row.line, message)


def _warn_without_class(number: int, notes: Notebook) -> None:
    if not number:
        return
    message = ngettext(
        "%(num)d élève n’a pas encore de classe. Sa famille aura un code\u202f; "
        "elle verra la classe dès qu’elle sera connue.",
        "%(num)d élèves n’ont pas encore de classe. Leurs familles auront un code\u202f; "
        "elles verront la classe dès qu’elle sera connue.",
        number,
    )
    notes.warn("eleves", None, message)


def nobody(base: Base) -> PupilPlans:
    """No « Élèves » file: the pupils stay as they are."""
    return PupilPlans((), (), frozenset(), Classrooms(base.classrooms))
