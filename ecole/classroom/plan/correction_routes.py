"""The correction of an instruction: written, changed, put in the trash and taken out of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.plan.composing import Composing
from ecole.classroom.plan.corrections import (
    CorrectionDraft,
    correction_of,
    source_of,
    write_correction,
)
from ecole.classroom.plan.forms import CorrectionForm, paris
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.models.correction import Correction
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_edit_instruction
from ecole.storage.columns import utc_now
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once
from ecole.web.words import moment

bp = Blueprint("corrections", __name__, url_prefix="/e/<uai>/consignes/<id:instruction_id>/corrige")


@bp.route("", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(instruction_id: int) -> str | Response:
    instruction = _find(instruction_id)
    row = correction_of(instruction_id)
    form = CorrectionForm.opened(obj=source_of(instruction, row))
    form.instruction_on = instruction.day_on
    has_dictation = instruction.dictation is not None and bool(instruction.dictation.text)
    composing = Composing(asking(), form, row, may_be_empty=has_dictation,
                          classroom_id=instruction.classroom_id)
    if composing.is_ready():
        opens_at = paris(form.opens_on.data, form.opens_time.data)
        try:
            write_correction(
                asking(), instruction, CorrectionDraft(form.body.data or "", opens_at),
                composing.received, revision=composing.revision, removed=composing.removed)
        except EditedMeanwhile:
            composing.warn_of_other_edit(correction_of(instruction_id))
        else:
            flash(gettext("Corrigé gardé. Les familles le voient.") if opens_at <= utc_now()
                  else gettext("Corrigé gardé. Les familles le verront %(moment)s.",
                               moment=moment(opens_at)))
            return redirect(_page(instruction_id), 303)
    return render_template(
        "classroom/corrections/edit.html", instruction=instruction,
        classroom=instruction.classroom, is_deleted=bool(row and row.deleted_at),
        exists=row is not None, has_dictation=has_dictation, **composing.context())


@bp.route("/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(instruction_id: int) -> str | Response:
    instruction = _find(instruction_id)
    row = _correction(instruction)
    if request.method == "GET":
        return render_template("classroom/corrections/delete.html", instruction=instruction)
    put_in_trash(row, instruction.classroom_id)
    flash(gettext("Corrigé mis à la corbeille. Vous pouvez le reprendre pendant 30 jours."))
    return redirect(_page(instruction_id), 303)


@bp.post("/restauration")
@open_to(*STAFF)
def restore(instruction_id: int) -> Response:
    instruction = _find(instruction_id)
    take_out_of_trash(_correction(instruction), instruction.classroom_id)
    flash(gettext("Corrigé repris de la corbeille."))
    return redirect(_page(instruction_id), 303)


def _find(instruction_id: int) -> Instruction:
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    if instruction.is_past_restoring:
        abort(404)
    return instruction


def _correction(instruction: Instruction) -> Correction:
    return correction_of(instruction.id) or abort(404)


def _page(instruction_id: int) -> str:
    return url_for("instructions.show", instruction_id=instruction_id)
