"""How often one may be wrong: failures only, counted in the database (security rules §6.2)."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from ecole.accounts.secrets import keyed
from ecole.models.attempt import Attempt
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing

FREE_FAILURES = 5
FREE_FAILURES_KNOWN = 10  # from a device that this account uses
DELAYS = (1, 2, 4, 8, 15)  # minutes after the 5th, 6th… failure
DAY_MAX = 25
ADDRESS_WINDOWS = ((600, 20), (3600, 60), (86_400, 200))  # seconds, failures
ALL_WINDOW, ALL_MAX = 300, 1000
EVERYONE = "everyone"
DAY = timedelta(days=1)


class TooMany(Exception):
    """Too many failures; `retry_after` is in seconds."""

    def __init__(self, retry_after: float):
        self.retry_after = max(1, round(retry_after))
        super().__init__(self.retry_after)


def network_of(address: str | None) -> str:
    """The bucket of an internet address: itself in IPv4, its /64 in IPv6."""
    try:
        parsed = ipaddress.ip_address(address or "0.0.0.0")  # noqa: S104 - a bucket, not a bind
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def check_secret_bucket(name: str, free: int = FREE_FAILURES) -> None:
    """Refuse while one code or one account waits after its failures."""
    failures, last, oldest = _failures(keyed(name), DAY)
    if failures >= DAY_MAX and oldest:
        raise TooMany((oldest + DAY - utc_now()).total_seconds())
    if failures >= free and last:
        delay = timedelta(minutes=DELAYS[min(failures - free, len(DELAYS) - 1)])
        if last + delay > utc_now():
            raise TooMany((last + delay - utc_now()).total_seconds())


def check_address(address: str | None) -> None:
    """Refuse while one internet address (a whole school may share it) has failed too often."""
    bucket = keyed(f"address {network_of(address)}")
    for seconds, most in ADDRESS_WINDOWS:
        window = timedelta(seconds=seconds)
        failures, _, oldest = _failures(bucket, window)
        if failures >= most and oldest:
            raise TooMany((oldest + window - utc_now()).total_seconds())


def is_under_attack() -> bool:
    """Whether failures of all kinds are so many that typed codes must slow down."""
    return _failures(EVERYONE, timedelta(seconds=ALL_WINDOW))[0] >= ALL_MAX


def note_failure(name: str, address: str | None) -> None:
    """Count one failure for the code or account, the internet address, and everyone."""
    with writing() as rows:
        rows.execute(delete(Attempt).where(Attempt.tried_at < utc_now() - DAY))
        for bucket in (keyed(name), keyed(f"address {network_of(address)}"), EVERYONE):
            rows.add(Attempt(bucket=bucket))


def forget_failures(name: str) -> None:
    """A good code or password ends the delays of that code or account."""
    if _failures(keyed(name), DAY)[0]:
        with writing() as rows:
            rows.execute(delete(Attempt).where(Attempt.bucket == keyed(name)))


def _failures(
    bucket: str, window: timedelta
) -> tuple[int, datetime | None, datetime | None]:
    """How many in the window, the last and the oldest."""
    since = utc_now() - window
    count, last, oldest = db.session.execute(
        select(func.count(Attempt.id), func.max(Attempt.tried_at), func.min(Attempt.tried_at))
        .where(Attempt.bucket == bucket, Attempt.tried_at > since)
    ).one()
    return count, last, oldest
