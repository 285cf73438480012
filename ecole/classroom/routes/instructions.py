"""An instruction: shown, written, changed, published, deleted, restored."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom import instructions as actions
from ecole.classroom.day_plans import Sketch
from ecole.classroom.day_plans import day_plan as plan_of_day
from ecole.classroom.days import read_day
from ecole.classroom.fields import usual_day
from ecole.classroom.forms import InstructionForm
from ecole.classroom.plan.recipients import members_of, recipients_of
from ecole.classroom.reading import coming_of, reader_page, teacher_page
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.classroom.writing import Writing
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_edit_instruction, may_read_instruction, may_teach
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once
from ecole.web.words import moment

bp = Blueprint("instructions", __name__, url_prefix="/e/<uai>")


@bp.route("/classes/<id:classroom_id>/consignes/nouvelle", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = InstructionForm.opened(day_on=read_day(request.args.get("jour", "")) or usual_day())
    writing = Writing(asking(), form, classroom)
    if writing.is_ready():
        instruction = actions.create_instruction(
            asking(), classroom, writing.draft(), writing.received, publish=writing.publish,
            at=writing.moment,
        )
        flash(_said(instruction, gettext("Consigne publiée.")))
        return redirect(url_for(".show", instruction_id=instruction.id), 303)
    return render_template("classroom/instructions/new.html", classroom=classroom,
                           **writing.context())


@bp.get("/classes/<id:classroom_id>/consignes/jour")
@open_to(*STAFF)
def day_plan(classroom_id: int) -> str:
    """A piece of the page where an instruction is written, asked for again when its day changes."""
    fetch(Classroom, classroom_id, may_teach)
    asked = request.args
    minutes = 0 if asked.get("is_optional") else asked.get("duration_minutes", 0, type=int)
    sketch = Sketch(asked.get("instead_of", type=int), max(0, minutes),
                    recipients_of(asked.get("for_whom", "")))
    plan = plan_of_day(classroom_id, read_day(asked.get("day_on", "")), members_of(classroom_id),
                       sketch)
    return render_template("classroom/instructions/_day_plan.html", day_plan=plan)


@bp.get("/consignes/<id:instruction_id>")
@open_to(GUARDIAN, *STAFF)
def show(instruction_id: int) -> str:
    instruction = _find(instruction_id, may_read_instruction)
    if may_edit_instruction(asking(), instruction):
        return render_template("classroom/instructions/show.html", **teacher_page(instruction))
    return render_template(
        "classroom/instructions/show.html", **reader_page(asking(), instruction)
    )


@bp.route("/consignes/<id:instruction_id>/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(instruction_id: int) -> str | Response:
    instruction = _find(instruction_id, may_edit_instruction)
    form = InstructionForm.opened(obj=Writing.source(instruction))
    writing = Writing(asking(), form, instruction.classroom, instruction)
    if writing.is_ready():
        try:
            actions.edit_instruction(
                instruction, writing.draft(), writing.received, revision=writing.revision,
                removed=writing.removed, publish=writing.publish, at=writing.moment,
            )
        except actions.EditedMeanwhile:
            writing.warn_of_other_edit()
        else:
            flash(_said(_find(instruction_id, may_edit_instruction), gettext("Consigne modifiée.")))
            return redirect(url_for(".show", instruction_id=instruction_id), 303)
    return render_template("classroom/instructions/edit.html", instruction=instruction,
                           coming=coming_of(instruction), classroom=instruction.classroom,
                           **writing.context())


@bp.post("/consignes/<id:instruction_id>/publication")
@open_to(*STAFF)
def publish(instruction_id: int) -> Response:
    instruction = _find(instruction_id, may_edit_instruction)
    actions.publish_instruction(instruction, published=True)
    if instruction.is_visible:
        flash(gettext("Consigne publiée. Les familles la voient."))
    return redirect(url_for(".show", instruction_id=instruction_id), 303)


@bp.post("/consignes/<id:instruction_id>/brouillon")
@open_to(*STAFF)
def withdraw(instruction_id: int) -> Response:
    instruction = _find(instruction_id, may_edit_instruction)
    actions.publish_instruction(instruction, published=False)
    flash(gettext("Consigne reprise. Les familles ne la voient plus."))
    return redirect(url_for(".show", instruction_id=instruction_id), 303)


@bp.post("/consignes/<id:instruction_id>/monter")
@open_to(*STAFF)
def move_up(instruction_id: int) -> Response:
    return _move(instruction_id, -1)


@bp.post("/consignes/<id:instruction_id>/descendre")
@open_to(*STAFF)
def move_down(instruction_id: int) -> Response:
    return _move(instruction_id, 1)


def _move(instruction_id: int, step: int) -> Response:
    instruction = _find(instruction_id, may_edit_instruction)
    room, day = instruction.classroom_id, instruction.day_on.isoformat()
    place = actions.move_instruction(instruction, step)
    # Back to where it is now: the same button is under the thumb.
    return redirect(url_for("classes.day", classroom_id=room, day=day, _anchor=f"place-{place}"),
                    303)


@bp.route("/consignes/<id:instruction_id>/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(instruction_id: int) -> str | Response:
    instruction = _find(instruction_id, may_edit_instruction)
    if request.method == "GET":
        return render_template("classroom/instructions/delete.html", instruction=instruction)
    classroom_id = instruction.classroom_id
    put_in_trash(instruction, classroom_id)
    flash(gettext(
        "Consigne supprimée. Vous pouvez la reprendre pendant 30 jours dans la corbeille."))
    return redirect(url_for("classes.show", classroom_id=classroom_id), 303)


@bp.post("/consignes/<id:instruction_id>/restauration")
@open_to(*STAFF)
def restore(instruction_id: int) -> Response:
    instruction = _find(instruction_id, may_edit_instruction)
    take_out_of_trash(instruction, instruction.classroom_id)
    flash(gettext("Consigne reprise de la corbeille."))
    return redirect(url_for(".show", instruction_id=instruction_id), 303)


def _said(instruction: Instruction, out: str) -> str:
    """What became of an instruction that was just written."""
    if instruction.published_at is None:
        return gettext("Brouillon gardé.")
    if actions.is_out(instruction):
        return out
    return gettext("C’est prêt. La consigne paraîtra %(moment)s.",
                   moment=moment(instruction.published_at))


def _find(instruction_id: int, may: Callable[[SignedIn, Instruction], bool]) -> Instruction:
    """What was announced as erased is not there any more, whenever the night comes."""
    instruction = fetch(Instruction, instruction_id, may)
    if instruction.is_past_restoring:
        abort(404)
    return instruction
