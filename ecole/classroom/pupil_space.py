"""The pupil's space: one child's work, a picture and a sound first, very few words.

Nothing here is noted as seen: a receipt belongs to an adult, and the child reading is not the
adult reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import func, select

from ecole.classroom.items import File, Item, item_of
from ecole.classroom.plan.correction_cards import CorrectionCard, card_for_family
from ecole.classroom.subjects import picture_of
from ecole.classroom.today import DAYS_AHEAD, done_among, shown_on
from ecole.classroom.visibility import shown_to
from ecole.models.instruction import Instruction
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import long_day, today


@dataclass(frozen=True)
class Task:
    """An instruction as a child meets it."""

    item: Item
    day_on: date
    picture: str  # a symbol of static/subjects.svg
    url: str

    @property
    def sound(self) -> File | None:
        """The instruction spoken by the teacher: the first sound given with it."""
        return next((file for file in self.item.files if file.kind == "audio" and file.play_url),
                    None)

    @property
    def pictures(self) -> list[File]:
        return [file for file in self.item.files if file.kind == "image"]

    @property
    def films(self) -> list[File]:
        return [file for file in self.item.files if file.kind == "video"]

    @property
    def papers(self) -> list[File]:
        """What opens apart: documents, and any other sound."""
        return [file for file in self.item.files
                if file.kind not in ("image", "video") and file is not self.sound]


@dataclass(frozen=True)
class PupilDay:
    """A day of one child: its tasks in the teacher's order."""

    day_on: date
    tasks: Sequence[Task]

    @property
    def title(self) -> str:
        return long_day(self.day_on)

    @property
    def is_today(self) -> bool:
        return self.day_on == today()

    @property
    def is_finished(self) -> bool:
        asked = [task.item for task in self.tasks if not task.item.is_optional]
        return bool(self.tasks) and all(
            item.is_done for item in asked or [task.item for task in self.tasks])

    def task_after(self, instruction_id: int) -> Task | None:
        """The next thing to do: what follows first, then what was left before."""
        places = [task.item.id for task in self.tasks]
        turn = places.index(instruction_id) + 1 if instruction_id in places else 0
        in_turn = [*self.tasks[turn:], *self.tasks[:turn]]
        return next((task for task in in_turn if not task.item.is_done), None)


@dataclass(frozen=True)
class NextDay:
    """The next day with work, as a sign post."""

    name: str
    tasks: Sequence[Task]
    url: str


def day_of(who: SignedIn, day: date) -> PupilDay:
    child = pupil_of(who)
    shown = shown_on([child], day)
    done = done_among([child], shown)
    return PupilDay(day, [_task(who, row, (row.id, child.id) in done) for row in shown])


def next_day_of(who: SignedIn) -> PupilDay | None:
    """The next day that has work, if it is not too far for a child."""
    child, here = pupil_of(who), today()
    day = db.session.scalar(
        select(func.min(Instruction.day_on)).where(
            *shown_to([child]),
            Instruction.day_on.between(here + timedelta(days=1), here + timedelta(days=DAYS_AHEAD)),
        )
    )
    return day_of(who, day) if day else None


def sign_to_next_day(who: SignedIn) -> NextDay | None:
    following = next_day_of(who)
    if following is None:
        return None
    is_tomorrow = following.day_on == today() + timedelta(days=1)
    name = gettext("Demain") if is_tomorrow else following.title.capitalize()
    return NextDay(name, following.tasks, url_for("pupil.next_day"))


def task_of(who: SignedIn, instruction: Instruction) -> Task:
    done = done_among([pupil_of(who)], [instruction])
    return _task(who, instruction, bool(done))


def correction_for(who: SignedIn, instruction: Instruction) -> CorrectionCard | None:
    """Its moment, or its text once it is open."""
    (school,) = who.passes.values()
    return card_for_family(instruction, school.uai)


def pupil_of(who: SignedIn) -> Child:
    assert who.pupil is not None
    return who.pupil


def _task(who: SignedIn, instruction: Instruction, is_done: bool) -> Task:
    (school,) = who.passes.values()
    return Task(
        item=item_of(instruction, school.uai, is_done=is_done),
        day_on=instruction.day_on,
        picture=picture_of(instruction.subject),
        url=url_for("pupil.task", instruction_id=instruction.id),
    )
