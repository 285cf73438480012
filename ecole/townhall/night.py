"""What the last night did and found, in a small file of the data folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask

from ecole.storage.columns import utc_now
from ecole.townhall.checks import Diagnosis, slow_checks

NOTE = "night.json"
# The tidying comes every hour; reading the whole database and every file, once a day.
CHECKS_KEPT = timedelta(hours=20)


@dataclass(frozen=True)
class Night:
    """`erased`: how many of each; `diagnoses`: those of the slow checks."""

    tidied_at: datetime
    erased: dict[str, int]
    checked_at: datetime
    diagnoses: list[Diagnosis]


def note_night(app: Flask, erased: Mapping[str, int]) -> None:
    """Remember a tidying, and check again what was checked too long ago."""
    now, before = utc_now(), last_night(app)
    if before is not None and before.checked_at > now - CHECKS_KEPT:
        checked_at, diagnoses = before.checked_at, before.diagnoses
    else:
        checked_at, diagnoses = now, slow_checks(app)
    path = _path(app)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({
        "tidied_at": now.isoformat(), "erased": dict(erased),
        "checked_at": checked_at.isoformat(), "diagnoses": [asdict(one) for one in diagnoses],
    }))
    os.replace(draft, path)


def last_night(app: Flask) -> Night | None:
    """None before the first, or when the file cannot be read."""
    try:
        kept = json.loads(_path(app).read_text())
        return Night(
            datetime.fromisoformat(kept["tidied_at"]), kept["erased"],
            datetime.fromisoformat(kept["checked_at"]),
            [Diagnosis(**one) for one in kept["diagnoses"]],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(app: Flask) -> Path:
    return Path(app.config["ECOLE"].data) / NOTE
