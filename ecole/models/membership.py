"""What an account is in a school."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.school import School
from ecole.storage.columns import Id, new_id
from ecole.storage.database import Model


class Role(StrEnum):
    """The roles of people who sign in. A head also teaches, as most French heads do."""

    HEAD = "head"
    TEACHER = "teacher"
    GUARDIAN = "guardian"


class Membership(Model):
    """One account in one school, instance-wide: it says which schools an account may enter."""

    __table_args__ = (UniqueConstraint("account_id", "school_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    school_id: Mapped[int] = mapped_column(Id, ForeignKey("school.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))

    account: Mapped[Account] = relationship()
    school: Mapped[School] = relationship()
