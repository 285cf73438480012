"""How long things are kept, as the page of personal data says: the figures of the code itself."""

from __future__ import annotations

from ecole.accounts.devices import (
    ABSOLUTE,
    DAY,
    GRACE_DAYS,
    HOUR,
    IDLE,
    MINUTE,
    PERSONAL,
    SHARED,
    STAFF,
    STAFF_STAY,
)
from ecole.accounts.passwords import LINK_DAYS
from ecole.models.instruction import DAYS_IN_TRASH
from ecole.web.drafts import DAYS_KEPT as DRAFT_DAYS
from ecole.web.parked import HOURS_KEPT

# Erased by the tidying of each night, in a room above: tests/public compares.
ENDED_DEVICE_DAYS = 30
ATTEMPT_HOURS = 24


def durations() -> dict[str, int]:
    """Figures by name, each in the unit that its name ends with."""
    return {
        "trash_days": DAYS_IN_TRASH,
        "left_days": GRACE_DAYS,
        "link_days": LINK_DAYS,
        "parked_hours": HOURS_KEPT,
        "draft_days": DRAFT_DAYS,
        "attempt_hours": ATTEMPT_HOURS,
        "ended_device_days": ENDED_DEVICE_DAYS,
        "phone_days": IDLE[PERSONAL] // DAY,
        "shared_minutes": IDLE[SHARED] // MINUTE,
        "shared_hours": ABSOLUTE[SHARED] // HOUR,
        "staff_hours": IDLE[STAFF] // HOUR,
        "stay_days": IDLE[STAFF_STAY] // DAY,
    }
