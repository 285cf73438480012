"""Addresses of the reading settings: open to anyone, as they are needed before the sign-in."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from ecole.accounts.entrance import wanted_page
from ecole.accounts.forms import PreferencesForm
from ecole.accounts.preferences import comfort_of, keep
from ecole.web.access import ANYONE, asking, open_to
from ecole.web.languages import CHOSEN, LANGUAGES, answer_in, gettext, language
from ecole.web.pages import COMFORT, comfort

bp = Blueprint("preferences", __name__)


@bp.route("/reglages", methods=["GET", "POST"])
@open_to(ANYONE)
def edit() -> str | Response:
    form = PreferencesForm(language=language(), comfort=comfort().split())
    if not form.validate_on_submit():
        return render_template("accounts/preferences.html", form=form)
    keep_preferences(form.language.data, comfort_of(form.comfort.data))
    flash(gettext("C’est enregistré."))
    return redirect(url_for(".edit"), 303)


@bp.post("/langue")
@open_to(ANYONE)
def speak() -> Response:
    """The switch at the foot of each page."""
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        abort(400)
    keep_preferences(code, comfort())
    return redirect(wanted_page() or url_for("home"), 303)


def keep_preferences(code: str, chosen: str) -> None:
    if current_user.is_authenticated:
        keep(asking().account_id, code, chosen)
    else:
        session[CHOSEN], session[COMFORT] = code, chosen
    answer_in(code)
