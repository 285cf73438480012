"""A legal guardian, as the school's roster names them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned


class Guardian(SchoolOwned, Model):
    """One guardian in one school. The account behind may serve several schools."""

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"), index=True)
    civility: Mapped[str] = mapped_column(String(8), default="")
    last_name: Mapped[str] = mapped_column(String(100))
    usage_name: Mapped[str] = mapped_column(String(100), default="")
    first_name: Mapped[str] = mapped_column(String(100))
    email_onde: Mapped[str] = mapped_column(String(254), default="")
    mobile_onde: Mapped[str] = mapped_column(String(30), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    account: Mapped[Account] = relationship()

    @property
    def sort_name(self) -> str:
        return f"{self.usage_name or self.last_name} {self.first_name}"

    @property
    def full_name(self) -> str:
        """« Mme BERNARD Claire », for staff only."""
        return " ".join(filter(None, [self.civility, self.usage_name or self.last_name,
                                      self.first_name]))
