"""The « Responsables » half of a plan: people, their accounts, their links to the children."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ecole.roster.matching.changes import guardian_changes, guardian_values
from ecole.roster.matching.children import Candidate, ChildFinder, candidates_of
from ecole.roster.matching.guardians import GuardianMatching, match_guardians
from ecole.roster.matching.known import Base, KnownGuardian, ref
from ecole.roster.matching.links import (
    known_links,
    links_of,
    removed_links,
    warn_many_guardians,
)
from ecole.roster.matching.persons import Person, persons_of
from ecole.roster.matching.plan import Link, PlannedGuardian
from ecole.roster.matching.pupils import PupilPlans
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.names import fingerprint
from ecole.roster.onde.rows import RosterFile
from ecole.web.languages import gettext


@dataclass(frozen=True)
class FamilyPlans:
    planned: tuple[PlannedGuardian, ...] = ()
    missing: tuple[KnownGuardian, ...] = ()
    aside: int = 0
    links: tuple[Link, ...] = ()
    new_links: tuple[Link, ...] = ()
    removed_links: tuple[Link, ...] = ()
    without_guardian: int = 0


def plan_families(
    file: RosterFile, pupils: PupilPlans, base: Base, today: date, notes: Notebook
) -> FamilyPlans:
    """Compare the guardians with the known ones, against the pupils of the upload and the base."""
    candidates = candidates_of(pupils.planned, base, pupils.classrooms, today)
    persons = persons_of(file.guardians, ChildFinder(candidates, base, notes), notes)
    _warn_childless(persons, notes)
    matching = match_guardians(persons, base.guardians, notes)
    planned = _planned(matching, file.fields)
    warn_many_guardians(planned, {one.ref: one.name for one in candidates}, notes)
    links = links_of(planned)
    old_links = known_links(base)
    removed = removed_links(links, base, _protected(matching), notes)
    return FamilyPlans(
        planned=planned,
        missing=_missing(matching, base),
        aside=len(matching.aside),
        links=links,
        new_links=tuple(link for link in links if link not in old_links),
        removed_links=removed,
        without_guardian=_without_guardian(candidates, (old_links - set(removed)) | set(links)),
    )


def _planned(matching: GuardianMatching, columns: Sequence[str]) -> tuple[PlannedGuardian, ...]:
    planned = []
    for person, known in matching.pairs:
        values = guardian_values(person.row, known, columns)
        changes = guardian_changes(known, values)
        pupils = tuple(sorted(person.pupils))
        planned.append(
            PlannedGuardian(ref(known.id), known.id, person.lines, values, pupils, changes)
        )
    taken: dict[str, int] = {}
    for person in matching.arrivals:
        key = fingerprint(*person.names, *sorted(person.children))
        taken[key] = taken.get(key, 0) + 1
        reference = f"new:{key}" if taken[key] == 1 else f"new:{key}-{taken[key]}"
        values = guardian_values(person.row, None, columns)
        pupils = tuple(sorted(person.pupils))
        planned.append(PlannedGuardian(reference, None, person.lines, values, pupils))
    return tuple(
        sorted(planned, key=lambda one: (one.values.last_name, one.values.first_name, one.ref))
    )


def _protected(matching: GuardianMatching) -> set[int]:
    """Guardians with a child still in question, or written on a row that was left aside."""
    waiting = {known.id for person, known in matching.pairs if person.is_waiting}
    names = {person.names for person in matching.aside}
    return waiting | {known.id for known in matching.known if known.names in names}


def _missing(matching: GuardianMatching, base: Base) -> tuple[KnownGuardian, ...]:
    """Known guardians of a present child whom the file does not name; they keep everything."""
    current = {pupil.id for pupil in base.current_pupils}
    names = {person.names for person in matching.aside}
    return tuple(
        one
        for one in matching.known
        if one.id not in matching.claimed
        and one.names not in names
        and any((one.id, pupil) in base.linked_pairs for pupil in current)
    )


def _without_guardian(candidates: Sequence[Candidate], links: set[Link] | frozenset[Link]) -> int:
    linked = {link.pupil for link in links}
    return sum(one.is_current and one.ref not in linked for one in candidates)


def _warn_childless(persons: Sequence[Person], notes: Notebook) -> None:
    for person in persons:
        if not person.children:
            message = gettext(
                "Ligne %(line)s\u00a0: ce responsable n’a aucun enfant dans le fichier. "
                "Il est laissé de côté.",
                line=person.row.line,
            )
            notes.warn("responsables", person.row.line, message)
