"""A form sent twice is stored once: its key is written in the same transaction as its effect."""

from __future__ import annotations

import functools
import re
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
from ecole.web.languages import gettext

FIELD = "submission"
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
LOCATION_MAX = 400
SECONDS_TO_WAIT = 2
View = TypeVar("View", bound=Callable[..., Any])


class TakenAlready(Exception):
    """The same form is being taken, or was, by another request."""


def submission_field() -> Markup:
    """The hidden field of a form: kept when the form comes back with errors."""
    key = request.form.get(FIELD) or secrets.token_urlsafe(18)
    return Markup('<input type="hidden" name="submission" value="{}">').format(key)


def once(view: View) -> View:
    """Take each sent form once: the second time, answer with where the first one led."""

    @functools.wraps(view)
    def taken_once(*args: Any, **values: Any) -> Any:
        key = request.form.get(FIELD, "")
        if request.method != "POST" or not KEY.fullmatch(key):
            return view(*args, **values)
        while True:
            if db.session.get(Submission, key) is None:
                try:
                    return _take(key, functools.partial(view, *args, **values))
                except TakenAlready:
                    pass
            answer = _first_answer(key)
            if answer is not None:
                return answer

    return taken_once  # type: ignore[return-value]


def _take(key: str, view: Callable[[], Any]) -> Any:
    session = db.session()
    written: list[str] = []

    def note(rows: Session) -> None:
        if written and rows.get(Submission, key) is not None:
            return
        rows.add(Submission(key=key))
        try:
            rows.flush()
        except IntegrityError as error:
            raise TakenAlready from error
        written.append(key)

    session.info["on_write"] = (note,)
    try:
        answer = view()
    finally:
        session.info["on_write"] = ()
    if written:
        _note_answer(key, answer)
    return answer


def _note_answer(key: str, answer: Any) -> None:
    """Remember where the form led; one that came back with a refusal may be sent again."""
    with writing() as rows:
        row = rows.get(Submission, key)
        if row is None:
            return
        if isinstance(answer, Response) and answer.location:
            row.location = answer.location if len(answer.location) <= LOCATION_MAX else "/"
        else:
            rows.delete(row)


def _first_answer(key: str) -> Response | None:
    """Where the first sending led, waited for a moment; None when it led nowhere."""
    end = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < end:
        db.session.rollback()
        row = db.session.get(Submission, key)
        if row is None:
            return None
        if row.location:
            return redirect(row.location, 303)
        time.sleep(0.05)
    flash(gettext("C’est déjà enregistré."))
    return redirect(url_for("home"), 303)
