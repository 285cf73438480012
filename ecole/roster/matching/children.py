"""Which pupil a guardian's child is: by names and birth date, among the upload and the base."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ecole.roster.matching.classes import Classrooms
from ecole.roster.matching.known import GRACE, Base, KnownPupil, known_id, ref
from ecole.roster.matching.plan import PlannedPupil
from ecole.roster.matching.questions import Notebook, question
from ecole.roster.onde.fields import EXTRACTIONS
from ecole.roster.onde.names import fingerprint, full_name, name_key, norm
from ecole.roster.onde.rows import ChildRef, GuardianRow
from ecole.web.languages import gettext

Names = tuple[str, str]


@dataclass(frozen=True)
class Candidate:
    """A pupil as families may write her: with her former name or her usage name too."""

    ref: str
    name: str
    birth_on: date | None
    names: frozenset[Names]
    usage_names: frozenset[Names]
    classes: frozenset[str]
    is_current: bool = True


def candidates_of(
    planned: Iterable[PlannedPupil], base: Base, classrooms: Classrooms, today: date
) -> list[Candidate]:
    """The pupils of this upload, then those of the base; long gone pupils are nobody's child."""
    known = {pupil.id: pupil for pupil in base.pupils}
    candidates = []
    for pupil in planned:
        before = known.pop(pupil.id, None) if pupil.id else None
        candidates.append(_uploaded(pupil, before, base, classrooms))
    for before in known.values():
        if before.left_on is None or before.left_on >= today - GRACE:
            candidates.append(_stored(before, base))
    return sorted(candidates, key=lambda one: one.ref)


def _uploaded(
    pupil: PlannedPupil, before: KnownPupil | None, base: Base, classrooms: Classrooms
) -> Candidate:
    values = pupil.values
    names = {name_key(values.last_name, values.first_name)}
    usage = {name_key(values.usage_name, values.first_name)} if values.usage_name else set()
    classes = {norm(classrooms.label_of(values.classroom))}
    if before:
        stored = _stored(before, base)
        usage |= stored.names | stored.usage_names
        classes |= stored.classes
    return Candidate(
        ref=pupil.ref,
        name=full_name(values.last_name, values.first_name),
        birth_on=values.birth_on,
        names=frozenset(names),
        usage_names=frozenset(usage),
        classes=frozenset(classes - {""}),
    )


def _stored(pupil: KnownPupil, base: Base) -> Candidate:
    usage = {name_key(pupil.usage_name, pupil.first_name)} if pupil.usage_name else set()
    return Candidate(
        ref=ref(pupil.id),
        name=full_name(pupil.last_name, pupil.first_name),
        birth_on=pupil.birth_on,
        names=frozenset({pupil.names}),
        usage_names=frozenset(usage),
        classes=frozenset({norm(base.labels.get(pupil.classroom_id or 0))} - {""}),
        is_current=pupil.left_on is None,
    )


@dataclass
class ChildFinder:
    """Finds children one by one; `is_waiting` collects the guardians with an open question."""

    candidates: Sequence[Candidate]
    base: Base
    notes: Notebook
    waiting_lines: set[int] = field(default_factory=set)

    def find(self, child: ChildRef, guardian: GuardianRow) -> str | None:
        """The pupil's reference, or None with a remark or a question."""
        found = self._narrowed(child, guardian)
        if len(found) == 1:
            return found[0].ref
        if found:
            return self._asked(child, guardian, found)
        message = gettext(
            "Ligne %(line)s\u00a0: l’enfant «\u00a0%(name)s\u00a0» n’est pas dans la liste des "
            "élèves. Importez d’abord le fichier «\u00a0%(pupils)s\u00a0», ou vérifiez "
            "l’orthographe.",
            line=guardian.line,
            name=full_name(child.last_name, child.first_name),
            **EXTRACTIONS,
        )
        self.notes.warn("responsables", guardian.line, message)
        return None

    def _narrowed(self, child: ChildRef, guardian: GuardianRow) -> list[Candidate]:
        found = self._named(child)
        found = [one for one in found if one.is_current] or found
        if len(found) > 1:
            place = norm(child.classroom_label)
            here = [one for one in found if place in one.classes]
            found = here if len(here) == 1 else found
        if len(found) > 1:
            linked = [one for one in found if self._is_linked(one, guardian)]
            found = linked if len(linked) == 1 else found
        return found

    def _named(self, child: ChildRef) -> list[Candidate]:
        own = name_key(child.last_name, child.first_name)
        written = {own}
        if child.usage_name:
            written.add(name_key(child.usage_name, child.first_name))
        dated = [
            one
            for one in self.candidates
            if None in (child.birth_on, one.birth_on) or child.birth_on == one.birth_on
        ]
        found = [one for one in dated if own in one.names]
        return found or [one for one in dated if written & (one.names | one.usage_names)]

    def _is_linked(self, candidate: Candidate, guardian: GuardianRow) -> bool:
        pupil_id = known_id(candidate.ref)
        names = name_key(guardian.last_name, guardian.first_name)
        return any(
            one.names == names and (one.id, pupil_id) in self.base.linked_pairs
            for one in self.base.guardians
        )

    def _asked(
        self, child: ChildRef, guardian: GuardianRow, found: Sequence[Candidate]
    ) -> str | None:
        text = _whose(child, guardian, len(found))
        choices = [("aside", gettext("Je ne sais pas : ne rattacher à aucun pour l’instant"))]
        choices += [(one.ref, _described(one)) for one in found]
        about = (
            *name_key(guardian.last_name, guardian.first_name),
            guardian.mobile,
            guardian.email,
            *name_key(child.last_name, child.first_name),
            child.birth_on,
            child.classroom_label,
        )
        answer = self.notes.ask(question("child", about, text, choices, guardian.line))
        if answer == "aside":
            self.waiting_lines.add(guardian.line)
            return None
        return answer


def _whose(child: ChildRef, guardian: GuardianRow, number: int) -> str:
    name = full_name(child.last_name, child.first_name)
    if number == 2:
        return gettext(
            "Ligne %(line)s\u00a0: deux élèves s’appellent «\u00a0%(name)s\u00a0». "
            "Auquel des deux ce responsable est-il rattaché\u202f?",
            line=guardian.line,
            name=name,
        )
    return gettext(
        "Ligne %(line)s\u00a0: %(number)d élèves s’appellent «\u00a0%(name)s\u00a0». "
        "Auquel ce responsable est-il rattaché\u202f?",
        line=guardian.line,
        number=number,
        name=name,
    )


def _described(candidate: Candidate) -> str:
    born = candidate.birth_on.strftime("%d/%m/%Y") if candidate.birth_on else ""
    return " ".join(filter(None, [candidate.name, f"({born})" if born else ""]))


def child_key(child: ChildRef) -> str:
    """The same child written on two rows, before or without knowing which pupil it is."""
    return fingerprint(*name_key(child.last_name, child.first_name), child.birth_on)
