"""The moment somebody comes in: their device is opened, and they go where they wanted to."""

from __future__ import annotations

import logging

from flask import g, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from ecole.accounts import devices
from ecole.accounts.browsers import is_phone
from ecole.accounts.devices import PERSONAL, SHARED, STAFF, STAFF_STAY
from ecole.accounts.preferences import adopt
from ecole.accounts.sign_in import mark_of
from ecole.models.account import Account
from ecole.web.access import asking
from ecole.web.languages import CHOSEN
from ecole.web.pages import COMFORT
from ecole.web.parked import COOKIE as PARKED

log = logging.getLogger("ecole.accounts")
PATH_MAX = 400
KNOWN, KNOWN_MAX = "known", 4  # marks of the accounts whose own device this is


def usual_device() -> str:
    return PERSONAL if is_phone(request.user_agent.string) else SHARED


def wanted_page() -> str:
    """Where to go after the sign-in: a path of this site, or nowhere."""
    path = request.values.get("suite", "")
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_ours and path.isprintable() and len(path) <= PATH_MAX else ""


def clear_session(keep: tuple[str, ...]) -> None:
    """Everything goes but these."""
    kept = {name: session[name] for name in keep if name in session}
    session.clear()
    session.update(kept)


def come_in(account: Account, kind: str) -> Response:
    """Open a new session: the old one ends, but for a text waiting for its writer."""
    if current_user.is_authenticated:
        devices.revoke_device(asking().account_id, asking().device_id)
    adopt(account, session.get(CHOSEN, ""), session.get(COMFORT, ""))
    clear_session(keep=(PARKED, KNOWN))
    if kind == STAFF_STAY:
        others = [mark for mark in session.get(KNOWN, ()) if mark != mark_of(account)]
        session[KNOWN] = [*others[1 - KNOWN_MAX :], mark_of(account)]
    token = devices.open_device(account.id, kind, request.user_agent.string)
    session.permanent = kind not in (SHARED, STAFF)
    login_user(devices.recognise(token))
    log.info("signed in", extra={"fields": {"kind": kind, "request": g.get("request_id")}})
    return redirect(wanted_page() or url_for("home"), 303)
