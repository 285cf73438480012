"""The outcome of comparing files with a school: all that the preview shows and the import writes.

References are `known:<id>` for rows of the database and `new:<key>` for rows to create.
"""

from dataclasses import dataclass
from datetime import date

from ecole.roster.matching.known import KnownGuardian, KnownPupil
from ecole.roster.matching.questions import Question
from ecole.roster.onde.rows import Remark


@dataclass(frozen=True)
class Change:
    """For people to read; `field` is a field name of the values, old and new are texts."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class PupilValues:
    """Every stored field; `classroom` is the reference of a `ClassroomPlan` or of the database."""

    last_name: str
    usage_name: str
    first_name: str
    birth_on: date | None
    ine: str | None
    level: str | None
    classroom: str | None


@dataclass(frozen=True)
class PlannedPupil:
    """`id` is None for a pupil to create; `changes` is then empty."""

    ref: str
    id: int | None
    line: int
    values: PupilValues
    changes: tuple[Change, ...] = ()
    is_returned: bool = False

    @property
    def is_changed(self) -> bool:
        return bool(self.changes) or self.is_returned


@dataclass(frozen=True)
class GuardianValues:
    """What ONDE says; e-mail and mobile go to the `_onde` columns, never over the person's own."""

    civility: str
    last_name: str
    usage_name: str
    first_name: str
    email_onde: str | None
    mobile_onde: str | None


@dataclass(frozen=True)
class PlannedGuardian:
    """`pupils` refers to the children found; `lines` is where the file names the person."""

    ref: str
    id: int | None
    lines: tuple[int, ...]
    values: GuardianValues
    pupils: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, order=True)
class Link:
    guardian: str
    pupil: str


@dataclass(frozen=True)
class ClassroomPlan:
    """`status` is new, renamed, identified (its ONDE id becomes known) or unchanged."""

    ref: str
    id: int | None
    onde_id: str | None
    label: str
    status: str
    old_label: str | None = None
    levels: tuple[tuple[str, int], ...] = ()
    total: int = 0
    suggested_teacher: str | None = None


@dataclass(frozen=True)
class Guard:
    """A reason to be careful: no pupil is taken away; `blocks` means nothing may be written."""

    key: str
    message: str
    blocks: bool = False


@dataclass(frozen=True)
class ImportPlan:
    kind: str
    pupils_read: int
    new_pupils: tuple[PlannedPupil, ...]
    changed_pupils: tuple[PlannedPupil, ...]
    unchanged_pupils: tuple[PlannedPupil, ...]
    missing_pupils: tuple[KnownPupil, ...]
    left_pupil_ids: tuple[int, ...]
    guardians_read: int
    new_guardians: tuple[PlannedGuardian, ...]
    changed_guardians: tuple[PlannedGuardian, ...]
    unchanged_guardians: tuple[PlannedGuardian, ...]
    missing_guardians: tuple[KnownGuardian, ...]
    guardians_aside: int
    classrooms: tuple[ClassroomPlan, ...]
    without_class: int
    without_guardian: int
    links: tuple[Link, ...]
    new_links: tuple[Link, ...]
    removed_links: tuple[Link, ...]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    ignored_columns: tuple[str, ...]
    guards: tuple[Guard, ...]

    @property
    def is_blocked(self) -> bool:
        return any(guard.blocks for guard in self.guards)

    @property
    def returned_pupils(self) -> tuple[PlannedPupil, ...]:
        return tuple(pupil for pupil in self.changed_pupils if pupil.is_returned)

    @property
    def has_changes(self) -> bool:
        """False when importing would write nothing: "0 changement"."""
        return bool(
            self.new_pupils
            or self.changed_pupils
            or self.left_pupil_ids
            or self.new_guardians
            or self.changed_guardians
            or self.new_links
            or self.removed_links
            or any(classroom.status != "unchanged" for classroom in self.classrooms)
        )
