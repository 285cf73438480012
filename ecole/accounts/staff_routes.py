"""The team of a school, for its head: who is in it, adding someone, a new password link."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask import session as cookies
from werkzeug.wrappers import Response

from ecole.accounts.forms import NewStaffForm
from ecole.accounts.staff import BadStaff, add_staff, renew_password_link, staff_of
from ecole.models.membership import Role
from ecole.models.school import School
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.access import HEAD, asking, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("staff", __name__, url_prefix="/e/<uai>/equipe")
LINK = "password_link"


@bp.route("", methods=["GET", "POST"])
@open_to(HEAD)
@once
def index() -> str | Response:
    form = NewStaffForm()
    if form.validate_on_submit():
        school = db.session.get(School, current_school_id())
        assert school is not None
        try:
            added = add_staff(school, name=form.name.data, email=form.email.data,
                              role=Role(form.role.data), by=asking().account_id)
        except BadStaff as wrong:
            form.email.errors = [str(wrong)]
        else:
            _show_link_next(form.name.data, added.token)
            return redirect(url_for(".index"), 303)
    return render_template("accounts/staff.html", form=form, team=_team(),
                           new_link=cookies.pop(LINK, None))


@bp.post("/<id:account_id>/lien")
@open_to(HEAD)
def link(account_id: int) -> Response:
    school_id = current_school_id() or 0
    account = next((a for a, _ in staff_of(school_id) if a.id == account_id), None)
    if account is None:
        abort(404)
    name = account.display_name
    token = renew_password_link(account_id, school_id, asking().account_id)
    if token is None:
        abort(404)
    _show_link_next(name, token)
    return redirect(url_for(".index"), 303)


def _show_link_next(name: str, token: str | None) -> None:
    """The link is shown once, on the next page, and is nowhere to be read again."""
    address = current_app.config["ECOLE"].address
    cookies[LINK] = {
        "name": name,
        "address": f"{address}/equipe/mot-de-passe/{token}" if token else "",
    }


def _team() -> list[dict[str, object]]:
    words = {Role.HEAD: gettext("Direction"), Role.TEACHER: gettext("Enseignement")}
    return [
        {
            "name": account.display_name,
            "email": account.email or "",
            "role": words[Role(role)],
            "has_password": account.password_hash is not None,
            "link_url": url_for(".link", account_id=account.id),
        }
        for account, role in staff_of(current_school_id() or 0)
    ]
