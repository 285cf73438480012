"""The teacher's side of work that comes back: one try looked at, commented, given back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.hand_ins import marking as actions
from ecole.classroom.hand_ins.filling import Filling
from ecole.classroom.hand_ins.forms import WorkForm
from ecole.classroom.hand_ins.marking_page import marking_page, waiting_after
from ecole.models.attachment import Attachment
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.permissions import (
    may_edit_instruction,
    may_mark_hand_in,
    may_remove_comment,
    may_teach_pupil,
    may_turn_photo,
)
from ecole.models.pupil import Pupil
from ecole.storage.database import db
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("marking", __name__, url_prefix="/e/<uai>")


@bp.route("/rendus/<id:hand_in_id>", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def show(hand_in_id: int) -> str | Response:
    """The work, large; what is said of it is written on the same page."""
    hand_in = fetch(HandIn, hand_in_id, may_mark_hand_in)
    filling = Filling(asking(), WorkForm.opened(), hand_in.instruction.classroom_id)
    gives = request.form.get("action") == "give_back"
    if filling.is_ready(may_be_empty=gives and hand_in.given_back_at is None):
        try:
            return _say(hand_in, filling, gives=gives)
        except actions.TooManyComments:
            filling.form.text.errors = [gettext(
                "Il y a déjà %(count)d commentaires, avec ceux que vous avez enlevés. Le texte est "
                "gardé ci-dessous.", count=actions.COMMENTS_MAX)]
    return render_template("classroom/hand_ins/marking.html",
                           **marking_page(hand_in, filling, request.args.get("photo", 0, type=int)))


def _say(hand_in: HandIn, filling: Filling, *, gives: bool) -> Response:
    hand_in_id, name = hand_in.id, hand_in.pupil.first_name
    actions.comment(asking(), hand_in, filling.text, filling.received, give=gives)
    if not gives:
        flash(gettext("Commentaire gardé."))
        return redirect(url_for(".show", hand_in_id=hand_in_id), 303)
    flash(gettext("Rendu à %(name)s.", name=name))
    # On to the next one, so that thirty are done quickly.
    hand_in = db.session.get_one(HandIn, hand_in_id)
    following = waiting_after(hand_in)
    return redirect(following or url_for("hand_ins.index",
                                         instruction_id=hand_in.instruction_id), 303)


@bp.post("/rendus/<id:hand_in_id>/reprise")
@open_to(*STAFF)
def take_back(hand_in_id: int) -> Response:
    actions.take_back(fetch(HandIn, hand_in_id, may_mark_hand_in))
    flash(gettext("Repris. La famille ne voit plus ce que vous en dites."))
    return redirect(url_for(".show", hand_in_id=hand_in_id), 303)


@bp.post("/rendus/commentaires/<id:comment_id>/suppression")
@open_to(*STAFF)
def remove_comment(comment_id: int) -> Response:
    return _remove(comment_id, removed=True)


@bp.post("/rendus/commentaires/<id:comment_id>/restauration")
@open_to(*STAFF)
def restore_comment(comment_id: int) -> Response:
    return _remove(comment_id, removed=False)


def _remove(comment_id: int, *, removed: bool) -> Response:
    said = fetch(HandInComment, comment_id, may_remove_comment)
    hand_in_id = said.hand_in_id
    actions.remove_comment(said, removed=removed)
    flash(gettext("Commentaire enlevé. On peut le remettre pendant 30 jours.") if removed
          else gettext("Commentaire remis."))
    return redirect(url_for(".show", hand_in_id=hand_in_id), 303)


@bp.post("/rendus/photos/<id:attachment_id>/rotation")
@open_to(*STAFF)
def turn(attachment_id: int) -> Response:
    photo = fetch(Attachment, attachment_id, may_turn_photo)
    hand_in_id, position = photo.hand_in_id, photo.position
    actions.turn_photo(photo, request.form.get("vers", ""))
    return redirect(url_for(".show", hand_in_id=hand_in_id, _anchor=f"photo-{position}"), 303)


@bp.post("/consignes/<id:instruction_id>/rendus/<id:pupil_id>/papier")
@open_to(*STAFF)
def note_paper(instruction_id: int, pupil_id: int) -> Response:
    instruction, pupil = _pair(instruction_id, pupil_id)
    actions.note_paper(asking(), instruction, pupil)
    return _grid(instruction_id, pupil_id)


@bp.post("/consignes/<id:instruction_id>/rendus/<id:pupil_id>/papier/annulation")
@open_to(*STAFF)
def forget_paper(instruction_id: int, pupil_id: int) -> Response:
    instruction, pupil = _pair(instruction_id, pupil_id)
    actions.forget_paper(instruction, pupil)
    return _grid(instruction_id, pupil_id)


def _pair(instruction_id: int, pupil_id: int) -> tuple[Instruction, Pupil]:
    """A pupil of the instruction's own class."""
    instruction = fetch(Instruction, instruction_id, may_edit_instruction)
    pupil = fetch(Pupil, pupil_id, may_teach_pupil)
    if instruction.is_past_restoring or pupil.classroom_id != instruction.classroom_id:
        abort(404)
    return instruction, pupil


def _grid(instruction_id: int, pupil_id: int) -> Response:
    seen = request.args.get("voir") or None
    return redirect(url_for("hand_ins.index", instruction_id=instruction_id, voir=seen,
                            _anchor=f"eleve-{pupil_id}"), 303)
