"""The page of the town hall, and the adding of a school."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as cookies
from werkzeug.wrappers import Response

from ecole.accounts.staff import add_staff
from ecole.media.labels import weight
from ecole.models.membership import Role
from ecole.townhall.figures import size_of
from ecole.townhall.forms import SchoolForm
from ecole.townhall.limits import LIMITS, LimitsForm, school_of, set_limits
from ecole.townhall.page import town_hall_page
from ecole.townhall.schools import add_school
from ecole.web.access import TOWN_HALL, asking, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("townhall", __name__, url_prefix="/mairie")
LINK = "new_school"


@bp.get("")
@open_to(TOWN_HALL)
def show() -> str:
    page = town_hall_page(current_app._get_current_object())  # type: ignore[attr-defined]
    return render_template("townhall/show.html", new_school=cookies.pop(LINK, None), **page)


@bp.route("/ecoles/nouvelle", methods=["GET", "POST"])
@open_to(TOWN_HALL)
@once
def new_school() -> str | Response:
    """Asked, read again, then made: a school cannot be taken away from here."""
    form = SchoolForm()
    if not form.validate_on_submit() or request.form.get("action") == "correct":
        return render_template("townhall/new_school.html", form=form)
    if request.form.get("action") != "create":
        return render_template("townhall/new_school_check.html", form=form)
    _create(form)
    return redirect(url_for(".show"), 303)


@bp.route("/place", methods=["GET", "POST"])
@open_to(TOWN_HALL)
def limits() -> str | Response:
    """The room of the school of `?ecole=<UAI>` for its files: figures only."""
    school = school_of(request.args.get("ecole", ""))
    if school is None:
        return redirect(url_for(".show"), 303)
    form = LimitsForm.opened(obj=school)
    if not form.validate_on_submit():
        return render_template("townhall/limits.html", form=form, name=school.name,
                               size=weight(size_of(school)))
    name = school.name
    set_limits(school, {name: form[name].data for name in LIMITS}, by=asking().account_id)
    flash(gettext("Place changée pour %(school)s.", school=name))
    return redirect(url_for(".show"), 303)


def _create(form: SchoolForm) -> None:
    """The link of its head is shown once, on the next page, and is nowhere to be read again."""
    by = asking().account_id
    school = add_school(form.name.data, form.uai.data, by=by)
    name = school.name
    head = add_staff(school, name=form.head_name.data, email=form.head_email.data,
                     role=Role.HEAD, by=by)
    address = current_app.config["ECOLE"].address
    cookies[LINK] = {
        "name": name,
        "head": form.head_name.data,
        "address": f"{address}/equipe/mot-de-passe/{head.token}" if head.token else "",
    }
