"""Which known pupil each row is: INE, then names and birth date; every doubt is a question."""

from collections import Counter
from collections.abc import Sequence

from ecole.roster.matching.classes import Classrooms
from ecole.roster.matching.duplicates import identity, names_of
from ecole.roster.matching.known import KnownPupil, ref
from ecole.roster.matching.pairing import PupilMatching, ask_which, ines_differ, pair_by_resemblance
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.rows import PupilRow


def match_pupils(
    rows: Sequence[PupilRow],
    blocked: Sequence[PupilRow],
    known: Sequence[KnownPupil],
    classrooms: Classrooms,
    notes: Notebook,
) -> PupilMatching:
    """Pair rows with known pupils; `blocked` rows change nothing but keep their pupil present."""
    matching = PupilMatching(known, classrooms, notes)
    unnamed = _pair_by_ine(rows, matching)
    unknown = _pair_by_names(unnamed, Counter(names_of(row) for row in rows), matching)
    for row in unknown:
        pair_by_resemblance(row, matching)
    for row in blocked:
        matching.hold([one for one in known if _could_be(row, one)])
    return matching


def _could_be(row: PupilRow, pupil: KnownPupil) -> bool:
    return names_of(row) == pupil.names or (row.ine is not None and row.ine == pupil.ine)


def _pair_by_ine(rows: Sequence[PupilRow], matching: PupilMatching) -> list[PupilRow]:
    bearers = Counter(pupil.ine for pupil in matching.known)
    by_ine = {pupil.ine: pupil for pupil in matching.known if bearers[pupil.ine] == 1}
    left = []
    for row in rows:
        if row.ine and row.ine in by_ine:
            matching.pair(row, by_ine[row.ine])
        else:
            left.append(row)
    return left


def _pair_by_names(
    rows: Sequence[PupilRow], names_count: Counter[tuple[str, str]], matching: PupilMatching
) -> list[PupilRow]:
    groups: dict[tuple[str, str, str], list[PupilRow]] = {}
    for row in rows:
        groups.setdefault(identity(row), []).append(row)
    unknown = []
    for group in groups.values():
        candidates = _namesakes(group[0], matching.free())
        sure = group[0].birth_on is not None or names_count[names_of(group[0])] == 1
        unknown += _pair_group(group, candidates, sure, matching)
    return unknown


def _namesakes(row: PupilRow, pupils: Sequence[KnownPupil]) -> list[KnownPupil]:
    same = [pupil for pupil in pupils if pupil.names == names_of(row)]
    if row.birth_on is None:
        return same
    dated = [pupil for pupil in same if pupil.birth_on == row.birth_on]
    return dated or [pupil for pupil in same if pupil.birth_on is None]


def _pair_group(
    rows: list[PupilRow], candidates: list[KnownPupil], sure: bool, matching: PupilMatching
) -> list[PupilRow]:
    """Rows with one name and date, against the known pupils with them; return the unknown rows."""
    rows, candidates = list(rows), list(candidates)
    if len(rows) > 1 or len(candidates) > 1:
        _pair_by_classroom(rows, candidates, matching)
    if sure and len(rows) == len(candidates) == 1 and not ines_differ(rows[0], candidates[0]):
        matching.pair(rows[0], candidates[0])
        return []
    if not candidates:
        return rows
    unknown = []
    for row in rows:
        unknown += ask_which(row, [one for one in candidates if one in matching.free()], matching)
    return unknown


def _pair_by_classroom(
    rows: list[PupilRow], candidates: list[KnownPupil], matching: PupilMatching
) -> None:
    """Homonyms born the same day are told apart by the class that only one of them has."""

    def home(pupil: KnownPupil) -> str | None:
        return ref(pupil.classroom_id) if pupil.classroom_id else None

    for row in list(rows):
        place = matching.classrooms.ref_of(row)
        here = [one for one in candidates if home(one) == place and not ines_differ(row, one)]
        rivals = [other for other in rows if matching.classrooms.ref_of(other) == place]
        if place and len(here) == 1 and len(rivals) == 1:
            matching.pair(row, here[0])
            rows.remove(row)
            candidates.remove(here[0])
