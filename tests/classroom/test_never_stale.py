"""After any sequence of acknowledged changes, a kept page is the page made anew."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecole.classroom.instructions import (
    Draft,
    create_instruction,
    edit_instruction,
    move_instruction,
    publish_instruction,
)
from ecole.classroom.plan.recipients import Recipients
from ecole.classroom.routes.today import kept
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.media.reception import Received
from ecole.models import Classroom, Guardianship, Instruction, Pupil
from ecole.models.membership import Role
from ecole.roster.imports import apply_import, last_import, prepare_import, undo_import
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import tick_address
from tests.conftest import forget_kept_pages
from tests.world import change, picture

NAMES = ("lecture", "draft", "calcul", "demain")
HERE = "/aujourdhui"
FILE = Received("0" * 64, "0" * 64, 10, "image", "image/png", "a.png", None, None, 1, 1)


class Town:
    """The school and its parents, with one method for each kind of change."""

    def __init__(self, world, sign_in):
        self.world = world
        self.parents = {name: sign_in(name) for name in ("claire", "paul", "nadia")}
        self.number = 0

    def change(self, what, which, day):
        with in_school(self.world.schools["bourg"]):
            getattr(self, what)(which, day)

    def row(self, which):
        return db.session.get(Instruction, self.world.instructions[NAMES[which % 4]])

    def draft(self, which, day):
        self.number += 1
        links = [(f"Lien {n}", "https://a.fr", "") for n in range(which % 3)]
        return Draft(f"Texte {self.number}", self.world.day + timedelta(days=day), "", which, "",
                     "Mot", links, Recipients(level=("", "CP", "CE1")[which % 3]), bool(day))

    def create(self, which, day):
        room = db.session.get(Classroom, self.world.classrooms[("cp", "cm2")[which % 2]])
        who = picture(self.world, "petit", "bourg", Role.TEACHER)
        create_instruction(who, room, self.draft(which, day), [FILE] * (which % 2),
                           publish=which > 1)

    def edit(self, which, day):
        row = self.row(which)
        removed = {file.id for file in row.attachments} if day else set()
        edit_instruction(row, self.draft(which, day), [FILE] * day, revision=row.revision,
                         removed=removed, publish=bool(day))

    def publish(self, which, day):
        publish_instruction(self.row(which), published=True)

    def withdraw(self, which, day):
        publish_instruction(self.row(which), published=False)

    def move(self, which, day):
        move_instruction(self.row(which), (-1, 1)[day])

    def delete(self, which, day):
        put_in_trash(self.row(which), self.row(which).classroom_id)

    def restore(self, which, day):
        take_out_of_trash(self.row(which), self.row(which).classroom_id)

    def tick(self, which, day):
        what, pupil = (("fait", "a-refaire")[day], "hugo" if which == 2 else "lina")
        self.parents["paul"].send(tick_address(self.world, NAMES[which % 4], pupil, what))

    def pupil(self, which, day):
        self.number += 1
        values = [{"first_name": f"Lina{self.number}"}, {"level": "CE1"}, {"classroom_id": None},
                  {"classroom_id": self.world.classrooms[("cp", "cm2")[day]]}]
        change(Pupil, self.world.pupils[("lina", "sami")[day]], **values[which % 4])

    def classroom(self, which, day):
        self.number += 1
        change(Classroom, self.world.classrooms["cp"], label=f"CP {self.number}")

    def link(self, which, day):
        self.number += 1
        with writing() as rows:
            link = rows.query(Guardianship).order_by(Guardianship.id).all()[which]
            column = ("ended_at", "suspended_at")[day]
            setattr(link, column, None if getattr(link, column) else utc_now())

    def roster(self, which, day):
        """An import that moves and renames, or the undo of the last one."""
        if which % 2 and last_import() and last_import().undo:
            undo_import(last_import(), None)
            return
        self.number += 1
        rows = roster_of(f"Lina{self.number}" if day else "Lina", ("CP A", "CM2 B")[day])
        pending = prepare_import([rows], None)
        apply_import(pending, None)


def roster_of(first_name, label):
    from ecole.roster.onde.reading import read_file
    from tests.roster.onde_world import pupil, pupils_file

    return read_file(pupils_file(
        pupil("BERNARD", first_name, "2020-03-14", "123456789AA", "CP", label, "77"),
        pupil("BERNARD", "Hugo", "2016-05-02", "123456789AC", "CM2", "Classe de CM2", "id-cm2"),
        pupil("KACI", "Sami", "2020-03-03", "123456789AD", "CP", "Classe de CP", "id-cp"),
    ))


KINDS = ("create", "edit", "move", "publish", "withdraw", "delete", "restore", "tick", "pupil",
         "classroom", "link", "roster")
BEFORE = {"restore": "delete", "publish": "withdraw", "withdraw": "publish"}
CHANGES = st.tuples(st.sampled_from(KINDS), st.integers(0, 3), st.integers(0, 1))


def without_news(page):
    """« Nouveau » goes by being read, which is not a change."""
    return re.sub(r"\s*<span class=\"tag tag--new\">Nouveau</span>", "", page)


def check(town, changes):
    for what, which, day in changes:
        for parent in town.parents.values():
            for _ in range(2):
                parent.get(HERE, check=False)
        town.change(what, which, day)
        for name, parent in town.parents.items():
            first, second = (parent.get(HERE, check=False).text for _ in range(2))
            kept.pages.clear()
            anew = parent.get(HERE, check=False).text
            assert second == anew, (name, what)
            assert without_news(first) == anew, (name, what)


def every_sequence(examples, length):
    # The world is put back by hand before each example.
    def run(request, world, sign_in, context, world_template, the_app):
        @settings(max_examples=examples, deadline=None, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck))
        @given(st.lists(CHANGES, min_size=1, max_size=length))
        def sequences(changes):
            db.session.remove()
            db.engine.dispose()
            world_template[0].restore(the_app[1])
            forget_kept_pages()
            town = Town(world, sign_in)
            check(town, changes)

        sequences()

    return run


test_it_is_never_stale = every_sequence(6, 7)
test_it_is_never_stale_in_long_sequences = pytest.mark.slow(every_sequence(15, 20))


@pytest.mark.parametrize("what", KINDS)
def test_it_is_never_stale_after(world, sign_in, context, what):
    """Each kind of change, on each row, after what makes it one."""
    town = Town(world, sign_in)
    before = BEFORE.get(what)
    kinds = [before, what] if before else [what]
    days = range(1 if before else 2)
    check(town, [(kind, which, day) for which in range(4) for day in days for kind in kinds])
