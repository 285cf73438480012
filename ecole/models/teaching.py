"""Which teacher has which class."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by


class Teaching(SchoolOwned, Model):
    """One teacher of one class, set by the head; an import never touches it."""

    __owned_args__ = (
        owned_by("classroom_id", "classroom"),
        UniqueConstraint("classroom_id", "account_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"), index=True)

    classroom: Mapped[Classroom] = relationship(overlaps="school_id")
    account: Mapped[Account] = relationship()
