"""Over random plans and clocks: nothing is seen before its moment, nor outside its level, group or
pupil; and what may be seen is."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ecole.classroom.plan.groups import change_group
from ecole.models import (
    Attachment,
    Correction,
    Instruction,
    LiveClass,
    Pupil,
    PupilGroup,
    PupilGroupMember,
    Receipt,
)
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.web.access import PUPIL
from ecole.web.words import PARIS
from tests.classroom.class_pages import class_page, key
from tests.conftest import forget_kept_pages
from tests.world import BOURG, change

DAY = date(2027, 1, 12)
EIGHT = datetime(2027, 1, 12, 8, tzinfo=PARIS).astimezone(UTC)
LEVELS = {"lina": "CP", "sami": "CE1", "hugo": "CM2"}
ROOMS = {"lina": "cp", "sami": "cp", "hugo": "cm2"}
CHILDREN = {"claire": ("lina", "hugo"), "nadia": ("sami",)}
WHOM = ("all", "CP", "CE1", "group", "lina", "sami", "other room")

HOURS = st.one_of(st.none(), st.integers(-1, 4))  # None: never
GROUPS = st.frozensets(st.sampled_from(("lina", "sami")))


@dataclass(frozen=True)
class Planned:
    """One thing of the plan, in words that the oracle below reads."""

    whom: str
    out: int | None  # hours after eight o'clock; None for a draft
    is_deleted: bool
    corrected: int | None
    is_live: bool

    def is_for(self, child: str, group: frozenset[str]) -> bool:
        if (self.whom == "other room") != (ROOMS[child] == "cm2"):
            return False
        if self.whom == "group":
            return child in group
        return self.whom in ("all", "other room", child, LEVELS[child])

    def is_seen(self, child: str, group: frozenset[str], hour: int) -> bool:
        is_out = self.out is not None and self.out <= hour and not self.is_deleted
        return is_out and self.is_for(child, group)

    def is_corrected(self, hour: int) -> bool:
        return self.corrected is not None and self.corrected <= hour


PLANS = st.lists(st.builds(Planned, whom=st.sampled_from(WHOM), out=HOURS,
                           is_deleted=st.sampled_from((False, False, False, True)),
                           corrected=HOURS, is_live=st.sampled_from((False, False, True))),
                 min_size=3, max_size=7)
STEPS = st.lists(st.tuples(st.integers(0, 2), GROUPS), min_size=2, max_size=3)


class School:
    """The plan in the database, and the families that look at it."""

    def __init__(self, world, sign_in, app, plan, group):
        self.world, self.plan, self.at = world, plan, 0
        self.blob = app.config["BLOBS"].put(io.BytesIO(b"%PDF-1.4 x"), 100)
        self.rows, self.files, self.secrets = [], [], []
        change(Pupil, world.pupils["sami"], level="CE1")
        change(Pupil, world.pupils["hugo"], level="CM2")
        with in_school(world.schools["bourg"]):
            self._write(group)
        self.parents = {name: sign_in(name) for name in CHILDREN}
        self.children = {}
        for child in LEVELS:
            visitor = sign_in("nadia" if child == "sami" else "claire")
            visitor.token()
            with visitor.session_transaction() as cookies:
                cookies[PUPIL] = world.pupils[child]
            self.children[child] = visitor

    def _write(self, group):
        room = self.world.classrooms["cp"]
        with writing() as rows:
            self.group_id = new_id()
            rows.add(PupilGroup(id=self.group_id, classroom_id=room, label="Les renards", members=[
                PupilGroupMember(pupil_id=self.world.pupils[one]) for one in group]))
            rows.flush()
            for number, one in enumerate(self.plan):
                self._add(rows, number, one)

    def _add(self, rows, number, one):
        row_id = new_id()
        common = {
            "id": row_id, "title": f"Devoir-{number}-fin", "author_id": self.world.people["petit"],
            "classroom_id": self.world.classrooms["cm2" if one.whom == "other room" else "cp"],
            "published_at": None if one.out is None else EIGHT + timedelta(hours=one.out),
            "deleted_at": EIGHT - timedelta(days=1) if one.is_deleted else None,
            "level": one.whom if one.whom in ("CP", "CE1") else "",
            "group_id": self.group_id if one.whom == "group" else None,
            "pupil_id": self.world.pupils.get(one.whom),
        }
        self.rows.append(row_id)
        if one.is_live:
            rows.add(LiveClass(**common, address=f"https://visio.example.org/{number}-fin",
                               starts_at=EIGHT + timedelta(hours=2),
                               ends_at=EIGHT + timedelta(hours=3)))
            return
        row = Instruction(**common, day_on=DAY)
        rows.add(row)
        rows.flush()
        row.attachments.append(self._file(number))
        if one.corrected is not None:
            said = f"Réponse-{number}-fin"
            row.correction = Correction(
                body=said, body_html=f"<p>{said}</p>", opens_at=EIGHT + timedelta(
                    hours=one.corrected))
            rows.flush()
            row.correction.attachments.append(self._file(number, is_secret=True))

    def _file(self, number, *, is_secret=False):
        file = Attachment(id=new_id(), blob_key=self.blob.key, name="a.pdf", kind="pdf",
                          mime="application/pdf", size=self.blob.size)
        (self.secrets if is_secret else self.files).append((number, file.id))
        return file

    def regroup(self, group):
        with in_school(self.world.schools["bourg"]):
            change_group(db.session.get(PupilGroup, self.group_id), "Les renards",
                         {self.world.pupils[one] for one in group})
        db.session.remove()


def page_of(visitor, address):
    answer = visitor.get(address, check=False)
    return html.unescape(answer.text) if answer.status_code == 200 else ""


def look(school, hour, group):
    """Each family and each child opens everything; returns what each parent may have seen."""
    read = set()
    for parent, children in CHILDREN.items():
        visitor = school.parents[parent]
        seen = {n for n, one in enumerate(school.plan)
                for child in children if one.is_seen(child, group, hour)}
        read |= {(school.rows[n], parent) for n in seen}
        lists = (f"/jour/{DAY}", f"/jour/{DAY}", f"/semaine/{DAY}", f"{class_page(school.world)}"
                 f"/recherche?mots=fin", f"{class_page(school.world)}/journal")
        check_lists(school, visitor, lists, seen, hour, must=3)
        check_rows(school, visitor, seen, hour, f"/e/{BOURG}/consignes/")
    for child, visitor in school.children.items():
        seen = {n for n, one in enumerate(school.plan) if one.is_seen(child, group, hour)}
        check_lists(school, visitor, ("/enfant",), seen, hour, must=1)
        check_rows(school, visitor, seen, hour, "/enfant/consigne/")
    return read


def check_lists(school, visitor, addresses, seen, hour, *, must):
    """The first `must` pages show all that may be read; none shows anything else."""
    for place, address in enumerate(addresses):
        page = page_of(visitor, address)
        for number, one in enumerate(school.plan):
            where = (address, hour, number, one)
            if number not in seen:
                assert f"Devoir-{number}-fin" not in page, where
                assert f"org/{number}-fin" not in page, where
            elif place < must and not one.is_live:
                assert f"Devoir-{number}-fin" in page, where
            if number not in seen or not one.is_corrected(hour):
                assert f"Réponse-{number}-fin" not in page, where


def check_rows(school, visitor, seen, hour, pages):
    for number, one in enumerate(school.plan):
        if one.is_live:
            continue
        page = page_of(visitor, f"{pages}{key(school.rows[number])}")
        assert bool(page) == (number in seen), (pages, hour, number, one)
        is_corrected = number in seen and one.is_corrected(hour)
        assert (f"Réponse-{number}-fin" in page) == is_corrected, (pages, hour, number, one)
    for files, is_open in ((school.files, lambda one: True),
                           (school.secrets, lambda one: one.is_corrected(hour))):
        for number, file_id in files:
            answer = visitor.get(f"/e/{BOURG}/fichiers/{key(file_id)}/a.pdf", check=False)
            is_shown = number in seen and is_open(school.plan[number])
            assert answer.status_code == (200 if is_shown else 404), (hour, school.plan[number])


def receipts_of(school):
    names = {guardian: name for name, guardian in school.world.guardians.items()}
    with in_school(school.world.schools["bourg"]):
        rows = db.session.execute(select(Receipt.instruction_id, Receipt.guardian_id)).all()
    return {(row, names[guardian]) for row, guardian in rows if row in school.rows}


def every_plan(examples):
    # The world is put back by hand before each example.
    def run(request, world, app, sign_in, context, clock, world_template, the_app):
        @settings(max_examples=examples, deadline=None, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck),
                  phases=(Phase.explicit, Phase.generate))  # to make it smaller takes minutes
        @given(PLANS, GROUPS, STEPS)
        def plans(plan, group, steps):
            db.session.remove()
            db.engine.dispose()
            world_template[0].restore(the_app[1])
            forget_kept_pages()
            hour, read = 0, set()
            clock(DAY.year, DAY.month, DAY.day, 8 + hour)
            school = School(world, sign_in, app, plan, group)
            read |= look(school, hour, group)
            for later, regrouped in steps:
                hour += later
                clock(DAY.year, DAY.month, DAY.day, 8 + hour)
                if regrouped != group:
                    group = regrouped
                    school.regroup(group)
                read |= look(school, hour, group)
            assert receipts_of(school) <= read

        plans()

    return run


test_nothing_is_seen_before_its_moment_nor_by_others = every_plan(3)
test_over_many_plans = pytest.mark.slow(every_plan(25))
