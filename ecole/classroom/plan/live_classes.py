"""What is done to a live class (« classe en direct »): a date and an address, never the video."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.plan.recipients import EVERYONE, Recipients, value_of
from ecole.classroom.trash import touch
from ecole.models.classroom import Classroom
from ecole.models.live_class import LiveClass
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.web.words import PARIS

# Said to the teacher, and never refused: some schools have nothing else.
COMMERCIAL = (
    "zoom.us", "zoom.com", "meet.google.com", "teams.microsoft.com", "teams.live.com", "webex.com",
    "whereby.com", "discord.com", "discord.gg", "skype.com", "meet.jit.si", "8x8.vc",
    "messenger.com", "whatsapp.com", "gotomeeting.com", "facetime.apple.com",
)


@dataclass(frozen=True)
class LiveDraft:
    """A live class, as a form gives it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    address: str
    note: str
    recipients: Recipients
    is_out: bool = True


def create_live_class(who: SignedIn, classroom: Classroom, draft: LiveDraft) -> LiveClass:
    classroom_id = classroom.id
    with writing() as rows:
        row = LiveClass(classroom_id=classroom_id, author_id=who.account_id)
        _write(row, draft)
        rows.add(row)
        touch(classroom_id)
    return row


def edit_live_class(live: LiveClass, draft: LiveDraft, *, revision: int) -> None:
    """Change it; `revision` is the one the writer had read."""
    live_id = live.id
    with writing() as rows:
        fresh = rows.get(LiveClass, live_id)
        if fresh is None or fresh.revision != revision:
            raise EditedMeanwhile
        _write(fresh, draft)
        fresh.revision += 1
        touch(fresh.classroom_id)


def _write(row: LiveClass, draft: LiveDraft) -> None:
    row.title, row.note, row.address = draft.title, draft.note, draft.address
    row.starts_at, row.ends_at = draft.starts_at, draft.ends_at
    draft.recipients.write_on(row)
    row.published_at = (row.published_at or utc_now()) if draft.is_out else None


def source_of(row: LiveClass | None) -> SimpleNamespace:
    """What the form shows at first."""
    if row is None:
        return SimpleNamespace(revision="0", for_whom=EVERYONE)
    starts, ends = row.starts_at.astimezone(PARIS), row.ends_at.astimezone(PARIS)
    return SimpleNamespace(
        title=row.title, note=row.note, door=row.address, for_whom=value_of(row),
        day_on=starts.date(), starts=starts.time(), ends=ends.time(), revision=str(row.revision),
    )


def is_commercial(host: str) -> bool:
    """A known meeting service that is not the academy's."""
    return any(host == name or host.endswith(f".{name}") for name in COMMERCIAL)
