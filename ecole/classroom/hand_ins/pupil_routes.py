"""The child's side of work that comes back: « C’est parti ! »."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ecole.classroom.pupil_space import task_of
from ecole.models.hand_in import HandIn
from ecole.models.permissions import may_own_hand_in, may_tick
from ecole.web.access import GUARDIAN, PUPIL, asking, fetch, in_pupil_space, open_to

bp = Blueprint("pupil_work", __name__, url_prefix="/e/<uai>")


@bp.get("/rendus/<id:hand_in_id>/parti")
@open_to(GUARDIAN, PUPIL)
def sent(hand_in_id: int) -> str | Response:
    """Joyful and calm, with what comes next; to an adult, the page of the instruction."""
    row = fetch(HandIn, hand_in_id, may_own_hand_in)
    if not in_pupil_space():
        return redirect(url_for("instructions.show", instruction_id=row.instruction_id))
    instruction = row.instruction
    if not may_tick(asking(), instruction):
        return redirect(url_for("pupil.show"))  # withdrawn in the meantime
    return render_template("classroom/hand_ins/sent.html", task=task_of(asking(), instruction))
