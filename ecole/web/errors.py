"""The pages nobody likes: one sentence, a way back, never an exception's text."""

from __future__ import annotations

import logging

from flask import Flask, current_app, g, render_template, request
from flask_login import AnonymousUserMixin
from jinja2 import Template
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ecole.config import MEGABYTE
from ecole.storage.blobs import NoSpace, StoreUnavailable
from ecole.storage.database import db
from ecole.web.csrf import page_before, page_of_form
from ecole.web.unsent import unsent_form

log = logging.getLogger("ecole.error")
Page = tuple[str, int, dict[str, str]]
SAID = {"Allow", "Retry-After"}


def error_page(code: int) -> tuple[str, int]:
    """The page of a status; statuses without a page of their own take the nearest.

    It has no form but the one that could not be taken, so that a stray request never opens a
    session.
    """
    nearest = f"errors/{400 if code < 500 else 500}.html"
    pages: list[str | Template] = [f"errors/{code}.html", nearest]
    context = {
        "reference": g.get("request_id", ""),
        "back_url": page_of_form() if request.method == "POST" else page_before(),
        # A row may go while somebody writes under it: what they wrote is theirs all the same.
        "unsent": unsent_form() if code == 404 or code >= 500 else None,
        "limit": limit(),
        "languages": {},
    }
    try:
        return render_template(pages, **context), code
    except SQLAlchemyError:  # the menu asks who is here
        ask_no_more()
        return render_template(pages, **context), code


def limit() -> str:
    """The heaviest form, in words: « 120 Mo »."""
    return f"{current_app.config['MAX_CONTENT_LENGTH'] // MEGABYTE}\u00a0Mo"


def http_error(error: HTTPException) -> Response | Page:
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code >= 500:
        ask_no_more()
    said = {name: value for name, value in error.get_headers() if name in SAID}
    return *error_page(error.code), said


def busy(error: SQLAlchemyError) -> Page:
    """The database cannot take a write just now: said so, with nothing half done."""
    reason = getattr(error, "orig", None) or error
    log.error("database: %s", type(reason).__name__, extra=_fields())
    ask_no_more()
    return *error_page(503), {"Retry-After": "5"}


def files_away(error: StoreUnavailable) -> Page:
    """The service that keeps the files does not answer just now."""
    log.error("files: %s", error, extra=_fields())
    ask_no_more()
    return *error_page(503), {"Retry-After": "10"}


def disk_is_full(error: NoSpace) -> tuple[str, int]:
    log.error("the disk is full", extra=_fields())
    ask_no_more()
    return error_page(507)


def crash(error: Exception) -> tuple[str, int]:
    # The traceback goes to the log; its message could hold a name, so only its type is shown.
    log.error("crash in %s", request.endpoint, exc_info=error, extra=_fields())
    ask_no_more()
    return error_page(500)


def ask_no_more() -> None:
    """Leave the database alone: the page of an error must show whatever broke."""
    db.session.rollback()
    if "_login_user" not in g:
        g._login_user = AnonymousUserMixin()


def _fields() -> dict[str, dict[str, str]]:
    """The reference shown to the visitor, so that it can be found in the log."""
    return {"fields": {"request": g.get("request_id", "")}}


def answer_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    for error in (OperationalError, InterfaceError, TimeoutError):
        app.register_error_handler(error, busy)
    app.register_error_handler(StoreUnavailable, files_away)
    app.register_error_handler(NoSpace, disk_is_full)
    if not app.testing:
        app.register_error_handler(Exception, crash)
