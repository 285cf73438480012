"""Compare files with a school, without writing anything: the preview, and what the import does."""

from collections.abc import Mapping, Sequence
from datetime import date

from ecole.roster.matching.families import FamilyPlans, plan_families
from ecole.roster.matching.guards import pupils_to_remove, removal_guards, school_guard
from ecole.roster.matching.known import Base, known_id
from ecole.roster.matching.plan import Guard, ImportPlan
from ecole.roster.matching.pupils import PupilPlans, nobody, plan_pupils
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.fields import EXTRACTIONS
from ecole.roster.onde.refusals import Refused
from ecole.roster.onde.rows import Kind, Remark, RosterFile
from ecole.web.languages import gettext

NO_ANSWERS: Mapping[str, str] = {}


def plan_import(
    files: Sequence[RosterFile],
    base: Base,
    *,
    today: date,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> ImportPlan:
    """What importing one or two files would do; the same whatever the order of files and rows.

    Raise `Refused` for two files of one kind. `answers` is {question id: choice value}.
    """
    pupil_file, guardian_file = _one_of_each(files)
    notes = Notebook(answers)
    pupils = plan_pupils(pupil_file, base, today, notes) if pupil_file else nobody(base)
    families = FamilyPlans()
    if guardian_file:
        families = plan_families(guardian_file, pupils, base, today, notes)
    guards = school_guard(_known_here(pupils, families), base, notes)
    guards += removal_guards(pupils.planned, pupils.missing, base)
    left = pupils_to_remove(pupils.missing, guards, notes)
    return _outcome(files, pupils, families, guards, left, notes)


def _one_of_each(files: Sequence[RosterFile]) -> tuple[RosterFile | None, RosterFile | None]:
    by_kind: dict[Kind, RosterFile] = {file.kind: file for file in files}
    if not files or len(by_kind) < len(files):
        raise Refused(
            gettext(
                "Envoyez un fichier «\u00a0%(pupils)s\u00a0» et un fichier "
                "«\u00a0%(guardians)s\u00a0», ou un seul des deux\u00a0: "
                "pas deux fois la même liste.",
                **EXTRACTIONS,
            )
        )
    return by_kind.get("eleves"), by_kind.get("responsables")


def _known_here(pupils: PupilPlans, families: FamilyPlans) -> set[int]:
    """Pupils of the base met in the files; links speak only when there is no list of pupils,
    since a name alone is soon shared with a child of another school."""
    if pupils.planned:
        return {one.id for one in pupils.planned if one.id is not None} | pupils.held
    linked = {known_id(link.pupil) for link in families.links}
    return {one for one in linked if one is not None}


def _outcome(
    files: Sequence[RosterFile],
    pupils: PupilPlans,
    families: FamilyPlans,
    guards: Sequence[Guard],
    left: tuple[int, ...],
    notes: Notebook,
) -> ImportPlan:
    remarks = [*(remark for file in files for remark in file.remarks), *notes.remarks]
    ignored = [name for file in sorted(files, key=_kind) for name in file.ignored_columns]
    known_pupils = [one for one in pupils.planned if one.id is not None]
    known_guardians = [one for one in families.planned if one.id is not None]
    places = ((one.values.classroom, one.values.level) for one in pupils.planned)
    return ImportPlan(
        kind="+".join(sorted(file.kind for file in files)),
        pupils_read=sum(len(file.pupils) for file in files),
        new_pupils=tuple(one for one in pupils.planned if one.id is None),
        changed_pupils=tuple(one for one in known_pupils if one.is_changed),
        unchanged_pupils=tuple(one for one in known_pupils if not one.is_changed),
        missing_pupils=pupils.missing,
        left_pupil_ids=left,
        guardians_read=sum(len(file.guardians) for file in files),
        new_guardians=tuple(one for one in families.planned if one.id is None),
        changed_guardians=tuple(one for one in known_guardians if one.changes),
        unchanged_guardians=tuple(one for one in known_guardians if not one.changes),
        missing_guardians=families.missing,
        guardians_aside=families.aside,
        classrooms=pupils.classrooms.counted(places),
        without_class=pupils.without_class,
        without_guardian=families.without_guardian,
        links=families.links,
        new_links=families.new_links,
        removed_links=families.removed_links,
        questions=tuple(sorted(notes.questions, key=lambda one: one.id)),
        remarks=tuple(sorted(remarks, key=_remark_order)),
        ignored_columns=tuple(dict.fromkeys(ignored)),
        guards=tuple(guards),
    )


def _kind(file: RosterFile) -> str:
    return file.kind


def _remark_order(remark: Remark) -> tuple[str, int, str, str]:
    return remark.kind or "", remark.line or 0, remark.severity, remark.message
