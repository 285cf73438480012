"""A few words that come back (« rendu »): sent, taken back, put back by a family; read by staff."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.forms import HandInForm
from ecole.classroom.hand_ins import sending as actions
from ecole.classroom.hand_ins.pages import answering, received_page
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_answer, may_edit_instruction, may_own_hand_in, may_tick
from ecole.models.signed_in import Child
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, in_pupil_space, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("hand_ins", __name__, url_prefix="/e/<uai>")


@bp.get("/consignes/<id:instruction_id>/rendus")
@open_to(*STAFF)
def index(instruction_id: int) -> str:
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    if instruction.is_past_restoring:
        abort(404)
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    return render_template("classroom/hand_ins/index.html", **received_page(instruction, page))


@bp.route("/consignes/<id:instruction_id>/rendus/<id:pupil_id>", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL)
@once
def create(instruction_id: int, pupil_id: int) -> str | Response | tuple[str, int]:
    instruction = fetch(Instruction, instruction_id, may_answer)
    child = _child(pupil_id)
    form = HandInForm.opened()
    if form.validate_on_submit():
        try:
            actions.hand_in(asking(), instruction, pupil_id, form.text.data)
        except actions.NotTaken as refusal:
            form.text.errors = [str(refusal)]
            return _page(instruction, child, form), 409
        _say(gettext("C’est envoyé à l’école."))
        answer = redirect(_back(instruction_id, pupil_id), 303)
        if request.headers.get("X-Requested-With") == "fetch":
            answer.status_code = 204  # its address stays, so that a second sending finds the first
        return answer
    # A text sent too late is always given back; otherwise, only what may be read is shown.
    if request.method == "GET" and form.text.data is None and not _is_open(instruction, child):
        abort(404)
    return _page(instruction, child, form)


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
    return may_tick(asking(), instruction) and child.classroom_id == instruction.classroom_id


def _page(instruction: Instruction, child: Child, form: HandInForm) -> str:
    is_open = _is_open(instruction, child)
    return render_template(
        "classroom/hand_ins/create.html",
        title=instruction.title if is_open else "",
        returns=instruction.returns if is_open else "",
        back_url=_instruction_url(instruction.id) if is_open else url_for("home"),
        answer=answering(asking(), instruction, child, form),
    )


def _back(instruction_id: int, pupil_id: int) -> str:
    if in_pupil_space():
        return url_for(".create", instruction_id=instruction_id, pupil_id=pupil_id)
    return _instruction_url(instruction_id)


def _instruction_url(instruction_id: int) -> str:
    endpoint = "pupil.task" if in_pupil_space() else "instructions.show"
    return url_for(endpoint, instruction_id=instruction_id)
