"""Signed-in browsers: opened, recognised at each request, listed, forgotten."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import OperationalError

from ecole.accounts.browsers import label_of
from ecole.accounts.secrets import digest
from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.models.device import Device
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.membership import Membership, Role
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.models.signed_in import Child, SchoolPass, SignedIn
from ecole.models.teaching import Teaching
from ecole.storage.columns import utc_now
from ecole.storage.database import Read, db, reading, writing
from ecole.web.words import PARIS, today

log = logging.getLogger("ecole.accounts")

PERSONAL, SHARED, STAFF, STAFF_STAY = "personal", "shared", "staff", "staff-stay"
MINUTE, HOUR, DAY = 60, 3600, 86_400
IDLE = {PERSONAL: 30 * DAY, SHARED: 30 * MINUTE, STAFF: 2 * HOUR, STAFF_STAY: 7 * DAY}
ABSOLUTE = {SHARED: 4 * HOUR, STAFF: 12 * HOUR, STAFF_STAY: 7 * DAY}
DEVICES_MAX = 6
GRACE_DAYS = 90  # a child who left stays readable this long

WHO = (
    select(
        Device.id, Device.kind, Device.idle_seconds, Device.seen_at, Device.newcomer_at,
        Account.id.label("account_id"), Account.display_name, Account.language, Account.comfort,
        Account.is_town_hall,
        Membership.role, School.id.label("school_id"), School.uai, School.name,
    )
    .join(Account, Account.id == Device.account_id)
    .outerjoin(Membership, Membership.account_id == Account.id)
    .outerjoin(School, School.id == Membership.school_id)
    .where(
        Device.token_hash == bindparam("token_hash"),
        Device.revoked_at.is_(None),
        Device.expires_at > bindparam("now", type_=Device.expires_at.type),
        Account.disabled_at.is_(None),
    )
)
CHILDREN = (
    select(
        Pupil.id, Pupil.school_id, Guardian.id.label("guardian_id"), Pupil.first_name,
        Pupil.level, Pupil.version, Classroom.id.label("classroom_id"), Classroom.label,
        Classroom.version.label("classroom_version"),
    )
    .join(Guardianship, Guardianship.pupil_id == Pupil.id)
    .join(Guardian, Guardian.id == Guardianship.guardian_id)
    .outerjoin(Classroom, Classroom.id == Pupil.classroom_id)
    .where(
        Guardian.account_id == bindparam("account_id"),
        Guardianship.ended_at.is_(None),
        Guardianship.suspended_at.is_(None),
        Pupil.left_on.is_(None) | (Pupil.left_on > bindparam("since", type_=Pupil.left_on.type)),
    )
    .order_by(Pupil.birth_on, Pupil.first_name, Pupil.id)
)
TAUGHT = select(Teaching.classroom_id).where(Teaching.account_id == bindparam("account_id"))


def open_device(account_id: int, kind: str, user_agent: str) -> str:
    """A new signed-in browser; returns its token (256 bits), of which only a hash is kept.

    A guardian keeps six devices at most: the one unused for longest gives its place.
    """
    token = secrets.token_urlsafe(32)
    now = utc_now()
    with writing() as rows:
        if kind == PERSONAL:
            _make_room(account_id)
        _tell_the_others(account_id, now)
        rows.add(
            Device(
                account_id=account_id, kind=kind, token_hash=digest(token),
                label=label_of(user_agent), idle_seconds=IDLE[kind],
                expires_at=_hard_end(kind, now), seen_at=now,
            )
        )
    return token


def _make_room(account_id: int) -> None:
    kept = db.session.scalars(
        select(Device)
        .where(Device.account_id == account_id, Device.kind == PERSONAL,
               Device.revoked_at.is_(None), Device.expires_at > utc_now())
        .order_by(Device.seen_at.desc())
    ).all()
    for device in kept[DEVICES_MAX - 1:]:
        device.revoked_at = utc_now()


def _tell_the_others(account_id: int, now: datetime) -> None:
    db.session.execute(
        update(Device)
        .where(Device.account_id == account_id, Device.revoked_at.is_(None))
        .values(newcomer_at=now)
    )


def know_newcomer(device_id: int) -> None:
    """Somebody on this device has seen the list of devices and knows them all."""
    with writing() as rows:
        rows.execute(update(Device).where(Device.id == device_id).values(newcomer_at=None))


def _hard_end(kind: str, now: datetime) -> datetime:
    if kind in ABSOLUTE:
        return now + timedelta(seconds=ABSOLUTE[kind])
    # 31 August: no session outlives the cards of its school year, one opened in August neither.
    day = today()
    year = day.year if day.month <= 8 else day.year + 1
    return datetime(year, 8, 31, 23, 59, tzinfo=PARIS)


def recognise(token: str) -> SignedIn | None:
    """Who holds this token, in two statements; None when the session is over."""
    now = utc_now()
    with reading() as read:
        rows = read(WHO, {"token_hash": digest(token), "now": now})
        if not rows or rows[0].seen_at + timedelta(seconds=rows[0].idle_seconds) < now:
            return None
        who = _picture(token, rows, read)
    if now - rows[0].seen_at > timedelta(seconds=min(HOUR, rows[0].idle_seconds / 10)):
        _note_seen(who.device_id, now)
    return who


def _picture(token: str, rows: Sequence[Row[Any]], read: Read) -> SignedIn:
    first = rows[0]
    passes = {
        row.uai: SchoolPass(row.school_id, row.uai, row.name, Role(row.role))
        for row in rows
        if row.uai
    }
    roles = {school.role for school in passes.values()}
    return SignedIn(
        token=token,
        account_id=first.account_id,
        device_id=first.id,
        device_kind=first.kind,
        display_name=first.display_name,
        passes=passes,
        taught=_taught(read, first.account_id) if roles - {Role.GUARDIAN} else frozenset(),
        children=_children(read, first.account_id) if Role.GUARDIAN in roles else (),
        language=first.language,
        comfort=first.comfort,
        is_town_hall=first.is_town_hall,
        newcomer_at=first.newcomer_at,
    )


def _taught(read: Read, account_id: int) -> frozenset[int]:
    return frozenset(row[0] for row in read(TAUGHT, {"account_id": account_id}))


def _children(read: Read, account_id: int) -> tuple[Child, ...]:
    since = today() - timedelta(days=GRACE_DAYS)
    return tuple(map(_child, read(CHILDREN, {"account_id": account_id, "since": since})))


def _child(row: Row[Any]) -> Child:
    return Child(
        id=row.id, school_id=row.school_id, guardian_id=row.guardian_id,
        first_name=row.first_name, level=row.level or "", classroom_id=row.classroom_id,
        classroom_label=row.label or "",
        versions=(row.version, row.classroom_version or 0),
    )


def _note_seen(device_id: int, now: datetime) -> None:
    # At most one write an hour for a family, so that reading stays free of writes; and a disk
    # that is full must not stop the reading.
    try:
        with writing() as rows:
            rows.execute(update(Device).where(Device.id == device_id).values(seen_at=now))
    except OperationalError as error:
        log.warning("seen_at not written: %s", type(error.orig).__name__)


def devices_of(account_id: int) -> Sequence[Device]:
    """The live devices, the last used first."""
    devices = db.session.scalars(
        select(Device)
        .where(Device.account_id == account_id, Device.revoked_at.is_(None),
               Device.expires_at > utc_now())
        .order_by(Device.seen_at.desc())
    ).all()
    now = utc_now()
    return [d for d in devices if d.seen_at + timedelta(seconds=d.idle_seconds) > now]


def revoke_device(account_id: int, device_id: int) -> bool:
    """End one session of this account; its next request is refused."""
    with writing() as rows:
        device = rows.get(Device, device_id)
        if device is None or device.account_id != account_id:
            return False
        device.revoked_at = utc_now()
        return True
