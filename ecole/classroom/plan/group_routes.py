"""Groups of pupils: listed, made, changed, deleted, put back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.plan import groups as actions
from ecole.classroom.plan.recipients import members_of
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_edit_group, may_teach
from ecole.models.pupil_group import PupilGroup
from ecole.web.access import STAFF, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("groups", __name__, url_prefix="/e/<uai>")


@bp.get("/classes/<id:classroom_id>/groupes")
@open_to(*STAFF)
def index(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/groups/index.html", **actions.groups_page(classroom))


@bp.route("/classes/<id:classroom_id>/groupes/nouveau", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = actions.GroupForm.opened()
    form.offer(members_of(classroom_id))
    if form.validate_on_submit():
        actions.make_group(classroom, form.label.data, form.chosen)
        flash(gettext("Groupe prêt\u00a0: choisissez-le dans une consigne, sous «\u00a0Pour "
                      "qui\u00a0»."))
        return redirect(url_for(".index", classroom_id=classroom_id), 303)
    return render_template("classroom/groups/edit.html", form=form, classroom_id=classroom_id,
                           title=gettext("Nouveau groupe"))


@bp.route("/groupes/<id:group_id>/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(group_id: int) -> str | Response:
    group = _find(group_id)
    classroom_id = group.classroom_id
    form = actions.GroupForm.opened(
        label=group.label, pupils=[str(pupil_id) for pupil_id in group.pupil_ids])
    form.offer(members_of(classroom_id))
    if form.validate_on_submit():
        actions.change_group(group, form.label.data, form.chosen)
        flash(gettext("Groupe modifié."))
        return redirect(url_for(".index", classroom_id=classroom_id), 303)
    return render_template("classroom/groups/edit.html", form=form, classroom_id=classroom_id,
                           title=gettext("Modifier le groupe"))


@bp.route("/groupes/<id:group_id>/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(group_id: int) -> str | Response:
    group = _find(group_id)
    classroom_id = group.classroom_id
    if request.method == "GET":
        return render_template("classroom/groups/delete.html", group=group,
                               still_given=actions.still_given(group))
    put_in_trash(group, classroom_id)
    flash(gettext("Groupe supprimé. Vous pouvez le reprendre pendant 30 jours, en bas de cette "
                  "page."))
    return redirect(url_for(".index", classroom_id=classroom_id), 303)


@bp.post("/groupes/<id:group_id>/restauration")
@open_to(*STAFF)
def restore(group_id: int) -> Response:
    group = _find(group_id)
    classroom_id = group.classroom_id
    take_out_of_trash(group, classroom_id)
    flash(gettext("Groupe repris."))
    return redirect(url_for(".index", classroom_id=classroom_id), 303)


def _find(group_id: int) -> PupilGroup:
    group = fetch(PupilGroup, group_id, may_edit_group)
    if group.is_past_restoring:
        abort(404)
    return group
