"""« Classe en direct »: announced, shown, changed, put in the trash."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.days import read_day
from ecole.classroom.fields import usual_day
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.plan import live_classes as actions
from ecole.classroom.plan.composing import MEANWHILE
from ecole.classroom.plan.forms import LiveClassForm
from ecole.classroom.plan.live_cards import in_one_line, reader_page, teacher_page
from ecole.classroom.plan.recipients import members_of, recipients_of
from ecole.classroom.trash import put_in_trash
from ecole.models.classroom import Classroom
from ecole.models.live_class import LiveClass
from ecole.models.permissions import may_edit_live_class, may_read_live_class, may_teach
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("live_classes", __name__, url_prefix="/e/<uai>")


@bp.route("/classes/<id:classroom_id>/direct/nouvelle", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = LiveClassForm.opened(obj=actions.source_of(None),
                                day_on=read_day(request.args.get("jour", "")) or usual_day())
    form.for_whom.choices = members_of(classroom_id).choices()
    if form.validate_on_submit():
        row = actions.create_live_class(asking(), classroom, _draft(form))
        flash(gettext("Classe en direct annoncée.") if row.published_at
              else gettext("Brouillon gardé."))
        return redirect(url_for(".show", live_id=row.id), 303)
    return render_template("classroom/live_classes/edit.html", form=form, classroom=classroom,
                           live=None, is_out=False, other="")


@bp.get("/direct/<id:live_id>")
@open_to(GUARDIAN, *STAFF)
def show(live_id: int) -> str:
    row = _find(live_id, may_read_live_class)
    if may_edit_live_class(asking(), row):
        return render_template("classroom/live_classes/show.html", **teacher_page(row))
    return render_template("classroom/live_classes/show.html", **reader_page(row))


@bp.route("/direct/<id:live_id>/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(live_id: int) -> str | Response:
    row = _find(live_id, may_edit_live_class)
    form = LiveClassForm.opened(obj=actions.source_of(row))
    form.for_whom.choices = members_of(row.classroom_id).choices(row)
    other = ""
    if form.validate_on_submit():
        try:
            actions.edit_live_class(row, _draft(form), revision=_revision(form))
        except EditedMeanwhile:
            form.form_errors.append(MEANWHILE)
            form.revision.data = str(row.revision)
            other = in_one_line(row)
        else:
            flash(gettext("Classe en direct modifiée."))
            return redirect(url_for(".show", live_id=live_id), 303)
    return render_template("classroom/live_classes/edit.html", form=form, other=other,
                           classroom=row.classroom, live=row,
                           is_out=row.published_at is not None)


@bp.route("/direct/<id:live_id>/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(live_id: int) -> str | Response:
    row = _find(live_id, may_edit_live_class)
    if request.method == "GET":
        return render_template("classroom/live_classes/delete.html", live=row)
    classroom_id = row.classroom_id
    put_in_trash(row, classroom_id)
    flash(gettext("Classe en direct mise à la corbeille. Vous pouvez la reprendre pendant "
                  "30 jours."))
    return redirect(url_for("classes.show", classroom_id=classroom_id), 303)


def _find(live_id: int, may: Callable[[SignedIn, LiveClass], bool]) -> LiveClass:
    """What was announced as erased is not there any more, whenever the night comes."""
    row = fetch(LiveClass, live_id, may)
    if row.is_past_restoring:
        abort(404)
    return row


def _draft(form: LiveClassForm) -> actions.LiveDraft:
    starts_at, ends_at = form.moments()
    return actions.LiveDraft(
        title=form.title.data or "", starts_at=starts_at, ends_at=ends_at,
        address=form.door.data or "", note=form.note.data or "",
        recipients=recipients_of(form.for_whom.data or ""),
        is_out=request.form.get("action", "publish") == "publish",
    )


def _revision(form: LiveClassForm) -> int:
    text = form.revision.data or ""
    return int(text) if text.isdecimal() and len(text) < 20 else 0
