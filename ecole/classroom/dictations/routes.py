"""The dictation of an instruction: one page, where each phrase is kept once it is recorded."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ecole.classroom.dictations.composing import Composing
from ecole.classroom.dictations.forms import DictationForm
from ecole.classroom.dictations.recording import change_dictation, dictation_of
from ecole.classroom.instructions import EditedMeanwhile
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_edit_instruction
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.submissions import once

bp = Blueprint("dictations", __name__, url_prefix="/e/<uai>")


@bp.route("/consignes/<id:instruction_id>/dictee", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(instruction_id: int) -> str | Response:
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    if instruction.is_past_restoring:
        abort(404)
    dictation = dictation_of(instruction)
    form = DictationForm.opened(obj=Composing.source(dictation))
    composing = Composing(asking(), form, dictation, instruction.classroom_id)
    if composing.is_ready():
        try:
            change_dictation(instruction, composing.change(), asking().account_id)
        except EditedMeanwhile:
            dictation = dictation_of(instruction)
            composing.warn_of_other_edit(dictation)
        else:
            flash(composing.said())
            return redirect(url_for(".edit", instruction_id=instruction_id), 303)
    return render_template("classroom/dictations/edit.html",
                           **composing.context(instruction, dictation, g.uai))
