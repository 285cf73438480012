"""A form with more files than the school can take: they are let go, its text waits on its page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Flask, current_app, redirect, request
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Response
from wtforms import ValidationError

from ecole.config import HEAVIEST
from ecole.web.access import ask_to_sign_in, child_here
from ecole.web.csrf import page_of_form, was_signed_here
from ecole.web.errors import Page, http_error, limit
from ecole.web.languages import gettext
from ecole.web.parked import park_form


class TextParser(FormDataParser):
    """Reads the fields of a form; the bytes of its files go nowhere."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"stream_factory": lambda *size, **named: Nowhere()})


class Nowhere(BytesIO):
    """A file that keeps nothing of what is written to it."""

    def write(self, part: Any) -> int:
        return len(part)


def answer_too_heavy(app: Flask) -> None:
    app.register_error_handler(RequestEntityTooLarge, too_heavy)


def too_heavy(error: HTTPException) -> Response | Page:
    """Back to the form with its text; the page that says the limit, when there is none."""
    token = _token_without_files()
    if not (was_signed_here(token) and page_of_form()):
        return http_error(error)
    try:
        validate_csrf(token)
    except ValidationError:
        return ask_to_sign_in()
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    said = gettext("C’est trop lourd\u00a0: %(limit)s au plus en une fois. Votre texte est gardé. "
                   "Choisissez des fichiers plus petits, ou ajoutez-les en plusieurs fois.",
                   limit=limit())
    return redirect(page_of_form(), 303) if park_form(said, child_here()) else http_error(error)


def _token_without_files() -> str:
    """The form read again, as far as the server took it; its token."""
    most = current_app.config["MAX_CONTENT_LENGTH"]
    if request.mimetype != "multipart/form-data" or (request.content_length or 0) <= most:
        return ""
    request.max_content_length = HEAVIEST * most
    request.form_data_parser_class = TextParser
    try:
        return request.form.get("csrf_token", "")
    except HTTPException:  # its text too is too long
        return ""
