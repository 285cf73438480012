"""When a file must not be believed: part of a school, one class only, or another school."""

from collections import Counter
from collections.abc import Collection, Sequence

from ecole.roster.matching.known import Base, KnownPupil
from ecole.roster.matching.plan import Guard, PlannedPupil
from ecole.roster.matching.questions import Notebook, question
from ecole.web.languages import gettext, ngettext

_MOST_ABSENT = 0.20
# After "Nouvelle année" a whole level has left, and small schools lose more than one in five.
_MOST_ABSENT_NEW_YEAR = 0.40


def removal_guards(
    planned: Sequence[PlannedPupil], missing: Sequence[KnownPupil], base: Base
) -> list[Guard]:
    """Reasons why the absent pupils may simply not be in this file."""
    current = len(base.current_pupils)
    if not missing:
        return []
    guards = []
    most = _MOST_ABSENT_NEW_YEAR if base.is_new_year else _MOST_ABSENT
    if len(missing) > most * current:
        guards.append(Guard("partial", _partial(len(missing), current)))
    guards += _one_class(planned, base)
    absent = _absent_classes(planned, missing, base)
    if absent:
        quoted = [gettext("«\u00a0%(label)s\u00a0»", label=label) for label in absent]
        message = gettext(
            "Aucun élève de %(classes)s n’est dans ce fichier. "
            "Par prudence, personne ne sera retiré.",
            classes=", ".join(quoted),
        )
        guards.append(Guard("whole_class", message))
    return guards


def _partial(missing: int, current: int) -> str:
    return ngettext(
        "%(num)d des %(current)d élèves de l’école sont absents de ce fichier. "
        "Avez-vous exporté une seule classe\u202f? Par prudence, personne ne sera retiré.",
        "%(num)d des %(current)d élèves de l’école sont absents de ce fichier. "
        "Avez-vous exporté une seule classe\u202f? Par prudence, personne ne sera retiré.",
        missing,
        current=current,
    )


def _one_class(planned: Sequence[PlannedPupil], base: Base) -> list[Guard]:
    classes = {pupil.values.classroom for pupil in planned}
    before = {pupil.classroom_id for pupil in base.current_pupils} - {None}
    if len(classes) > 1 or len(before) < 2:
        return []
    message = gettext(
        "Tous les élèves de ce fichier sont dans une seule classe. "
        "Par prudence, personne ne sera retiré."
    )
    return [Guard("one_class", message)]


def _absent_classes(
    planned: Sequence[PlannedPupil], missing: Sequence[KnownPupil], base: Base
) -> list[str]:
    before = Counter(pupil.classroom_id for pupil in base.current_pupils)
    gone = Counter(pupil.classroom_id for pupil in missing)
    filled = {pupil.values.classroom for pupil in planned}
    return sorted(
        classroom.label
        for classroom in base.classrooms
        if 0 < before[classroom.id] == gone[classroom.id] and f"known:{classroom.id}" not in filled
    )


def school_guard(known_here: Collection[object], base: Base, notes: Notebook) -> list[Guard]:
    """Nobody known in this file: blocked until the head says that it is the right school."""
    if known_here or not base.pupils:
        return []
    text = gettext("Aucun élève de ce fichier n’est connu ici. Est-ce la bonne école\u202f?")
    choices = [
        ("no", gettext("Non, ne rien importer")),
        ("yes", gettext("Oui, c’est bien cette école")),
    ]
    answer = notes.ask(question("right_school", (), text, choices))
    return [Guard("wrong_school", text, blocks=answer != "yes")]


def pupils_to_remove(
    missing: Sequence[KnownPupil], guards: Sequence[Guard], notes: Notebook
) -> tuple[int, ...]:
    """The absent pupils, once the head says that they left; nobody while a guard is up."""
    if not missing or guards:
        return ()
    text = ngettext(
        "%(num)d élève n’est plus dans ce fichier. A-t-il quitté l’école\u202f?",
        "%(num)d élèves ne sont plus dans ce fichier. Ont-ils quitté l’école\u202f?",
        len(missing),
    )
    choices = [
        ("keep", gettext("Non ou je ne sais pas : ne retirer personne")),
        ("remove", gettext("Oui : leur accès se fermera dans 90 jours, rien n’est effacé")),
    ]
    answer = notes.ask(question("remove_missing", (), text, choices))
    return tuple(sorted(one.id for one in missing)) if answer == "remove" else ()
