"""An instruction: shown, written, changed, published, deleted, restored."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom import instructions as actions
from ecole.classroom.days import read_day
from ecole.classroom.forms import InstructionForm, usual_day
from ecole.classroom.reading import reader_page, teacher_page
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.classroom.writing import Writing
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_edit_instruction, may_read_instruction, may_teach
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("instructions", __name__, url_prefix="/e/<uai>")


@bp.route("/classes/<id:classroom_id>/consignes/nouvelle", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = InstructionForm.opened(day_on=read_day(request.args.get("jour", "")) or usual_day())
    writing = Writing(asking(), form)
    if writing.is_ready():
        instruction = actions.create_instruction(
            asking(), classroom, writing.draft(), writing.received, publish=writing.publish
        )
        flash(gettext("Consigne publiée.") if writing.publish else gettext("Brouillon gardé."))
        return redirect(url_for(".show", instruction_id=instruction.id), 303)
    return render_template("classroom/instructions/new.html", classroom=classroom,
                           **writing.context())


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
    writing = Writing(asking(), form, instruction)
    if writing.is_ready():
        try:
            actions.edit_instruction(
                instruction, writing.draft(), writing.received, revision=writing.revision,
                removed=writing.removed, publish=writing.publish,
            )
        except actions.EditedMeanwhile:
            writing.warn_of_other_edit()
        else:
            flash(gettext("Consigne modifiée."))
            return redirect(url_for(".show", instruction_id=instruction_id), 303)
    return render_template("classroom/instructions/edit.html", instruction=instruction,
                           classroom=instruction.classroom, **writing.context())


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


def _find(instruction_id: int, may: Callable[[SignedIn, Instruction], bool]) -> Instruction:
    """What was announced as erased is not there any more, whenever the night comes."""
    instruction = fetch(Instruction, instruction_id, may)
    if instruction.is_past_restoring:
        abort(404)
    return instruction
