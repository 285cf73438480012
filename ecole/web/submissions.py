"""A form sent twice is stored once: its key is written in the same transaction as its effect."""

from __future__ import annotations

import functools
import secrets
import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash, redirect, request, url_for
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ecole.models.submission import Submission
from ecole.storage.database import db, writing

FIELD = "submission"
KEY_MAX = 40
SECONDS_TO_WAIT = 2
View = TypeVar("View", bound=Callable[..., Any])


def submission_field() -> Markup:
    """The hidden field of a form: kept when the form comes back with errors."""
    key = request.form.get(FIELD) or secrets.token_urlsafe(18)
    return Markup('<input type="hidden" name="submission" value="{}">').format(key)


def once(view: View) -> View:
    """Take each sent form once: the second time, answer with where the first one led."""

    @functools.wraps(view)
    def taken_once(*args: Any, **values: Any) -> Any:
        key = request.form.get(FIELD, "")[:KEY_MAX]
        if request.method != "POST" or not key:
            return view(*args, **values)
        if db.session.get(Submission, key) is not None:
            return _first_answer(key)
        return _take(key, functools.partial(view, *args, **values))

    return taken_once  # type: ignore[return-value]


def _take(key: str, view: Callable[[], Any]) -> Any:
    session = db.session()
    written: list[str] = []

    def note(rows: Session) -> None:
        if not written:
            written.append(key)
            rows.add(Submission(key=key))
            rows.flush()

    session.info["on_write"] = (note,)
    try:
        answer = view()
    except IntegrityError:
        session.info["on_write"] = ()
        if db.session.get(Submission, key) is None:
            raise
        return _first_answer(key)
    finally:
        session.info["on_write"] = ()
    if written and isinstance(answer, Response) and answer.location:
        with writing() as rows:
            row = rows.get(Submission, key)
            if row is not None:
                row.location = answer.location[:400]
    return answer


def _first_answer(key: str) -> Response:
    """Where the first sending led; it may still be finishing, so wait a moment for it."""
    end = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < end:
        db.session.rollback()
        row = db.session.get(Submission, key)
        if row is not None and row.location:
            return redirect(row.location, 303)
        time.sleep(0.05)
    flash("C’est déjà enregistré.")
    return redirect(url_for("home"), 303)
