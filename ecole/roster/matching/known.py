"""What one school already knows, as the import sees it; and the references that name its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from ecole.roster.onde.names import name_key

GRACE = timedelta(days=90)


@dataclass(frozen=True)
class KnownPupil:
    id: int
    last_name: str
    usage_name: str
    first_name: str
    birth_on: date | None = None
    ine: str | None = None
    level: str | None = None
    classroom_id: int | None = None
    left_on: date | None = None

    @property
    def names(self) -> tuple[str, str]:
        return name_key(self.last_name, self.first_name)


@dataclass(frozen=True)
class KnownGuardian:
    id: int
    civility: str
    last_name: str
    usage_name: str
    first_name: str
    email_onde: str | None = None
    mobile_onde: str | None = None
    pupil_ids: frozenset[int] = frozenset()

    @property
    def names(self) -> tuple[str, str]:
        return name_key(self.last_name, self.first_name)


@dataclass(frozen=True)
class KnownClassroom:
    id: int
    onde_id: str | None
    label: str


@dataclass(frozen=True)
class KnownLink:
    guardian_id: int
    pupil_id: int


@dataclass(frozen=True)
class Base:
    """One school: its classrooms of the current year, all its pupils (left ones too), its families.

    `is_new_year` is true between "Nouvelle année" and the first import: many leave, all move.
    """

    pupils: tuple[KnownPupil, ...] = ()
    guardians: tuple[KnownGuardian, ...] = ()
    classrooms: tuple[KnownClassroom, ...] = ()
    links: tuple[KnownLink, ...] = field(default=())
    is_new_year: bool = False

    @property
    def current_pupils(self) -> tuple[KnownPupil, ...]:
        return tuple(pupil for pupil in self.pupils if pupil.left_on is None)

    @cached_property
    def linked_pairs(self) -> frozenset[tuple[int, int]]:
        pairs = {(link.guardian_id, link.pupil_id) for link in self.links}
        pairs |= {(one.id, pupil_id) for one in self.guardians for pupil_id in one.pupil_ids}
        return frozenset(pairs)

    @cached_property
    def labels(self) -> Mapping[int, str]:
        return {classroom.id: classroom.label for classroom in self.classrooms}


def ref(row_id: int) -> str:
    """How a plan names a row of the database; rows to create are `new:…`."""
    return f"known:{row_id}"


def known_id(reference: str | None) -> int | None:
    """The database id behind a reference, None for a row to create."""
    if reference is None or not reference.startswith("known:"):
        return None
    return int(reference.removeprefix("known:"))
