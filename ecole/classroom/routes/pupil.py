"""The pupil's space (« espace enfant »): opened by a parent, left with a small adult gesture."""

from __future__ import annotations

import time
from dataclasses import astuple

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from ecole.classroom import way_out
from ecole.classroom.completions import tick
from ecole.classroom.dictations.playing import played_to
from ecole.classroom.documents.for_pupils import together_url_of
from ecole.classroom.forum.for_pupils import talk_url_of
from ecole.classroom.hand_ins.child import said_to_child
from ecole.classroom.hand_ins.returning import answered_to
from ecole.classroom.plan.on_the_day import on_day_of
from ecole.classroom.pupil_space import (
    correction_for,
    day_of,
    next_day_of,
    pupil_of,
    sign_to_next_day,
    task_of,
)
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_tick
from ecole.web.access import GUARDIAN, PUPIL, asking, fetch, in_pupil_space, open_to
from ecole.web.words import today

bp = Blueprint("pupil", __name__, url_prefix="/enfant")
ATTEMPTS = "way_out"


@bp.before_request
def show_the_parents_page() -> Response | None:
    """The space was left, and an old address of it is opened again."""
    if request.endpoint == "pupil.open" or in_pupil_space():
        return None
    return redirect(url_for("today.show"), 303)


@bp.post("/<id:pupil_id>")
@open_to(GUARDIAN)
def open(pupil_id: int) -> Response:
    if all(child.id != pupil_id for child in asking().children):
        abort(404)
    session[PUPIL] = pupil_id
    return redirect(url_for(".show"), 303)


@bp.get("")
@open_to(GUARDIAN, PUPIL)
def show() -> str:
    return render_template("classroom/pupil/day.html", day=day_of(asking(), today()),
                           next_day=sign_to_next_day(asking()), answered=answered_to(asking()),
                           on_day=on_day_of(asking(), today()), talk_url=talk_url_of(asking()),
                           together_url=together_url_of(asking()))


@bp.get("/ensuite")
@open_to(GUARDIAN, PUPIL)
def next_day() -> str | Response:
    day = next_day_of(asking())
    if day is None:
        return redirect(url_for(".show"))
    return render_template("classroom/pupil/day.html", day=day, next_day=None, answered=(),
                           on_day=on_day_of(asking(), day.day_on), talk_url="",
                           together_url="")


@bp.get("/consigne/<id:instruction_id>")
@open_to(GUARDIAN, PUPIL)
def task(instruction_id: int) -> str:
    instruction = fetch(Instruction, instruction_id, may_tick)
    return render_template("classroom/pupil/task.html", task=task_of(asking(), instruction),
                           said=said_to_child(asking(), instruction),
                           correction=correction_for(asking(), instruction),
                           dictation=played_to(asking(), instruction))


@bp.get("/consigne/<id:instruction_id>/fait")
@open_to(GUARDIAN, PUPIL)
def praise(instruction_id: int) -> str | Response:
    instruction = fetch(Instruction, instruction_id, may_tick)
    done = task_of(asking(), instruction)
    if not done.item.is_done:
        return redirect(done.url)
    day = day_of(asking(), instruction.day_on)
    return render_template(
        "classroom/pupil/praise.html", task=done, day=day, following=day.task_after(done.item.id),
        next_day=sign_to_next_day(asking()) if day.is_finished and day.is_today else None,
    )


@bp.post("/consigne/<id:instruction_id>/fait")
@open_to(GUARDIAN, PUPIL)
def finish(instruction_id: int) -> Response:
    return _tick(instruction_id, done=True)


@bp.post("/consigne/<id:instruction_id>/a-refaire")
@open_to(GUARDIAN, PUPIL)
def unfinish(instruction_id: int) -> Response:
    return _tick(instruction_id, done=False)


def _tick(instruction_id: int, *, done: bool) -> Response:
    instruction = fetch(Instruction, instruction_id, may_tick)
    tick(instruction, pupil_of(asking()).id, done=done)
    if request.headers.get("X-Requested-With") == "fetch":
        return Response(status=204)
    return redirect(url_for(".praise" if done else ".task", instruction_id=instruction_id), 303)


@bp.route("/sortie", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL)
def leave() -> str | Response:
    """« Je suis un adulte »: a new question each time it is shown."""
    attempts, now = way_out.Attempts(*session.get(ATTEMPTS, ())), time.time()
    is_wrong = False
    if request.method == "POST" and not attempts.must_wait(now):
        if attempts.is_answer(request.form.get("number", "")):
            session.pop(PUPIL, None)
            session.pop(ATTEMPTS, None)
            return redirect(url_for("today.show"), 303)
        attempts, is_wrong = attempts.after_wrong(now), True
    if attempts.must_wait(now):
        session[ATTEMPTS] = astuple(attempts)
        return render_template("classroom/pupil/wait.html")
    question = way_out.draw_question()
    session[ATTEMPTS] = astuple(attempts.asked(question))
    return render_template("classroom/pupil/leave.html", question=question, is_wrong=is_wrong)
