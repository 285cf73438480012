"""The pages nobody likes: one sentence, a way back, never an exception's text."""

from __future__ import annotations

import logging

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateNotFound
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ecole.storage.database import db
from ecole.web.csrf import csrf_failed

log = logging.getLogger("ecole.error")


def error_page(code: int) -> tuple[str, int]:
    """The page of a status; statuses without a page of their own take the nearest."""
    try:
        page = render_template(f"errors/{code}.html", reference=g.get("request_id", ""))
    except TemplateNotFound:
        known = 400 if code < 500 else 500
        page = render_template(f"errors/{known}.html", reference=g.get("request_id", ""))
    return page, code


def http_error(error: HTTPException) -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    if error.code is None or error.code < 400:
        return error.get_response()
    page = error_page(error.code)
    retry = getattr(error, "retry_after", None)
    return page if retry is None else (*page, {"Retry-After": str(retry)})


def busy(error: OperationalError) -> tuple[str, int]:
    """The database cannot take a write just now: said so, with nothing half done."""
    log.error("database: %s", type(error.orig).__name__, extra={"request_id": g.request_id})
    db.session.rollback()
    return error_page(503)


def crash(error: Exception) -> tuple[str, int]:
    # The traceback goes to the log; its message could hold a name, so only its type is shown.
    log.error("crash in %s", request.endpoint, exc_info=error, extra={"request_id": g.request_id})
    db.session.rollback()
    return error_page(500)


def answer_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, csrf_failed)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, busy)
    if not app.testing:
        app.register_error_handler(Exception, crash)
