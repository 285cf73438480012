"""The family cards: what is printed, printing, the reprint of one card."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ecole.models.guardian import Guardian
from ecole.models.permissions import may_run_school
from ecole.roster import card_jobs, card_pages
from ecole.roster.card_printing import choose_guardians, families_of
from ecole.roster.forms import CardsForm
from ecole.storage.job import Job
from ecole.web.access import HEAD, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("cards", __name__, url_prefix="/e/<uai>/cartes")


@bp.route("", methods=["GET", "POST"])
@open_to(HEAD)
@once
def index() -> str | Answer:
    form = CardsForm()
    form.classroom.choices = card_pages.classroom_choices()
    if not form.validate_on_submit():
        page = card_pages.cards_page(request.args.get("classe", "")[:4])
        return render_template("roster/cards.html", form=form, **page)
    room = form.classroom.data or ""
    families = choose_guardians(form.renew.data, int(room) if room.isdecimal() else None)
    if not families:
        flash(gettext("Aucune carte à imprimer\u00a0: ces familles ont déjà la leur."))
        return redirect(url_for(".index"), 303)
    job = card_jobs.ask_for_cards(asking().account_id, families)
    return redirect(url_for(".job", job_id=job.id), 303)


@bp.get("/impression/<id:job_id>")
@open_to(HEAD)
def job(job_id: int) -> str | Answer:
    row = fetch(Job, job_id, may_run_school)
    page = render_template("roster/card_job.html", **card_pages.job_page(row))
    if row.finished_at or row.failed_at:
        return page
    return Response(page, headers={"Refresh": "2"})


@bp.get("/impression/<id:job_id>/cartes.pdf")
@open_to(HEAD)
def pdf(job_id: int) -> Answer:
    row = fetch(Job, job_id, may_run_school)
    content = card_jobs.read_pdf(row)
    if content is None or row.account_id != asking().account_id:
        abort(404)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="cartes-famille.pdf"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@bp.route("/responsables/<id:guardian_id>/nouvelle", methods=["GET", "POST"])
@open_to(HEAD)
@once
def renew(guardian_id: int) -> str | Answer:
    """One new card; the old code and its QR die at once, the devices if asked."""
    guardian = fetch(Guardian, guardian_id, may_run_school)
    families = families_of({guardian_id})
    if not families:
        flash(gettext("Ce responsable n’a plus d’enfant dans l’école."), "error")
        return redirect(url_for(".index"), 303)
    if request.method == "GET":
        return render_template("roster/card_renewal.html", family=families[0])
    card_pages.void_card(guardian, asking().account_id,
                         with_devices="devices" in request.form)
    job = card_jobs.ask_for_cards(asking().account_id, families)
    return redirect(url_for(".job", job_id=job.id), 303)
