"""« Bonjour, famille de Léa (CP) »: what a scanned card says before it opens anything."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from ecole.accounts.devices import GRACE_DAYS
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.guardianship import Guardianship
from ecole.models.pupil import Pupil
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.languages import gettext
from ecole.web.words import joined, today


def greeting_of(card: Card) -> str:
    with in_school(card.school_id):
        names = names_of_children(card.guardian_id)
    if not names:
        return gettext("Bonjour")
    return gettext("Bonjour, famille de %(children)s", children=joined(names))


def names_of_children(guardian_id: int) -> list[str]:
    """« Léa (CP A) », the youngest first. Call inside the school."""
    rows = db.session.execute(
        select(Pupil.first_name, Classroom.label)
        .select_from(Guardianship)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .outerjoin(Classroom, Classroom.id == Pupil.classroom_id)
        .where(Guardianship.guardian_id == guardian_id, Guardianship.ended_at.is_(None),
               Guardianship.suspended_at.is_(None),
               Pupil.left_on.is_(None) | (Pupil.left_on > today() - timedelta(days=GRACE_DAYS)))
        .order_by(Pupil.birth_on.desc())
    )
    return [f"{name} ({label})" if label else name for name, label in rows]
