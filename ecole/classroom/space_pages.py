"""« Place utilisée »: of the school for its head, of a class for those who teach it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import not_, select

from ecole.classroom.space_files import heaviest
from ecole.media.labels import weight
from ecole.media.space import (
    IS_IN_TRASH,
    ROOM,
    Level,
    level_of_class,
    levels_of_school,
    used,
    used_by,
)
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.school import School
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import N_, gettext
from ecole.web.words import alphabetical

KINDS = {"image": N_("Photos"), "video": N_("Films"), "audio": N_("Sons"), "pdf": N_("PDF"),
         "office": N_("Autres documents")}


def school_space() -> dict[str, Any]:
    """The bars of the school and of each class that has a file, the fullest first."""
    level, rooms = levels_of_school()
    found = select(Classroom.id, Classroom.label).where(Classroom.id.in_(filter(None, rooms)))
    labels = {row.id: row.label for row in db.session.execute(found)}
    named = sorted(((labels[room], room, each) for room, each in rooms.items() if room),
                   key=lambda one: (-one[2].used, alphabetical(one[0])))
    bars = [_bar(label, each, url_for("space.classroom", classroom_id=room))
            for label, room, each in named]
    own = rooms[None].used if None in rooms else 0
    return _shared(level) | {
        "classroom": None,
        "bars": bars,
        "own": weight(own) if own else "",
        "back_url": url_for("school.show"),
    }


def class_space(classroom: Classroom) -> dict[str, Any]:
    return _shared(level_of_class(classroom.id), classroom.id == ROOM) | {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "bars": [],
        "own": "",
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }


def _shared(level: Level, *of: Any) -> dict[str, Any]:
    school = db.session.get_one(School, current_school_id() or 0)
    kinds = used_by(Attachment.kind, *of)
    # A file that is used elsewhere too would not be freed with the trash.
    freed = level.used - used(not_(IS_IN_TRASH), *of)
    return {
        "level": _bar(gettext("Toute l’école") if not of else gettext("Cette classe"), level, ""),
        "kinds": [{"label": gettext(KINDS[kind]), "weight": weight(kinds[kind])}
                  for kind in KINDS if kinds[kind]],
        "in_trash": weight(freed) if freed > 0 else "",
        "files": heaviest(*of),
        "limits": {"file": weight(school.file_limit_mb * 1_000_000),
                   "classroom": weight(school.class_quota_mb * 1_000_000),
                   "school": weight(school.quota_mb * 1_000_000)},
    }


def _bar(label: str, level: Level, url: str) -> dict[str, Any]:
    return {"label": label, "url": url, "words": level.words, "used": min(level.used, level.limit),
            "limit": level.limit, "is_nearly_full": level.is_nearly_full}
