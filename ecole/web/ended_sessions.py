"""A form sent after its session ended: its writer signs in again and finds the text."""

from __future__ import annotations

from flask import Flask, current_app, flash, redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from ecole.web.access import ANYONE, ask_to_sign_in, roles_of
from ecole.web.csrf import page_of_form, was_signed_here
from ecole.web.errors import error_page
from ecole.web.languages import gettext


def answer_ended_sessions(app: Flask) -> None:
    app.register_error_handler(CSRFError, csrf_failed)


def csrf_failed(error: CSRFError) -> Response | tuple[str, int]:
    """A form of ours from an ended session: its text is kept; anything else is a plain 400."""
    if "Tus-Resumable" in request.headers and not current_user.is_authenticated:
        return error_page(401)
    if request.method != "POST" or not was_signed_here(request.form.get("csrf_token", "")):
        return error_page(400)
    if ANYONE in roles_of(current_app.view_functions[request.endpoint or ""]):
        flash(gettext("Cette page était ouverte depuis trop longtemps. Recommencez."), "warning")
        return redirect(page_of_form() or url_for("home"), 303)
    return ask_to_sign_in()
