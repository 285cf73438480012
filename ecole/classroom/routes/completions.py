"""« Fait » and its way back."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from ecole.classroom.completions import tick
from ecole.classroom.days import address_of
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_tick
from ecole.web.access import GUARDIAN, asking, fetch, open_to

bp = Blueprint("completions", __name__, url_prefix="/e/<uai>/consignes/<id:instruction_id>")


@bp.post("/fait/<id:pupil_id>")
@open_to(GUARDIAN)
def create(instruction_id: int, pupil_id: int) -> Response:
    return _tick(instruction_id, pupil_id, done=True)


@bp.post("/a-refaire/<id:pupil_id>")
@open_to(GUARDIAN)
def delete(instruction_id: int, pupil_id: int) -> Response:
    return _tick(instruction_id, pupil_id, done=False)


def _tick(instruction_id: int, pupil_id: int, *, done: bool) -> Response:
    instruction = fetch(Instruction, instruction_id, may_tick)
    child = next((c for c in asking().children if c.id == pupil_id), None)
    if child is None or not instruction.is_for(child):
        abort(404)
    day = instruction.day_on
    tick(instruction, pupil_id, done=done)
    if request.headers.get("X-Requested-With") == "fetch":
        return Response(status=204)
    return redirect(address_of(day), 303)
