"""What the roster's pages show: plain rows and sentences, ready for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from ecole.models.card import Card
from ecole.models.guardian import Guardian
from ecole.models.pupil import Pupil
from ecole.models.roster_import import RosterImport
from ecole.roster import imports
from ecole.roster.classrooms import classroom_rows, pupils_in_words
from ecole.roster.onde.fields import mapping_choices
from ecole.roster.onde.refusals import UnknownColumns
from ecole.storage.database import db
from ecole.web.languages import gettext, ngettext
from ecole.web.words import moment


def roster_page() -> dict[str, Any]:
    pupils = db.session.scalar(select(func.count(Pupil.id)).where(Pupil.left_on.is_(None))) or 0
    placed = db.session.scalar(
        select(func.count(Pupil.id))
        .where(Pupil.left_on.is_(None), Pupil.classroom_id.is_not(None))
    ) or 0
    last = imports.last_import()
    pending = imports.pending_import()
    return {
        "pupils": pupils,
        "pupils_text": pupils_in_words(pupils),
        "guardians_text": _guardians(db.session.scalar(select(func.count(Guardian.id))) or 0),
        "without_class": pupils - placed,
        "without_card": _without_card(),
        "classrooms": classroom_rows(),
        "last_import": moment(last.applied_at) if last and last.applied_at else "",
        "may_undo": bool(last and last.undo and not last.undone_at),
        "pending_url": url_for("roster.preview", import_id=pending.id) if pending else "",
    }


def _guardians(number: int) -> str:
    return ngettext("%(num)d\u00a0responsable", "%(num)d\u00a0responsables", number)


def _without_card() -> int:
    live = select(Card.guardian_id).where(Card.revoked_at.is_(None))
    return db.session.scalar(
        select(func.count(Guardian.id)).where(Guardian.id.not_in(live))
    ) or 0


def mapping_page(unknown: UnknownColumns) -> dict[str, Any]:
    return _mapping(unknown.message, unknown.headers, unknown.kind or "eleves",
                    {str(column): key for column, key in unknown.guess.items()})


def mapping_again(form: MultiDict[str, str]) -> dict[str, Any]:
    headers = form.getlist("header")
    chosen = {str(n): form.get(f"column-{n}", "") for n in range(len(headers))}
    return _mapping("", headers, form.get("kind", "eleves"), chosen)


def _mapping(message: str, headers: Any, kind: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    choices = mapping_choices()
    return {
        "message": message,
        "kind": kind,
        "headers": [
            {"place": place, "name": name, "chosen": chosen.get(str(place), "")}
            for place, name in enumerate(headers)
        ],
        "choices": choices["eleves"] if kind == "eleves" else choices["responsables"],
        "all_choices": choices,
    }


def undo_page(last: RosterImport) -> dict[str, Any]:
    created = (last.undo or {}).get("created", {})
    changed = (last.undo or {}).get("changed", {})
    return {
        "applied": moment(last.applied_at) if last.applied_at else "",
        "created_pupils": pupils_in_words(len(created.get("pupil", ()))),
        "created_guardians": _guardians(len(created.get("guardian", ()))),
        "changed": sum(len(rows) for rows in changed.values()),
    }


def outcome_sentence(outcome: dict[str, Any]) -> str:
    return gettext(
        "C’est importé\u00a0: %(new)s, %(changed)s, %(guardians)s.",
        new=ngettext("%(num)d\u00a0nouvel élève", "%(num)d\u00a0nouveaux élèves",
                     outcome["pupils"]["new"]),
        changed=ngettext("%(num)d\u00a0élève modifié", "%(num)d\u00a0élèves modifiés",
                         outcome["pupils"]["changed"]),
        guardians=ngettext("%(num)d\u00a0nouveau responsable", "%(num)d\u00a0nouveaux responsables",
                           outcome["guardians"]["new"]),
    )
