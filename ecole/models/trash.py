"""What a delete leaves behind: out of sight at once, restorable for thirty days, then erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from ecole.storage.columns import Moment, utc_now

DAYS_IN_TRASH = 30


class Trashable:
    """A row that goes to the trash of its class before the night erases it."""

    deleted_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_past_restoring(self) -> bool:
        """Whether it was announced as erased, even if the night has not come yet."""
        return self.deleted_at is not None and self.deleted_at <= oldest_kept()


def oldest_kept() -> datetime:
    """What was deleted before this moment cannot be restored any more."""
    return utc_now() - timedelta(days=DAYS_IN_TRASH)
