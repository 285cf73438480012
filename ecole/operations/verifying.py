"""Every stored file is read again and its checksum compared, some each night, all in turn."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from ecole.models.blob_fault import BlobFault
from ecole.storage.blobs import StoreUnavailable, fault_of
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.townhall.files_named import keys_named

log = logging.getLogger("ecole.nightly")
NOTE = "verified.json"
NIGHT_SECONDS = 600.0
# The tidying comes every hour, the verification once a day.
EVERY = timedelta(hours=20)
# A disk that reads for us reads for nobody else: it rests as long as it worked, at most this.
REST_SECONDS = 0.5


@dataclass(frozen=True)
class Verified:
    """One night: how many files were read, and how many are missing or damaged by now."""

    checked: int
    faults: int


def verify_when_due(app: Flask, seconds: float = NIGHT_SECONDS) -> Verified | None:
    """Go on where the last night stopped, for so many seconds, unless it was too short ago."""
    at = _note(app).get("at", "")
    if at and datetime.fromisoformat(at) > utc_now() - EVERY:
        return None
    return verify_some(app, seconds)


def verify_some(app: Flask, seconds: float) -> Verified:
    """What was bad is looked at first, then the next ones in the order of their keys."""
    named, faults = sorted(keys_named()), known_faults()
    mend([key for key in faults if key not in set(named)])
    after, checked, deadline = _note(app).get("after", ""), 0, time.monotonic() + seconds
    bad = [key for key in named if key in faults]
    turn = [key for key in named if key > after] + [key for key in named if key <= after]
    try:
        for n, key in enumerate([*bad, *turn]):
            if time.monotonic() > deadline:
                break
            verify(app, key, faults)
            checked += 1
            after = key if n >= len(bad) else after
    except StoreUnavailable as away:
        log.warning("verification put off: %s", away)
    _write_note(app, after)
    return Verified(checked, len(known_faults()))


def verify_all(app: Flask) -> Iterator[tuple[str, str]]:
    """Each file that a row names, and « missing », « damaged » or nothing; noted as it goes."""
    named, faults = sorted(keys_named()), known_faults()
    mend([key for key in faults if key not in set(named)])
    for key in named:
        yield key, verify(app, key, faults, rests=False)
    _write_note(app, "")


def verify(app: Flask, key: str, faults: dict[str, str], *, rests: bool = True) -> str:
    """Read one; what is found is noted when it is new, or when it is mended."""
    begun = time.monotonic()
    problem = fault_of(app.config["BLOBS"], key)
    if problem and faults.get(key) != problem and key in keys_named():  # not deleted meanwhile
        with writing() as rows:
            rows.merge(BlobFault(key=key, problem=problem))
        log.error("stored file %s: %s", problem, key)
    elif not problem and key in faults:
        mend([key])
    if rests:
        time.sleep(min(time.monotonic() - begun, REST_SECONDS))
    return problem


def known_faults() -> dict[str, str]:
    return {row.key: row.problem for row in db.session.scalars(select(BlobFault))}


def mend(keys: Iterable[str]) -> None:
    """These are well again, or nobody names them any more."""
    keys = list(keys)
    if not keys:
        return
    with writing() as rows:
        for key in keys:
            if row := rows.get(BlobFault, key):
                rows.delete(row)


def _note(app: Flask) -> dict[str, Any]:
    try:
        found = json.loads(_path(app).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_note(app: Flask, after: str) -> None:
    draft = _path(app).with_suffix(".new")
    draft.write_text(json.dumps({"after": after, "at": utc_now().isoformat()}))
    os.replace(draft, _path(app))


def _path(app: Flask) -> Path:
    return Path(app.config["ECOLE"].data) / NOTE
