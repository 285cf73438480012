"""Who is asking: a plain, frozen picture of the signed-in account for one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ecole.models.membership import Role


@dataclass(frozen=True, slots=True)
class SchoolPass:
    """A school the account may enter, and as what."""

    id: int
    uai: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil of the family, with what the today page is cached on."""

    id: int
    school_id: int
    guardian_id: int
    first_name: str
    level: str
    classroom_id: int | None
    classroom_label: str
    versions: tuple[int, int]  # of the pupil, of the class


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login calls the user; `token` is its key, the device's."""

    token: str
    account_id: int
    device_id: int
    device_kind: str
    display_name: str
    passes: Mapping[str, SchoolPass]  # by UAI
    taught: frozenset[int] = frozenset()  # classroom ids
    children: tuple[Child, ...] = ()
    language: str = ""
    comfort: str = ""
    is_town_hall: bool = False
    newcomer_at: datetime | None = None  # another device came in; nobody here has said who
    pupil: Child | None = None  # their child has the screen: the pupil's space is open

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token

    def role_in(self, school_id: int) -> Role | None:
        return next((p.role for p in self.passes.values() if p.id == school_id), None)

    @property
    def role(self) -> str:
        """The widest role held, for the menu: head, then teacher, then guardian."""
        held = {p.role for p in self.passes.values()}
        return next((role for role in Role if role in held), Role.GUARDIAN)

    @property
    def may_keep_copies(self) -> bool:
        """A parent on their own phone; never staff, never a device that others use."""
        roles = {school.role for school in self.passes.values()}
        return self.device_kind == "personal" and roles == {Role.GUARDIAN}

    def in_space_of(self, pupil_id: int) -> SignedIn:
        """The same person while their child has the screen: this child, and nothing else.

        Unchanged when the child is not theirs, or not any more.
        """
        children = tuple(child for child in self.children if child.id == pupil_id)
        schools = {child.school_id for child in children}
        passes = {uai: replace(place, role=Role.GUARDIAN)
                  for uai, place in self.passes.items() if place.id in schools}
        if not (children and passes):
            return self
        return replace(self, pupil=children[0], children=children, passes=passes,
                       taught=frozenset(), is_town_hall=False)

    def has_child_in(self, classroom_id: int) -> bool:
        return any(child.classroom_id == classroom_id for child in self.children)
