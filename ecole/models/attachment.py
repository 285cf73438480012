"""A file of an instruction, of work that came back, of a message: of one row of a class."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String, Text, and_, true
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from ecole.models.box import Box
from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.dictation import Dictation
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.message import Message
from ecole.models.news_item import NewsItem
from ecole.models.rendition import Profile, Rendition
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

FILES_MAX = 20
CAPTION_MAX = 200
# What a file may belong to; the column is « …_id », the table another's.
OWNERS = {
    "instruction": "instruction", "correction": "correction", "dictation": "dictation",
    "day_word": "day_word", "hand_in": "hand_in", "comment": "hand_in_comment",
    "news_item": "news_item", "message": "message", "box": "box",
}
Owner = (Instruction | Correction | Dictation | DayWord | HandIn | HandInComment | NewsItem
         | Message | Box)
ONE_OWNER = " + ".join(f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END" for name in OWNERS) + " = 1"


class Attachment(SchoolOwned, Model):
    """What is known of a stored file; its bytes are in the blob store under `blob_key`.

    `plays` is False for what the browsers of families cannot show as it came (the film of an
    iPhone): its renditions do. `rotation` is how a teacher turned a photo, in degrees, clockwise;
    `captions_key` a WebVTT file among the blobs, `transcript` the same in plain text.
    """

    __owned_args__ = (
        *(owned_by(f"{name}_id", table, ondelete="CASCADE") for name, table in OWNERS.items()),
        CheckConstraint(ONE_OWNER, name="one_owner"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    instruction_id: Mapped[int | None] = mapped_column(Id, index=True)
    correction_id: Mapped[int | None] = mapped_column(Id, index=True)
    dictation_id: Mapped[int | None] = mapped_column(Id, index=True)
    day_word_id: Mapped[int | None] = mapped_column(Id, index=True)
    hand_in_id: Mapped[int | None] = mapped_column(Id, index=True)
    comment_id: Mapped[int | None] = mapped_column(Id, index=True)
    news_item_id: Mapped[int | None] = mapped_column(Id, index=True)
    message_id: Mapped[int | None] = mapped_column(Id, index=True)
    box_id: Mapped[int | None] = mapped_column(Id, index=True)
    blob_key: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(160))
    caption: Mapped[str] = mapped_column(String(CAPTION_MAX), default="", server_default="")
    kind: Mapped[str] = mapped_column(String(10))
    mime: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    duration_seconds: Mapped[float | None]
    pages: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    plays: Mapped[bool] = mapped_column(default=True, server_default=true())
    captions_key: Mapped[str | None] = mapped_column(String(64))
    transcript: Mapped[str] = mapped_column(Text, default="", server_default="")
    rotation: Mapped[int] = mapped_column(default=0, server_default="0")
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    # By content, not by row: the same bytes sent twice are made lighter once. Not the pages of a
    # PDF, which may be three hundred.
    renditions: Mapped[list[Rendition]] = relationship(
        primaryjoin=lambda: and_(
            Attachment.school_id == foreign(Rendition.school_id),
            Attachment.blob_key == foreign(Rendition.source_key),
            Rendition.page == 0,
        ),
        viewonly=True, lazy="selectin",
    )
    # Written through the collection of the owner; read here for the permissions.
    instruction: Mapped[Instruction | None] = relationship(viewonly=True)
    correction: Mapped[Correction | None] = relationship(viewonly=True)
    dictation: Mapped[Dictation | None] = relationship(viewonly=True)
    day_word: Mapped[DayWord | None] = relationship(viewonly=True)
    hand_in: Mapped[HandIn | None] = relationship(viewonly=True)
    comment: Mapped[HandInComment | None] = relationship(viewonly=True)
    news_item: Mapped[NewsItem | None] = relationship(viewonly=True)
    message: Mapped[Message | None] = relationship(viewonly=True)
    box: Mapped[Box | None] = relationship(viewonly=True)

    def rendition(self, profile: Profile) -> Rendition | None:
        """The one of this profile, once it is made."""
        return next((r for r in self.renditions if r.profile == profile and r.is_ready), None)

    @property
    def owner_name(self) -> str:
        """« instruction », « hand_in »…: a key of OWNERS."""
        return next(name for name in OWNERS if getattr(self, f"{name}_id") is not None)

    @property
    def owner(self) -> Owner:
        """The row that the file belongs to."""
        row: Owner = getattr(self, self.owner_name)
        return row
