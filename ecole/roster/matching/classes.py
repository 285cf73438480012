"""The classrooms of a file: ONDE's identifier first, the label when there is none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ecole.roster.matching.known import KnownClassroom, ref
from ecole.roster.matching.plan import ClassroomPlan
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.names import fingerprint, norm
from ecole.roster.onde.rows import PupilRow
from ecole.roster.onde.teachers import suggested_teacher
from ecole.web.languages import gettext

Key = tuple[str, str]


@dataclass
class Classrooms:
    """`plans` has one entry per classroom; `_by_key` leads the rows of the file to them."""

    known: Sequence[KnownClassroom]
    plans: dict[str, ClassroomPlan] = field(default_factory=dict)
    by_key: dict[Key, str] = field(default_factory=dict)
    unclear: set[Key] = field(default_factory=set)

    def ref_of(self, row: PupilRow) -> str | None:
        key = key_of(row)
        return self.by_key.get(key) if key else None

    def is_unclear(self, row: PupilRow) -> bool:
        """Its label alone names several classrooms: the pupil stays where she is."""
        return key_of(row) in self.unclear

    def label_of(self, reference: str | None) -> str | None:
        if reference in self.plans:
            return self.plans[reference].label
        return next((one.label for one in self.known if ref(one.id) == reference), None)

    def add(self, key: Key, plan: ClassroomPlan) -> None:
        self.by_key[key] = plan.ref
        self.plans[plan.ref] = plan

    def counted(self, places: Iterable[tuple[str | None, str | None]]) -> tuple[ClassroomPlan, ...]:
        """The classrooms with their head-counts; a place is (classroom reference, level)."""
        levels: dict[str, Counter[str]] = {reference: Counter() for reference in self.plans}
        for reference, level in places:
            if reference in levels:
                levels[reference][level or ""] += 1
        return tuple(
            replace(
                plan,
                levels=tuple(sorted(levels[reference].items())),
                total=levels[reference].total(),
                suggested_teacher=suggested_teacher(plan.label),
            )
            for reference, plan in sorted(
                self.plans.items(), key=lambda item: (norm(item[1].label), item[0])
            )
        )


def key_of(row: PupilRow) -> Key | None:
    if row.classroom_onde_id:
        return ("id", row.classroom_onde_id)
    return ("label", label_key(row.classroom_label)) if row.classroom_label else None


def label_key(label: str) -> str:
    return norm(label) or label


def plan_classrooms(
    rows: Sequence[PupilRow], known: Sequence[KnownClassroom], notes: Notebook
) -> Classrooms:
    """Find or create the classroom of every row."""
    classrooms = Classrooms(known)
    labels = _labels_by_id(rows, notes)
    _warn_same_labels(labels, notes)
    for onde_id, label in sorted(labels.items()):
        classrooms.add(("id", onde_id), _identified(onde_id, label, labels, known))
    bare = {label_key(label): label for label in _bare_labels(rows)}
    for key, label in sorted(bare.items()):
        _add_by_label(classrooms, key, label, notes)
    return classrooms


def _bare_labels(rows: Sequence[PupilRow]) -> list[str]:
    labels = {row.classroom_label for row in rows if not row.classroom_onde_id}
    return sorted((label for label in labels if label), reverse=True)


def _labels_by_id(rows: Sequence[PupilRow], notes: Notebook) -> dict[str, str]:
    """{identifier: label}; the label most rows give, when they do not agree."""
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        if row.classroom_onde_id:
            labels = seen.setdefault(row.classroom_onde_id, Counter())
            labels[row.classroom_label or ""] += 1
    chosen = {}
    for onde_id, labels in seen.items():
        named = sorted(label for label in labels if label)
        chosen[onde_id] = max(named, key=lambda label: labels[label]) if named else ""
        if len(named) > 1:
            message = gettext(
                "La classe %(id)s porte plusieurs noms\u00a0: %(names)s. "
                "«\u00a0%(kept)s\u00a0» est retenu.",
                id=onde_id,
                names=", ".join(named),
                kept=chosen[onde_id],
            )
            notes.warn("eleves", None, message)
    return chosen


def _warn_same_labels(labels: dict[str, str], notes: Notebook) -> None:
    shared: dict[str, list[str]] = {}
    for onde_id, label in labels.items():
        if label:
            shared.setdefault(label_key(label), []).append(onde_id)
    for ids in shared.values():
        if len(ids) > 1:
            message = gettext(
                "Plusieurs classes portent le nom «\u00a0%(label)s\u00a0» (identifiants %(ids)s). "
                "Elles restent séparées.",
                label=labels[min(ids)],
                ids=", ".join(sorted(ids)),
            )
            notes.warn("eleves", None, message)


def _identified(
    onde_id: str, label: str, labels: dict[str, str], known: Sequence[KnownClassroom]
) -> ClassroomPlan:
    found = next((one for one in known if one.onde_id == onde_id), None)
    if found is None:
        found = _adoptable(label, labels, known)
    if found is None:
        return _new(("id", onde_id), onde_id, label or onde_id)
    label = label or found.label
    status = "unchanged" if found.onde_id else "identified"
    if label != found.label:
        status = "renamed"
    old_label = found.label if status == "renamed" else None
    return ClassroomPlan(ref(found.id), found.id, onde_id, label, status, old_label)


def _adoptable(
    label: str, labels: dict[str, str], known: Sequence[KnownClassroom]
) -> KnownClassroom | None:
    """A classroom first met without identifier, when this label cannot mean another one."""
    key = label_key(label)
    bearers = [one for one in known if one.onde_id is None and label_key(one.label) == key]
    claimants = [other for other in labels.values() if label_key(other) == key]
    return bearers[0] if label and len(bearers) == 1 and len(claimants) == 1 else None


def _add_by_label(classrooms: Classrooms, key: str, label: str, notes: Notebook) -> None:
    here = [plan for plan in classrooms.plans.values() if label_key(plan.label) == key]
    there = [one for one in classrooms.known if label_key(one.label) == key]
    if len(here) == 1:
        classrooms.by_key["label", key] = here[0].ref
    elif len(here) > 1 or len(there) > 1:
        classrooms.unclear.add(("label", key))
        message = gettext(
            "Plusieurs classes portent le nom «\u00a0%(label)s\u00a0» et ce fichier ne dit pas "
            "laquelle\u00a0: ces élèves gardent leur classe.",
            label=label,
        )
        notes.warn("eleves", None, message)
    elif there:
        one = there[0]
        plan = ClassroomPlan(ref(one.id), one.id, one.onde_id, one.label, "unchanged")
        classrooms.add(("label", key), plan)
    else:
        classrooms.add(("label", key), _new(("label", key), None, label))


def _new(key: Key, onde_id: str | None, label: str) -> ClassroomPlan:
    return ClassroomPlan(f"new:{fingerprint(*key)}", None, onde_id, label, "new")
