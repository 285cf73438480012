"""For whom something of a class is: all, a level, a group that the teacher made, one pupil."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ecole.models.pupil_group import PupilGroup
from ecole.models.signed_in import Child
from ecole.storage.columns import Id
from ecole.storage.school_scope import owned_by

LEVEL_MAX = 20


class ForSome:
    """A row of a class (`classroom_id`) for all its pupils, or for some: at most one of the three
    columns says which."""

    level: Mapped[str] = mapped_column(String(LEVEL_MAX), default="", server_default="")
    group_id: Mapped[int | None] = mapped_column(Id, index=True)
    pupil_id: Mapped[int | None] = mapped_column(Id, index=True)
    classroom_id: Mapped[int]

    @declared_attr
    def group(cls) -> Mapped[PupilGroup | None]:
        return relationship(PupilGroup, viewonly=True)

    def is_for(self, child: Child) -> bool:
        """Whether this child of a family is among those it is for."""
        if child.classroom_id != self.classroom_id:
            return False
        return self.is_for_pupil(child.id, child.level)

    def is_for_pupil(self, pupil_id: int, level: str) -> bool:
        """Whether this pupil of the class is."""
        if self.pupil_id is not None:
            return self.pupil_id == pupil_id
        if self.group_id is not None:
            return self.group is not None and pupil_id in self.group.pupil_ids
        return not self.level or self.level == level


def for_some() -> tuple[ForeignKeyConstraint, ...]:
    """The links of `ForSome`, for the `__owned_args__` of a table."""
    return (owned_by("group_id", "pupil_group"), owned_by("pupil_id", "pupil"))
