"""The pairs made so far between rows and known pupils, and the questions when a pair is unsure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ecole.roster.matching.classes import Classrooms
from ecole.roster.matching.duplicates import identity
from ecole.roster.matching.known import KnownPupil, known_id, ref
from ecole.roster.matching.questions import Notebook, question
from ecole.roster.onde.names import full_name, norm
from ecole.roster.onde.rows import PupilRow
from ecole.web.languages import gettext


@dataclass
class PupilMatching:
    """`pairs` and `arrivals` are rows with their place in the plan; `aside` waits for an answer."""

    known: Sequence[KnownPupil]
    classrooms: Classrooms
    notes: Notebook
    pairs: list[tuple[PupilRow, KnownPupil]] = field(default_factory=list)
    arrivals: list[PupilRow] = field(default_factory=list)
    aside: list[PupilRow] = field(default_factory=list)
    # Pupils that a row may be about: never counted as absent.
    held: set[int] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)

    def free(self) -> list[KnownPupil]:
        return [pupil for pupil in self.known if pupil.id not in self.claimed]

    def pair(self, row: PupilRow, pupil: KnownPupil) -> None:
        self.pairs.append((row, pupil))
        self.claimed.add(pupil.id)

    def hold(self, pupils: Sequence[KnownPupil]) -> None:
        self.held |= {pupil.id for pupil in pupils}


def ines_differ(row: PupilRow, pupil: KnownPupil) -> bool:
    return bool(row.ine and pupil.ine and row.ine != pupil.ine)


def ask_which(
    row: PupilRow, candidates: list[KnownPupil], matching: PupilMatching
) -> list[PupilRow]:
    if not candidates:
        return [row]
    choices = [
        ("aside", gettext("Laisser cette ligne de côté pour l’instant")),
        *((ref(one.id), _described(one)) for one in candidates),
        ("new", gettext("C’est un nouvel élève")),
    ]
    about = (*identity(row), row.ine or "", row.classroom_onde_id, row.classroom_label)
    answer = matching.notes.ask(
        question("pupil", about, _which(row, candidates), choices, row.line)
    )
    matching.hold(candidates)
    if answer == "new":
        return [row]
    chosen = known_id(answer)
    if chosen is None:
        matching.aside.append(row)
    else:
        matching.pair(row, next(one for one in candidates if one.id == chosen))
    return []


def _which(row: PupilRow, candidates: list[KnownPupil]) -> str:
    name = full_name(row.last_name, row.first_name)
    if len(candidates) == 1 and ines_differ(row, candidates[0]):
        return gettext(
            "Ligne %(line)s\u00a0: «\u00a0%(name)s\u00a0» est déjà connu avec un autre INE. "
            "Est-ce le même élève\u202f?",
            line=row.line,
            name=name,
        )
    return gettext(
        "Ligne %(line)s\u00a0: plusieurs élèves peuvent être «\u00a0%(name)s\u00a0». "
        "Lequel est-ce\u202f?",
        line=row.line,
        name=name,
    )


def _described(pupil: KnownPupil) -> str:
    born = gettext("sans date de naissance")
    if pupil.birth_on:
        born = pupil.birth_on.strftime("%d/%m/%Y")
    return gettext(
        "C’est %(name)s (%(details)s)",
        name=full_name(pupil.last_name, pupil.first_name),
        details=", ".join(filter(None, [born, pupil.level])),
    )


def pair_by_resemblance(row: PupilRow, matching: PupilMatching) -> None:
    """A pupil gone and one come may be the same child, her name corrected: ask, never assume."""
    alike = [
        one
        for one in matching.free()
        if one.left_on is None and one.id not in matching.held and _resembles(row, one, matching)
    ]
    if not alike:
        matching.arrivals.append(row)
        return
    text = gettext(
        "Ligne %(line)s\u00a0: «\u00a0%(name)s\u00a0» est nouveau, et un élève qui lui ressemble "
        "n’est plus dans la liste. Est-ce le même élève\u202f?",
        line=row.line,
        name=full_name(row.last_name, row.first_name),
    )
    choices = [("new", gettext("Non, c’est un nouvel élève"))]
    choices += [(ref(one.id), _described(one)) for one in alike]
    answer = matching.notes.ask(
        question("renamed", (*identity(row), row.ine or ""), text, choices, row.line)
    )
    chosen = next((one for one in alike if ref(one.id) == answer), None)
    if chosen is None:
        matching.arrivals.append(row)
    else:
        matching.pair(row, chosen)


def _resembles(row: PupilRow, pupil: KnownPupil, matching: PupilMatching) -> bool:
    if ines_differ(row, pupil):
        return False
    if row.birth_on and row.birth_on == pupil.birth_on:
        return True
    home = ref(pupil.classroom_id) if pupil.classroom_id else None
    same_first_name = norm(row.first_name) == norm(pupil.first_name)
    return same_first_name and home is not None and home == matching.classrooms.ref_of(row)
