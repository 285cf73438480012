"""Work that came back, as it is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.preparing import prepare
from ecole.models import HandIn, HandInComment, Job
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools, in_school


@pytest.fixture
def works(context: None) -> Callable[[], list[HandIn]]:
    """Every try, the first sent first, with its files and what is said of it."""

    def read() -> list[HandIn]:
        db.session.rollback()
        with all_schools("tests"):
            rows = db.session.scalars(
                select(HandIn)
                .options(selectinload(HandIn.attachments),
                         selectinload(HandIn.comments).selectinload(HandInComment.attachments))
                .order_by(HandIn.sent_at, HandIn.id)).all()
        db.session.expunge_all()
        db.session.rollback()
        return list(rows)

    return read


@pytest.fixture
def draw(app: Flask, world: Any) -> Callable[[], None]:
    """Draw the small twins that are asked for, as the worker would in a moment."""

    def drawn() -> None:
        with app.app_context(), in_school(world.schools["bourg"]):
            for job in db.session.scalars(select(Job)).all():
                prepare(job)
            db.session.remove()

    return drawn
