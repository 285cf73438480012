"""A form sent after the session ended: its text waits here until its writer signs in again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from flask import flash, redirect, request, session
from sqlalchemy import delete
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ecole.models.parked_form import ParkedForm
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.csrf import was_signed_here

HOURS_KEPT = 24
TEXT_MAX = 200_000  # characters, all fields together
COOKIE = "parked"
SECRET_FIELDS = {"csrf_token", "submission", "password", "again", "code", "token"}


def park_form(sign_in_address: str) -> Response:
    """Keep the fields of this POST (no file, no secret) and ask to sign in.

    Only a form that we signed is kept, so that a stranger cannot fill the disk.
    """
    fields = {
        name: request.form.getlist(name) for name in request.form if name not in SECRET_FIELDS
    }
    size = sum(len(text) for values in fields.values() for text in values)
    if was_signed_here(request.form.get("csrf_token", "")) and fields and size <= TEXT_MAX:
        token = secrets.token_urlsafe(32)
        with writing() as rows:
            rows.execute(delete(ParkedForm).where(ParkedForm.created_at < _oldest()))
            rows.add(ParkedForm(token_hash=_hash(token), address=_form_page(), fields=fields))
        session[COOKIE] = token
        flash("Votre session était finie. Votre texte est gardé : entrez de nouveau, "
              "vous le retrouverez.", "warning")
    return redirect(f"{sign_in_address}?suite={_form_page()}", 303)


def parked_fields() -> MultiDict[str, str] | None:
    """The text waiting for the page asked for, taken out of the store; None when there is none."""
    token = session.get(COOKIE)
    if token is None or request.method != "GET":
        return None
    row = db.session.get(ParkedForm, _hash(token))
    if row is None or row.created_at < _oldest() or row.address != request.path:
        return None
    fields = MultiDict([(name, text) for name, texts in row.fields.items() for text in texts])
    session.pop(COOKIE)
    with writing() as rows:
        rows.execute(delete(ParkedForm).where(ParkedForm.token_hash == _hash(token)))
    flash("Voici votre texte, comme vous l’aviez laissé. Les fichiers sont à choisir de nouveau.")
    return fields


def _form_page() -> str:
    """The page that shows the form: by our rule a form posts to its own page."""
    return request.path


def _oldest():  # type: ignore[no-untyped-def]
    return utc_now() - timedelta(hours=HOURS_KEPT)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
