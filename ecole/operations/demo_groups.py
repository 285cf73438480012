"""The groups of the invented classes, and what is not for all, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from ecole.classroom.audience import is_present_in
from ecole.classroom.instructions import Draft, create_instruction
from ecole.classroom.plan.groups import make_group
from ecole.classroom.plan.recipients import Recipients
from ecole.models.classroom import Classroom
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroup
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.words import PARIS

NAME, SIZE = "Les renards", 4


def give_groups(who: SignedIn, room: Classroom, days: Sequence[date]) -> None:
    """On the days to come: a group, one level, something optional, and one for later."""
    if db.session.scalar(select(PupilGroup.id).where(PupilGroup.classroom_id == room.id)):
        return
    pupils = db.session.scalars(
        select(Pupil).where(is_present_in(room.id)).order_by(Pupil.last_name, Pupil.first_name)
    ).all()
    group = make_group(room, NAME, [one.id for one in pupils[:SIZE]])
    renards, level = Recipients(group_id=group.id), Recipients(level=pupils[-1].level or "")
    second, last = days[1], days[-1]
    create_instruction(who, room, Draft(
        "Relire l’histoire avec un adulte", second, "Lecture", 10, "",
        "Chacun sa phrase, à voix haute.", recipients=renards), [], publish=True)
    create_instruction(who, room, Draft(
        "Un défi pour aller plus loin", second, "Mathématiques", 15, "une photo du cahier",
        "Invente un problème dont la réponse est 24.", recipients=level, is_optional=True,
        due_on=second + timedelta(days=2)), [], publish=True)
    create_instruction(who, room, Draft(
        "La surprise du dernier jour", last, "Arts", 20, "",
        "Prends une feuille et des crayons. La suite est dans l’enveloppe."), [], publish=True,
        at=datetime.combine(last, time(8), PARIS))
