"""A document written together (« document collectif »): boxes, or one text."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.models.pupil import Pupil
from ecole.models.searchable import Searchable
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.box import Box

DOCUMENT_TITLE_MAX = 120
COMMON_TEXT_MAX = 100_000


class DocumentKind(StrEnum):
    BOXES = "boxes"  # « à cases »: nobody touches another's
    TEXT = "text"  # « texte commun »: several hands on one text


class Document(SchoolOwned, Searchable, Trashable, Model):
    """`text` and `sequence` are the common text as the server orders it; unused for boxes."""

    SEARCHED = ("title", "body_html", "text")
    __owned_args__ = (owned_by("classroom_id", "classroom"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(DOCUMENT_TITLE_MAX))
    body: Mapped[str] = mapped_column(Text, default="")  # what is asked
    body_html: Mapped[str] = mapped_column(Text, default="")
    pupils_may_write: Mapped[bool] = mapped_column(default=True)
    families_may_write: Mapped[bool] = mapped_column(default=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    classroom: Mapped[Classroom] = relationship(viewonly=True)
    author: Mapped[Account] = relationship()
    boxes: Mapped[list[Box]] = relationship(
        overlaps="school_id", order_by="Box.position", cascade="all, delete-orphan",
        passive_deletes=True, back_populates="document",
    )

    @property
    def is_visible(self) -> bool:
        """Whether the families of the class may read it."""
        return (self.deleted_at is None and self.published_at is not None
                and self.published_at <= utc_now())


class DocumentOperation(SchoolOwned, Model):
    """One change of the common text, in the order of the server."""

    __owned_args__ = (
        owned_by("document_id", "document", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("document_id", "sequence"),
        UniqueConstraint("document_id", "key"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    document_id: Mapped[int] = mapped_column(Id)
    sequence: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))  # given by the writer: sent twice, taken once
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    pupil_id: Mapped[int | None] = mapped_column(Id)
    operation: Mapped[list[int | str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    author: Mapped[Account] = relationship()
    pupil: Mapped[Pupil | None] = relationship(viewonly=True)


class DocumentVersion(SchoolOwned, Model):
    """The common text as it stood after an operation, to be read again and restored.

    `changes` is what made it of the version before: [account, pupil or None, operation] of each
    hand in turn. So who wrote what is known when the operations themselves are gone.
    """

    __owned_args__ = (
        owned_by("document_id", "document", ondelete="CASCADE"),
        owned_by("pupil_id", "pupil"),
        UniqueConstraint("document_id", "sequence"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    document_id: Mapped[int] = mapped_column(Id)
    sequence: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    pupil_id: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    author: Mapped[Account] = relationship()
    pupil: Mapped[Pupil | None] = relationship(viewonly=True)
