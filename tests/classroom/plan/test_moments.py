"""Between now and the next moment of a class, nothing that its families see changes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ecole.classroom.plan.moments import next_moment
from ecole.classroom.plan.on_the_day import on_the_day
from ecole.classroom.today import shown_on
from ecole.models import Correction, DayWord, Instruction, LiveClass
from ecole.models.signed_in import Child
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.web.words import PARIS
from tests.world import BOURG

MINUTES = st.integers(-90, 90)
PLANS = st.fixed_dictionaries({
    "instruction": st.none() | MINUTES, "word": st.none() | MINUTES, "opens": MINUTES,
    "live": MINUTES, "length": st.integers(1, 60), "announced": st.none() | MINUTES,
    "is_deleted": st.booleans(),
})


@pytest.fixture
def lina(world):
    return Child(world.pupils["lina"], world.schools["bourg"], world.guardians["claire"], "Lina",
                 "CP", world.classrooms["cp"], "Classe de CP", (0, 0))


def plan(world, now, drawn):
    """One of each, at moments around now; nothing else in the class."""
    def at(minutes):
        return None if minutes is None else now + timedelta(minutes=minutes)

    room = {"classroom_id": world.classrooms["cp"], "author_id": world.people["petit"]}
    with writing() as rows:
        for model in (DayWord, LiveClass, Correction):
            for row in rows.scalars(select(model)):
                rows.delete(row)
        rows.flush()
        lecture = rows.get(Instruction, world.instructions["lecture"])
        lecture.published_at = at(drawn["instruction"])
        rows.add(DayWord(**room, day_on=world.day, body="Bonjour", published_at=at(drawn["word"])))
        rows.add(Correction(instruction_id=lecture.id, opens_at=at(drawn["opens"]),
                            deleted_at=now if drawn["is_deleted"] else None))
        rows.add(LiveClass(**room, title="Direct", address="https://visio.example.org/",
                           starts_at=at(drawn["live"]), published_at=at(drawn["announced"]),
                           ends_at=at(drawn["live"] + drawn["length"])))


def seen(world, lina):
    """All that depends on the hour on the pages of a family."""
    day = on_the_day([lina], world.day, BOURG)
    correction = db.session.scalars(select(Correction)).one()
    found = ([row.id for row in shown_on([lina], world.day)], [word.text for word in day.words],
             [(live.door, live.is_over) for live in day.lives], correction.is_open)
    db.session.expunge_all()
    db.session.rollback()
    return found


def test_nothing_changes_before_the_next_moment(app, world, lina, clock):
    @settings(max_examples=15, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))
    @given(PLANS)
    def at_every_plan(drawn):
        clock(world.day.year, world.day.month, world.day.day, 12)
        with app.test_request_context(), in_school(world.schools["bourg"]):
            from ecole.storage.columns import utc_now

            now = utc_now()
            plan(world, now, drawn)
            before, until = seen(world, lina), next_moment({world.classrooms["cp"]})
            assert until is None or until > now
            # The moments of the plan, and the last minute of all of them.
            for minutes in sorted({m + d for m in drawn.values() if type(m) is int
                                   for d in (-15, 0, 60)} | {drawn["live"] + drawn["length"], 200}):
                then = now + timedelta(minutes=minutes)
                if then < now or (until is not None and then >= until):
                    continue
                local = then.astimezone(PARIS)
                clock(local.year, local.month, local.day, local.hour, local.minute)
                assert seen(world, lina) == before, (drawn, minutes)

    at_every_plan()
