"""A clock that can be stopped, and the posting of an instruction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from ecole.models import Instruction
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.web.words import PARIS
from tests.classroom.class_pages import fields, id_at, new_page
from tests.world import World


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`clock(2026, 11, 27, 18)`: it is then in Paris, and stays so."""

    def stop_at(*moment: int) -> None:
        at = datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type, misc]

        class Stopped(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return at.astimezone(tz)

        monkeypatch.setattr("ecole.web.words.datetime", Stopped)
        monkeypatch.setattr("ecole.storage.columns.datetime", Stopped)

    return stop_at


@pytest.fixture
def give(sign_in: Callable[..., Any], world: World) -> Callable[..., int]:
    """Post an instruction as its teacher would; returns its id and notes it under `name`."""

    def given(name: str = "neuve", classroom: str = "cp", **changes: Any) -> int:
        teacher = {"cp": "petit", "cm2": "noir", "unique": "loin"}[classroom]
        visitor = sign_in(teacher)
        answer = visitor.send(new_page(world, classroom), **fields(world.day, **changes))
        assert answer.status_code == 303, answer.text
        world.instructions[name] = id_at(answer.location)
        return world.instructions[name]

    return given


@pytest.fixture
def stored(context: None) -> Callable[..., Any]:
    """Rows as they are in the database now, whatever their school, with their files and links."""

    def read(row_id: int, model: type = Instruction) -> Any:
        with all_schools("tests"):
            row = db.session.get(model, row_id)
            if isinstance(row, Instruction):
                assert row.links is not None
                assert row.attachments is not None
        db.session.expunge_all()
        db.session.rollback()
        return row

    return read
