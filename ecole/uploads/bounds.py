"""How much may be on its way: of one file, of one sender, of a class, and on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.config import MEGABYTE
from ecole.media.names import safe_name
from ecole.models.school import School
from ecole.models.upload import Upload
from ecole.storage.blobs import Missing
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.uploads.parts import Parts
from ecole.uploads.protocol import Announced
from ecole.uploads.refusals import DISK_FULL, TOO_HEAVY, TOO_MANY, TOO_OFTEN, Refused
from ecole.web.languages import gettext

# The database and its journal go on writing when the files have taken their room.
RESERVE = 500 * MEGABYTE
WINDOW = timedelta(minutes=10)
RoomLeft = Callable[[School, int | None], int]
NoRoom = Callable[[int | None, int], str]


@dataclass(frozen=True)
class Bounds:
    """Of one account; a child has those of the adult whose phone it holds."""

    unfinished: int
    files_of_the_limit: int  # bytes on their way, in files of the school's limit
    begun: int  # in ten minutes


STAFF = Bounds(unfinished=60, files_of_the_limit=4, begun=150)
FAMILY = Bounds(unfinished=25, files_of_the_limit=2, begun=50)


def our_school() -> School:
    school = db.session.get(School, current_school_id() or 0)
    assert school is not None
    return school


def file_limit() -> int:
    """Bytes of the heaviest file of this school."""
    return our_school().file_limit_mb * MEGABYTE


def parts() -> Parts:
    found: Parts = current_app.config["PARTS"]
    return found


def check_file(announced: Announced) -> None:
    """Refuse before the first byte what could never be kept."""
    school, waiting = our_school(), _waiting()
    if announced.size > school.file_limit_mb * MEGABYTE:
        raise Refused(413, gettext(TOO_HEAVY, name=safe_name(announced.name),
                                   limit=school.file_limit_mb))
    _check_room(school, announced, waiting)
    still_to_come = sum(_missing(upload) for upload in waiting if not upload.is_finished)
    if parts().free() - RESERVE < announced.size + still_to_come:
        raise disk_full(announced.name)


def check_disk(name: str) -> None:
    """Asked before each piece: others write meanwhile."""
    if parts().free() < RESERVE:
        raise disk_full(name)


def check_sender(rows: Session, account_id: int, size: int, bounds: Bounds) -> None:
    """Inside `writing()`, so that two at once count each other."""
    mine = rows.scalars(select(Upload).where(Upload.account_id == account_id)).all()
    unfinished = [upload for upload in mine if not upload.is_finished]
    most = bounds.files_of_the_limit * file_limit()
    if len(unfinished) >= bounds.unfinished or sum(u.size for u in unfinished) + size > most:
        raise Refused(429, gettext(TOO_MANY))
    begun = sum(upload.created_at > utc_now() - WINDOW for upload in mine)
    if begun >= bounds.begun:
        raise Refused(429, gettext(TOO_OFTEN), Retry_After="120")


def disk_full(name: str) -> Refused:
    return Refused(507, gettext(DISK_FULL, name=safe_name(name)))


def _check_room(school: School, announced: Announced, waiting: list[Upload]) -> None:
    """The quotas, which the classroom counts: this room is below it, and is told how."""
    room_left: RoomLeft = current_app.config["ROOM_LEFT"]
    no_room: NoRoom = current_app.config["NO_ROOM"]
    taken = sum(upload.size for upload in waiting
                if announced.classroom_id in (None, upload.classroom_id))
    left = max(room_left(school, announced.classroom_id) - taken, 0)
    if announced.size > left:
        raise Refused(413, no_room(announced.classroom_id, left))


def _waiting() -> list[Upload]:
    """Those of the school that no form has taken: on their way, or whole."""
    return list(db.session.scalars(select(Upload)))


def _missing(upload: Upload) -> int:
    try:
        return max(upload.size - parts().size(upload.id), 0)
    except Missing:
        return 0
