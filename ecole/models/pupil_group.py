"""A group of pupils of one class, made by its teacher (« groupe »)."""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.trash import Trashable
from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

LABEL_MAX = 60


class PupilGroup(SchoolOwned, Trashable, Model):
    """A named group; what is for it stays for it when its pupils change."""

    __owned_args__ = (owned_by("classroom_id", "classroom"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id, index=True)
    label: Mapped[str] = mapped_column(String(LABEL_MAX))

    members: Mapped[list[PupilGroupMember]] = relationship(
        overlaps="school_id", cascade="all, delete-orphan", passive_deletes=True,
        lazy="selectin",
    )

    @property
    def pupil_ids(self) -> set[int]:
        return {member.pupil_id for member in self.members}


class PupilGroupMember(SchoolOwned, Model):
    """One pupil of a group."""

    __owned_args__ = (
        owned_by("group_id", "pupil_group", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("group_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    group_id: Mapped[int] = mapped_column(Id)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)
