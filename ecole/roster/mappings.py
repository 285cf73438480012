"""Headers nobody knew: the head says once what each column is, and the school remembers.

The file itself is not kept between the two screens: it is sent again, and then read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import reduce

from werkzeug.datastructures import FileStorage, MultiDict

from ecole.models.school import School
from ecole.roster.onde.columns import MAX_COLUMNS
from ecole.roster.onde.decoding import MAX_BYTES
from ecole.roster.onde.names import norm
from ecole.roster.onde.reading import read_file
from ecole.roster.onde.refusals import Refused, UnknownColumns
from ecole.roster.onde.rows import RosterFile
from ecole.storage.database import db, writing
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import N_, gettext

NO_COLUMNS: Mapping[str, str] = {}
NEEDED = {
    "eleves": {
        "pupil.last_name": N_("le nom de l’élève"),
        "pupil.first_name": N_("le prénom de l’élève"),
    },
    "responsables": {
        "guardian.last_name": N_("le nom du responsable"),
        "guardian.first_name": N_("le prénom du responsable"),
        "child.last_name": N_("le nom de l’enfant"),
        "child.first_name": N_("le prénom de l’enfant"),
    },
}


class BadMapping(ValueError):
    """A choice of columns that cannot be read; the message says why."""


def read_upload(file: FileStorage) -> RosterFile:
    """One uploaded file, with the columns the school has already explained."""
    content = file.stream.read(MAX_BYTES + 1)
    try:
        return read_for_school(content)
    except UnknownColumns:
        raise
    except Refused as refused:
        raise Refused(gettext(
            "« %(name)s »\u00a0: %(why)s",
            name=file.filename or gettext("fichier"), why=refused.message,
        )) from refused


def read_for_school(content: bytes, columns: Mapping[str, str] = NO_COLUMNS) -> RosterFile:
    """A file read with the headers we know, else with `columns` ({header: field key}), else with
    what the school said of this header before. Raises as `read_file`."""
    try:
        return read_file(content)
    except UnknownColumns as unknown:
        given = {place: columns[name] for place, name in enumerate(unknown.headers)
                 if name in columns}
        known = _school().roster_mappings.get(signature(unknown.headers))
        if not given and known is None:
            raise
        known = known or {}
        return read_file(content, given or {int(place): key for place, key in known.items()})


def remember(form: MultiDict[str, str]) -> None:
    """Keep {column: field} of one header, as the mapping screen posts it."""
    headers = form.getlist("header")[:MAX_COLUMNS]
    chosen = {
        str(place): key for place in range(len(headers)) if (key := form.get(f"column-{place}"))
    }
    _check(form.get("kind", ""), chosen)
    with writing():
        school = _school()
        school.roster_mappings = {**school.roster_mappings, signature(headers): chosen}


def _check(kind: str, chosen: Mapping[str, str]) -> None:
    keys = set(chosen.values())
    needed = NEEDED["responsables" if kind == "responsables" else "eleves"]
    missing = [gettext(label) for key, label in needed.items() if key not in keys]
    if missing:
        raise BadMapping(gettext("Dites quelle colonne est %(what)s.", what=reduce(_and, missing)))
    if kind != "responsables" and not keys & {"pupil.birth_on", "pupil.ine"}:
        raise BadMapping(gettext("Dites quelle colonne est la date de naissance, ou l’INE."))


def _and(one: str, other: str) -> str:
    return gettext("%(one)s, et %(other)s", one=one, other=other)


def signature(headers: Sequence[str]) -> str:
    """What makes two headers the same: their cells, whatever their case and accents."""
    return hashlib.sha256("|".join(norm(cell) for cell in headers).encode()).hexdigest()[:32]


def _school() -> School:
    school = db.session.get(School, current_school_id())
    assert school is not None
    return school
