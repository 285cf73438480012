"""The roster: its state, the upload, the preview, the import and its undo; teachers of classes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ecole.models.classroom import Classroom
from ecole.models.permissions import may_run_school
from ecole.models.roster_import import RosterImport
from ecole.roster import imports, mappings, pages
from ecole.roster.classrooms import assign_teacher, unassign_teacher
from ecole.roster.forms import FilesForm
from ecole.roster.onde.refusals import Refused, UnknownColumns
from ecole.roster.preview import answers_of, preview_page
from ecole.roster.report import report_csv
from ecole.roster.undo import CannotUndo
from ecole.web.access import HEAD, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("roster", __name__, url_prefix="/e/<uai>/liste")


@bp.get("")
@open_to(HEAD)
def show() -> str:
    return render_template("roster/show.html", **pages.roster_page())


@bp.route("/import", methods=["GET", "POST"])
@open_to(HEAD)
@once
def new() -> str | Answer:
    form = FilesForm()
    if form.validate_on_submit():
        try:
            files = [mappings.read_upload(file) for file in form.files.data]
            pending = imports.prepare_import(files, asking().account_id)
            imports.plan_of(pending)
        except UnknownColumns as unknown:
            return render_template("roster/mapping.html", **pages.mapping_page(unknown))
        except Refused as refused:
            form.files.errors = [refused.message]
        else:
            return redirect(url_for(".preview", import_id=pending.id), 303)
    return render_template("roster/new.html", form=form)


@bp.post("/colonnes")
@open_to(HEAD)
def map_columns() -> str | Answer:
    """Remember what the columns of an unknown header are; the file is then sent again."""
    try:
        mappings.remember(request.form)
    except mappings.BadMapping as bad:
        flash(str(bad), "error")
        return render_template("roster/mapping.html", **pages.mapping_again(request.form))
    flash(gettext("C’est noté. Choisissez de nouveau le fichier\u00a0: il sera lu ainsi."))
    return redirect(url_for(".new"), 303)


@bp.route("/import/<id:import_id>", methods=["GET", "POST"])
@open_to(HEAD)
def preview(import_id: int) -> str | Answer:
    pending = fetch(RosterImport, import_id, may_run_school)
    if pending.rows is None:
        return redirect(url_for(".show"), 303)
    part = request.form.get("part", request.args.get("part", 1, int), int)
    if request.method == "GET":
        return render_template("roster/preview.html", **preview_page(pending, part))
    imports.answer_questions(pending, answers_of(request.form))
    if request.form.get("action") != "apply":
        return redirect(url_for(".preview", import_id=import_id, part=part), 303)
    return _apply(pending)


def _apply(pending: RosterImport) -> Answer:
    import_id = pending.id
    try:
        outcome = imports.apply_import(pending, asking().account_id)
    except imports.BaseMoved:
        flash(gettext("La liste a changé depuis cet aperçu. Envoyez de nouveau les fichiers."),
              "error")
        return redirect(url_for(".new"), 303)
    except imports.Blocked:
        flash(gettext("Répondez d’abord à la question en rouge."), "error")
        return redirect(url_for(".preview", import_id=import_id), 303)
    flash(pages.outcome_sentence(outcome))
    return redirect(url_for(".show"), 303)


@bp.get("/import/<id:import_id>/rapport.csv")
@open_to(HEAD)
def report(import_id: int) -> Response:
    pending = fetch(RosterImport, import_id, may_run_school)
    if pending.rows is None:
        abort(404)
    answer = Response(report_csv(imports.plan_of(pending)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="apercu-import.csv"'
    return answer


@bp.route("/annulation", methods=["GET", "POST"])
@open_to(HEAD)
def undo() -> str | Answer:
    last = imports.last_import()
    if last is None or last.undo is None:
        flash(gettext("Il n’y a pas d’import à annuler."), "error")
        return redirect(url_for(".show"), 303)
    if request.method == "GET":
        return render_template("roster/undo.html", **pages.undo_page(last))
    try:
        imports.undo_import(last, asking().account_id)
    except CannotUndo as why:
        flash(str(why), "error")
    else:
        flash(gettext("L’import est annulé. La liste est comme avant."))
    return redirect(url_for(".show"), 303)


@bp.post("/classes/<id:classroom_id>/enseignants")
@open_to(HEAD)
def assign(classroom_id: int) -> Answer:
    classroom = fetch(Classroom, classroom_id, may_run_school)
    account = request.form.get("account", "")
    if not account.isdecimal() or not assign_teacher(classroom, int(account), asking().account_id):
        flash(gettext("Choisissez une personne de l’équipe."), "error")
    return redirect(url_for(".show") + "#classes", 303)


@bp.post("/classes/<id:classroom_id>/enseignants/<id:account_id>/retrait")
@open_to(HEAD)
def unassign(classroom_id: int, account_id: int) -> Answer:
    unassign_teacher(fetch(Classroom, classroom_id, may_run_school), account_id,
                     asking().account_id)
    return redirect(url_for(".show") + "#classes", 303)
