"""What somebody types in a form, kept as they type (« brouillon ») and given back on any device.

A form asks for it by one word in its tag, `autosave` (static/js/tools/autosave.js), and by
`PageForm.opened`; what is kept of it is what a parked form keeps (parked.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import g, request, url_for
from flask_login import current_user
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ecole.models.form_draft import FormDraft
from ecole.models.submission import Submission
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.access import asking
from ecole.web.csrf import is_page
from ecole.web.languages import gettext
from ecole.web.parked import is_short
from ecole.web.words import PARIS, clock, moment, today

DAYS_KEPT = 30
OF_AN_ACCOUNT_MAX = 30
ADDRESS_MAX = 400


@dataclass(frozen=True)
class Writer:
    """Whose drafts: the child who has the screen does not find the adult's, nor a brother's."""

    account_id: int
    pupil_id: int


@dataclass(frozen=True)
class Restored:
    """What is said above a form that comes back filled."""

    said: str
    discard_url: str


def may_have_draft(address: str) -> bool:
    return len(address) <= ADDRESS_MAX and is_page(address)


def keep_draft(address: str, fields: dict[str, list[str]], submission: str) -> str:
    """Keep what is in a form now; returns what to say of it, nothing when it was sent already."""
    if not is_short(fields):
        return gettext("Ce texte est trop long pour être gardé en brouillon.")
    has_text = any(text.strip() for texts in fields.values() for text in texts)
    writer = _writer()
    with writing() as rows:
        if submission and rows.get(Submission, submission) is not None:
            return ""
        row = rows.scalar(select(FormDraft).where(*_of(writer, address)))
        if not has_text:
            if row is not None:
                rows.delete(row)
            return ""
        if row is None:
            row = FormDraft(account_id=writer.account_id, pupil_id=writer.pupil_id,
                            address=address)
            rows.add(row)
        row.fields, row.updated_at = fields, utc_now()
        rows.flush()
        _forget_the_oldest(rows, writer)
    return gettext("Enregistré à\u00a0%(hour)s", hour=clock(datetime.now(PARIS)))


def discard_draft(address: str) -> None:
    writer = _writer()
    with writing() as rows:
        rows.execute(delete(FormDraft).where(*_of(writer, address)))


def draft_fields(address: str, since: datetime | None = None) -> MultiDict[str, str] | None:
    """The draft of the form at this address, said above the page; None when there is none.

    Sent and taken, the form takes its draft with it (`forget_draft_sent`).
    """
    if not current_user.is_authenticated:
        return None
    if request.method == "POST":
        g.draft_sent = (_writer(), address)
        return None
    oldest = max(oldest_draft(), since or oldest_draft())
    row = db.session.scalar(
        select(FormDraft).where(*_of(_writer(), address), FormDraft.updated_at >= oldest))
    if row is None:
        return None
    when = _when(row.updated_at)
    g.drafts = [*g.get("drafts", ()), Restored(
        gettext("Texte repris de votre brouillon de %(when)s.", when=when),
        url_for("drafts.discard", page=address))]
    return MultiDict([(name, text) for name, texts in row.fields.items() for text in texts])


def oldest_draft() -> datetime:
    return utc_now() - timedelta(days=DAYS_KEPT)


def forget_draft_sent(answer: Response) -> Response:
    """After a request: a form that led somewhere was taken, and its draft goes; one that came back
    with a refusal keeps it."""
    sent: tuple[Writer, str] | None = g.pop("draft_sent", None)
    if sent is None or not answer.location:
        return answer
    try:
        if db.session.scalar(select(FormDraft.id).where(*_of(*sent))) is not None:
            with writing() as rows:
                rows.execute(delete(FormDraft).where(*_of(*sent)))
    except OperationalError:
        db.session.rollback()  # the form is taken all the same; its draft can be thrown away
    return answer


def _forget_the_oldest(rows: Session, writer: Writer) -> None:
    extra = rows.scalars(
        select(FormDraft)
        .where(FormDraft.account_id == writer.account_id)
        .order_by(FormDraft.updated_at.desc(), FormDraft.id)
        .offset(OF_AN_ACCOUNT_MAX)
    ).all()
    for row in extra:
        rows.delete(row)


def _of(writer: Writer, address: str) -> tuple[Any, ...]:
    return (FormDraft.account_id == writer.account_id, FormDraft.pupil_id == writer.pupil_id,
            FormDraft.address == address)


def _writer() -> Writer:
    who = asking()
    return Writer(who.account_id, who.pupil.id if who.pupil else 0)


def _when(at: datetime) -> str:
    """« 10 h 42 » of today, else with its day."""
    local = at.replace(tzinfo=at.tzinfo or UTC).astimezone(PARIS)
    return clock(local) if local.date() == today() else moment(at)
