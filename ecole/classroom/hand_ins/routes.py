"""Work that comes back (« rendu »): sent, taken back, put back by a family; listed for staff."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.hand_ins import sending as actions
from ecole.classroom.hand_ins.filling import Filling
from ecole.classroom.hand_ins.forms import HandInForm
from ecole.classroom.hand_ins.grid import grid_page
from ecole.classroom.hand_ins.pages import answering
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_answer, may_edit_instruction, may_own_hand_in
from ecole.models.signed_in import Child
from ecole.web.access import (
    GUARDIAN,
    PUPIL,
    STAFF,
    asking,
    fetch,
    in_pupil_space,
    keep_in_pupil_space,
    open_to,
)
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("hand_ins", __name__, url_prefix="/e/<uai>")
Answer = str | Response | tuple[str, int]


@bp.get("/consignes/<id:instruction_id>/rendus")
@open_to(*STAFF)
def index(instruction_id: int) -> str:
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    if instruction.is_past_restoring:
        abort(404)
    return render_template("classroom/hand_ins/index.html",
                           **grid_page(instruction, request.args.get("voir", "")))


@bp.route("/consignes/<id:instruction_id>/rendus/<id:pupil_id>", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL)
@once
def create(instruction_id: int, pupil_id: int) -> Answer:
    instruction = fetch(Instruction, instruction_id, may_answer)
    child = _child(pupil_id)
    form = HandInForm.opened()
    if request.method == "POST" and in_pupil_space() and form.by.data == "adult":
        return keep_in_pupil_space(frozenset()) or abort(404)  # it waits for the adult
    filling = Filling(asking(), form, instruction.classroom_id)
    if filling.is_ready():
        return _send(instruction, child, filling)
    # What is sent too late is always given back; otherwise, only what may be read is shown.
    if request.method == "GET" and form.text.data is None and not _is_open(instruction, child):
        abort(404)
    return _page(instruction, child, filling)


def _send(instruction: Instruction, child: Child, filling: Filling) -> Answer:
    by_pupil = in_pupil_space() or filling.form.by.data == "pupil"
    instruction_id = instruction.id
    try:
        hand_in_id = actions.hand_in(asking(), instruction, child.id, filling.text,
                                     filling.received, by_pupil=by_pupil)
    except actions.NotTaken as refusal:
        filling.form.text.errors = [str(refusal)]
        return _page(instruction, child, filling), 409
    _say(gettext("C’est envoyé à l’école."))
    address = (url_for("pupil_work.sent", hand_in_id=hand_in_id) if in_pupil_space()
               else _instruction_url(instruction_id))
    answer = redirect(address, 303)
    if request.headers.get("X-Requested-With") == "fetch":
        answer.status_code = 204  # its address stays, so that a second sending finds the first
    return answer


@bp.post("/rendus/<id:hand_in_id>/suppression")
@open_to(GUARDIAN, PUPIL)
def delete(hand_in_id: int) -> Response:
    row = fetch(HandIn, hand_in_id, may_own_hand_in)
    place = row.instruction_id, row.pupil_id
    actions.remove_hand_in(row)
    _say(gettext("Réponse enlevée. On peut la remettre pendant 30 jours."))
    return redirect(_back(*place), 303)


@bp.post("/rendus/<id:hand_in_id>/restauration")
@open_to(GUARDIAN, PUPIL)
def restore(hand_in_id: int) -> Response:
    row = fetch(HandIn, hand_in_id, may_own_hand_in)
    if row.is_past_restoring:
        abort(404)
    place = row.instruction_id, row.pupil_id
    actions.restore_hand_in(row)
    _say(gettext("Réponse remise."))
    return redirect(_back(*place), 303)


def _say(text: str) -> None:
    """To the adult; a child's page shows by itself what was sent."""
    if not in_pupil_space():
        flash(text)


def _child(pupil_id: int) -> Child:
    child = next((c for c in asking().children if c.id == pupil_id), None)
    return child or abort(404)


def _is_open(instruction: Instruction, child: Child) -> bool:
    return instruction.is_visible and instruction.is_for(child)


def _page(instruction: Instruction, child: Child, filling: Filling) -> str:
    is_open = _is_open(instruction, child)
    return render_template(
        "classroom/hand_ins/create.html",
        title=instruction.title if is_open else "",
        returns=instruction.returns if is_open else "",
        back_url=_instruction_url(instruction.id) if is_open else url_for("home"),
        answer=answering(asking(), instruction, child, filling,
                         opened=request.args.get("essai", 0, type=int)),
    )


def _back(instruction_id: int, pupil_id: int) -> str:
    if in_pupil_space():
        return url_for(".create", instruction_id=instruction_id, pupil_id=pupil_id)
    return _instruction_url(instruction_id)


def _instruction_url(instruction_id: int) -> str:
    endpoint = "pupil.task" if in_pupil_space() else "instructions.show"
    return url_for(endpoint, instruction_id=instruction_id)
