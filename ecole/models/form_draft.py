"""What somebody was typing in a form, kept as they type (« brouillon »), on all their devices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model


class FormDraft(Model):
    """The fields of one form of one account, until it is sent or thrown away."""

    __table_args__ = (UniqueConstraint("account_id", "address", "pupil_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    address: Mapped[str] = mapped_column(String(400))
    # The child who has the screen, 0 for the adult: two of a family never mix their texts.
    pupil_id: Mapped[int] = mapped_column(Id, default=0)
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, index=True)
