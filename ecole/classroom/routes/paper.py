"""What is printed: the plan of a week, slips for the notebooks, the list of a class."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request

from ecole.classroom.day_sheets import class_day
from ecole.classroom.days import read_day
from ecole.classroom.rolls import roll_page
from ecole.classroom.slips import slips_page
from ecole.classroom.week_plans import class_week, monday_of
from ecole.classroom.week_plans import family_week as week_of_family
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_edit_instruction, may_teach
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to

bp = Blueprint("paper", __name__)


@bp.get("/semaine/<day>")
@open_to(GUARDIAN)
def family_week(day: str) -> str:
    """The week that holds this day, for each child."""
    page = week_of_family(asking(), _monday(day))
    return render_template("classroom/paper/family_week.html", **page)


@bp.get("/e/<uai>/classes/<id:classroom_id>/semaine/<day>/impression")
@open_to(*STAFF)
def classroom_week(classroom_id: int, day: str) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/paper/classroom_week.html",
                           **class_week(classroom, _monday(day), _level()))


@bp.get("/e/<uai>/classes/<id:classroom_id>/jour/<day>/impression")
@open_to(*STAFF)
def classroom_day(classroom_id: int, day: str) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/paper/classroom_day.html",
                           **class_day(classroom, read_day(day) or abort(404), _level()))


def _level() -> str:
    return request.args.get("niveau", "")


@bp.get("/e/<uai>/consignes/<id:instruction_id>/mots")
@open_to(*STAFF)
def slips(instruction_id: int) -> str:
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    if instruction.is_past_restoring:
        abort(404)
    return render_template("classroom/paper/slips.html", **slips_page(instruction, request.args))


@bp.get("/e/<uai>/classes/<id:classroom_id>/liste")
@open_to(*STAFF)
def roll(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/paper/roll.html", **roll_page(classroom, request.args))


def _monday(day: str) -> date:
    return monday_of(read_day(day) or abort(404))
