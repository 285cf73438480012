"""Take back the last import: what it created goes, what it changed is as before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ecole.models.account import Account
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.completion import Completion
from ecole.models.device import Device
from ecole.models.form_draft import FormDraft
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.membership import Membership
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroup, PupilGroupMember
from ecole.models.receipt import Receipt
from ecole.models.teaching import Teaching
from ecole.storage.database import db
from ecole.web.languages import gettext

# Children first: a row goes once nothing hangs on it.
TABLES = (Guardianship, Guardian, Membership, Account, Pupil, Classroom)
HANGING: dict[type[Any], tuple[Any, ...]] = {
    Guardian: (Card.guardian_id, Receipt.guardian_id, Guardianship.guardian_id),
    Account: (Device.account_id, Membership.account_id, HandIn.author_id, FormDraft.account_id),
    Pupil: (Completion.pupil_id, Guardianship.pupil_id, HandIn.pupil_id, PupilGroupMember.pupil_id),
    Classroom: (Teaching.classroom_id, PupilGroup.classroom_id),
}


class CannotUndo(ValueError):
    """The import cannot be taken back any more; the message says why."""


def take_back(undo: dict[str, Any]) -> None:
    """Call inside `writing()`."""
    created: dict[str, list[int]] = undo["created"]
    _refuse_if_used(created.get("classroom", []), created.get("pupil", []))
    for table, rows in undo["changed"].items():
        model = next(each for each in TABLES if each.__tablename__ == table)
        for row_id, old in rows.items():
            _put_back(db.session.get(model, int(row_id)), old)
    db.session.flush()
    try:
        for model in TABLES:
            for row_id in created.get(model.__tablename__, []):
                _remove(model, row_id)
            db.session.flush()
    except IntegrityError as error:  # news, a forum, a document… hangs on one of these rows
        raise CannotUndo(gettext(
            "On a déjà écrit dans les classes créées par cet import, ou avec des comptes qu’il a "
            "créés\u00a0: il ne peut plus être annulé. Importez plutôt une liste corrigée."
        )) from error


def _refuse_if_used(classrooms: list[int], pupils: list[int]) -> None:
    used = db.session.scalar(
        select(Instruction.id).where(Instruction.classroom_id.in_(classrooms)).limit(1)
    )
    alone = db.session.scalar(
        select(Instruction.id).where(Instruction.pupil_id.in_(pupils)).limit(1)
    )
    if alone is not None:
        raise CannotUndo(gettext(
            "Une consigne a déjà été donnée à un élève créé par cet import\u00a0: il ne peut plus "
            "être annulé. Importez plutôt une liste corrigée."
        ))
    if used is not None:
        raise CannotUndo(gettext(
            "Des consignes ont déjà été données dans les classes créées par cet import\u00a0: "
            "il ne peut plus être annulé. Importez plutôt une liste corrigée."
        ))


def _put_back(row: Any, old: dict[str, Any]) -> None:
    if row is None:
        return
    for name, value in old.items():
        kind = getattr(type(row), name).type.python_type
        if value is not None and kind is date:
            value = date.fromisoformat(value)
        if value is not None and kind is datetime:
            value = datetime.fromisoformat(value)
        setattr(row, name, value)


def _remove(model: type[Any], row_id: int) -> None:
    row = db.session.get(model, row_id)
    if row is None:
        return
    # A parent who joined two cards: the account serves another school too, and stays.
    if model is Account and _guards_elsewhere(row_id):
        return
    for column in HANGING.get(model, ()):
        for hanging in db.session.scalars(select(column.class_).where(column == row_id)):
            db.session.delete(hanging)
    db.session.flush()
    db.session.delete(row)


def _guards_elsewhere(account_id: int) -> bool:
    from ecole.storage.school_scope import all_schools

    with all_schools("undo: an account may serve another school"):
        return (
            db.session.scalar(select(Guardian.id).where(Guardian.account_id == account_id).limit(1))
            is not None
        )
