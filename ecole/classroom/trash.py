"""The trash of a class: everything that was deleted, restorable for thirty days.

A noun that can be deleted is `Trashable`, and named in `BINS`; one pair of routes serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.models.classroom import Classroom
from ecole.models.correction import Correction
from ecole.models.document import Document
from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.news_item import NewsItem
from ecole.models.signed_in import SignedIn
from ecole.models.topic import Topic
from ecole.models.trash import DAYS_IN_TRASH, Trashable, oldest_kept
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import N_, gettext, ngettext
from ecole.web.words import long_day, moment


@dataclass(frozen=True)
class Bin:
    """One kind of things: its table, its name in French, and what is said of a row."""

    model: Any
    label: str
    said: Callable[[Any], str] = lambda row: ""
    is_of: Callable[[Any, int], Any] = lambda model, room: model.classroom_id == room


# By the word of the address: /corbeille/<word>/<id>/restauration.
BINS: dict[str, Bin] = {
    "consigne": Bin(Instruction, N_("Consigne"),
                    lambda row: gettext("Pour %(day)s", day=long_day(row.day_on))),
    "corrige": Bin(Correction, N_("Corrigé"), is_of=lambda model, room: (
        model.instruction_id.in_(select(Instruction.id).where(Instruction.classroom_id == room)))),
    "actualite": Bin(NewsItem, N_("Actualité")),
    "sujet": Bin(Topic, N_("Sujet du forum")),
    "document": Bin(Document, N_("Document collectif")),
    "direct": Bin(LiveClass, N_("Classe en direct"),
                  lambda row: moment(row.starts_at)),
}


def put_in_trash(row: Trashable, classroom_id: int | None) -> None:
    """Out of sight at once; asked twice, the thirty days count from the first time."""
    with writing():
        if row.deleted_at is None:
            row.deleted_at = utc_now()
            touch(classroom_id)


def take_out_of_trash(row: Trashable, classroom_id: int | None) -> None:
    """As it was; too late once it was announced as erased."""
    with writing():
        if row.deleted_at is not None and not row.is_past_restoring:
            row.deleted_at = None
            touch(classroom_id)


def touch(classroom_id: int | None) -> None:
    """Every page of the class made before is out of date from this commit on; without a class,
    those of the whole school."""
    rooms = (select(Classroom) if classroom_id is None
             else select(Classroom).where(Classroom.id == classroom_id))
    for classroom in db.session.scalars(rooms):
        classroom.version = Classroom.version + 1


def find_deleted(kind: str, row_id: int, classroom: Classroom) -> Any:
    """The row of an address of the trash, or None."""
    found = BINS.get(kind)
    row = db.session.get(found.model, row_id) if found else None
    if row is None or row.classroom_id != classroom.id or row.is_past_restoring:
        return None
    return row


def trash_page(who: SignedIn, classroom: Classroom) -> dict[str, Any]:
    """What can still be restored, the last deleted first."""
    rows = sorted(_rows(classroom), key=lambda pair: pair[2].deleted_at, reverse=True)
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "rows": [_said(classroom, kind, found, row) for kind, found, row in rows],
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }


def _rows(classroom: Classroom) -> Sequence[tuple[str, Bin, Any]]:
    return [
        (kind, found, row)
        for kind, found in BINS.items()
        for row in db.session.scalars(
            select(found.model).where(found.is_of(found.model, classroom.id),
                                      found.model.deleted_at > oldest_kept()))
    ]


def _said(classroom: Classroom, kind: str, found: Bin, row: Any) -> dict[str, Any]:
    left = DAYS_IN_TRASH - (utc_now() - row.deleted_at).days
    return {
        "title": row.title,
        "kind": gettext(found.label),
        "said": found.said(row),
        "deleted": moment(row.deleted_at),
        "days_left": ngettext("%(num)d\u00a0jour", "%(num)d\u00a0jours", left),
        "restore_url": url_for("classes.restore", classroom_id=classroom.id, kind=kind,
                               row_id=row.id),
    }
