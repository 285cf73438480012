"""A form sent after the session ended: its text waits here until its writer signs in again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import flash, request, session
from flask_login import current_user
from sqlalchemy import delete, func, select
from werkzeug.datastructures import MultiDict

from ecole.models.device import Device
from ecole.models.parked_form import ParkedForm
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.csrf import page_of_form
from ecole.web.languages import gettext

HOURS_KEPT = 24
TEXT_MAX = 200_000  # characters, all fields together
# Anyone may fetch a signed form and send it for ever: texts of browsers that were never signed
# in here take a fifth of the room at most.
KEPT_MAX, STRANGERS_MAX = 1000, 200
A_BROWSER_MAX = 5
COOKIE = "parked"  # {path of the form, with the child who had the screen: token}
SECRET_FIELDS = {"csrf_token", "submission", "password", "again", "code", "token"}


def park_form(said: str = "", pupil_id: int = 0) -> bool:
    """Keep the fields of this POST (no file, no secret) for the one who was writing; say so.

    `pupil_id`: the child who had the screen, if one had: an adult's text is not found by a child.

    Called once its token was found to be ours (`web/csrf.py`), and only for a form that has a page
    to show it again. Returns whether it is kept.
    """
    fields = fields_sent()
    if not (fields and is_short(fields) and page_of_form()):
        return False
    writer = last_device()
    token = secrets.token_urlsafe(32)
    if not _keep(_hash(token, writer.account_id if writer else None), fields,
                 KEPT_MAX if writer else STRANGERS_MAX):
        return False
    waiting = list(session.get(COOKIE, {}).items())[1 - A_BROWSER_MAX :]
    session[COOKIE] = {**dict(waiting), _place(pupil_id): token}
    flash(said or gettext(
        "Votre session était finie. Votre texte est gardé\u00a0: entrez de nouveau, "
        "vous le retrouverez."), "warning")
    return True


def fields_sent() -> dict[str, list[str]]:
    """What this POST holds of what somebody typed."""
    return {name: request.form.getlist(name) for name in request.form if name not in SECRET_FIELDS}


def is_short(fields: dict[str, list[str]]) -> bool:
    """Whether a form is not too long to be kept."""
    return sum(len(name) + sum(map(len, texts)) for name, texts in fields.items()) <= TEXT_MAX


def _keep(token_hash: str, fields: dict[str, list[str]], most: int) -> bool:
    with writing() as rows:
        rows.execute(delete(ParkedForm).where(ParkedForm.created_at < _oldest()))
        if (rows.scalar(select(func.count(ParkedForm.token_hash))) or 0) >= most:
            return False
        rows.add(ParkedForm(token_hash=token_hash, address=request.path, fields=fields))
    return True


def parked_fields(pupil_id: int = 0) -> MultiDict[str, str] | None:
    """The text waiting for the page asked for; None when there is none. `pupil_id`: the child who
    has the screen.

    It stays in the store until it is sent: the page that shows it may be lost on the way.
    """
    token = session.get(COOKIE, {}).get(_place(pupil_id))
    if token is None:
        return None
    hashes = [_hash(token, account_id) for account_id in (current_user.account_id, None)]
    if request.method != "GET":
        _forget(hashes, _place(pupil_id))
        return None
    row = db.session.scalar(
        select(ParkedForm).where(ParkedForm.token_hash.in_(hashes),
                                 ParkedForm.created_at >= _oldest())
    )
    if row is None:
        return None
    flash(gettext(
        "Voici votre texte, comme vous l’aviez laissé. Les fichiers sont à choisir de nouveau."))
    return MultiDict([(name, text) for name, texts in row.fields.items() for text in texts])


def last_device() -> Device | None:
    """The session that this browser had, over or not: it says who was writing."""
    token = session.get("_user_id")
    if token is None:
        return None
    return db.session.scalar(select(Device).where(Device.token_hash == _sha256(token)))


def _forget(hashes: list[str], place: str) -> None:
    session[COOKIE] = {other: t for other, t in session[COOKIE].items() if other != place}
    with writing() as rows:
        rows.execute(delete(ParkedForm).where(ParkedForm.token_hash.in_(hashes)))


def _place(pupil_id: int) -> str:
    return f"{request.path} {pupil_id}" if pupil_id else request.path


def _oldest() -> datetime:
    return utc_now() - timedelta(hours=HOURS_KEPT)


def _hash(token: str, account_id: int | None) -> str:
    # The account is part of the key: the next person on this computer does not find the text.
    return _sha256(f"{token} {account_id or ''}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
