"""A box of a document written together (« case »): it belongs to one child, or to a few."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.document import Document
from ecole.models.files import files_by
from ecole.models.pupil import Pupil
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment

BOX_LABEL_MAX = 80
BOX_TEXT_MAX = 5000


class Box(SchoolOwned, Model):
    """Only its owners (their families too) and the staff write in it."""

    __owned_args__ = (owned_by("document_id", "document", ondelete="CASCADE"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    document_id: Mapped[int] = mapped_column(Id, index=True)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(BOX_LABEL_MAX), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    document: Mapped[Document] = relationship(back_populates="boxes", overlaps="school_id")
    owners: Mapped[list[BoxOwner]] = relationship(
        overlaps="school_id", cascade="all, delete-orphan", passive_deletes=True)
    versions: Mapped[list[BoxVersion]] = relationship(
        overlaps="school_id", order_by="BoxVersion.revision", cascade="all, delete-orphan",
        passive_deletes=True)
    attachments: Mapped[list[Attachment]] = files_by("box_id")


class BoxOwner(SchoolOwned, Model):
    """One pupil whose box it is."""

    __owned_args__ = (
        owned_by("box_id", "box", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("box_id", "pupil_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    box_id: Mapped[int] = mapped_column(Id)
    pupil_id: Mapped[int] = mapped_column(Id, index=True)

    pupil: Mapped[Pupil] = relationship(viewonly=True)


class BoxVersion(SchoolOwned, Model):
    """What a box said after a change, and whose hand it was: to be read again and restored."""

    __owned_args__ = (
        owned_by("box_id", "box", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("box_id", "revision"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    box_id: Mapped[int] = mapped_column(Id)
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    pupil_id: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    author: Mapped[Account] = relationship()
