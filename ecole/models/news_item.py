"""News (« actualité ») of a class, or of the whole school."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.models.files import files_by
from ecole.models.searchable import Searchable
from ecole.models.trash import Trashable
from ecole.storage.columns import Id, Moment, new_id, utc_now
from ecole.storage.database import Model
from ecole.storage.school_scope import SchoolOwned, owned_by

if TYPE_CHECKING:
    from ecole.models.attachment import Attachment

NEWS_TITLE_MAX = 120
NEWS_BODY_MAX = 20_000
NEWS_FILES_MAX = 40


class NewsItem(SchoolOwned, Searchable, Trashable, Model):
    """One news item; without a class it is the school's. `published_at` may be to come."""

    SEARCHED = ("title", "body_html")
    __owned_args__ = (owned_by("classroom_id", "classroom"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, default=new_id)
    classroom_id: Mapped[int | None] = mapped_column(Id, index=True)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(NEWS_TITLE_MAX))
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    expires_on: Mapped[date | None]  # the last day it is shown
    is_pinned: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)

    classroom: Mapped[Classroom | None] = relationship(viewonly=True)
    author: Mapped[Account] = relationship()
    attachments: Mapped[list[Attachment]] = files_by("news_item_id")
