"""The files of a row: the collection that every owner of attachments has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, relationship

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment


def files_by(column: str) -> Mapped[list[Attachment]]:
    """`attachments: Mapped[list[Attachment]] = files_by("message_id")`, in their order."""
    return relationship(
        "Attachment", overlaps="school_id,attachments", order_by="Attachment.position",
        cascade="all, delete-orphan", passive_deletes=True,
        foreign_keys=f"Attachment.school_id, Attachment.{column}",
    )
