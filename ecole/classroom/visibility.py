"""What of a class a family may read, said for the database: the same as the permissions say of one
row (ecole/models/permissions), for lists of many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select

from ecole.models.instruction import Instruction
from ecole.models.live_class import LiveClass
from ecole.models.pupil_group import PupilGroupMember
from ecole.models.signed_in import Child
from ecole.storage.columns import utc_now

Planned = type[Instruction] | type[LiveClass]


def shown_to(
    children: Sequence[Child], model: Planned = Instruction, now: datetime | None = None
) -> tuple[ColumnElement[bool], ...]:
    """Those of the rows that are for one of these children (of one school), from their moment on.

    A row for one child of two is found for both: `row.is_for(child)` says which.
    """
    return (
        or_(false(), *(_for_child(model, child) for child in children if child.classroom_id)),
        model.published_at <= (now or utc_now()),
        model.deleted_at.is_(None),
    )


def _for_child(model: Planned, child: Child) -> ColumnElement[bool]:
    groups = select(PupilGroupMember.group_id).where(PupilGroupMember.pupil_id == child.id)
    return and_(
        model.classroom_id == child.classroom_id,
        model.level.in_(("", child.level)),
        model.pupil_id.is_(None) | (model.pupil_id == child.id),
        model.group_id.is_(None) | model.group_id.in_(groups),
    )
