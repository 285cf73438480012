"""Who may keep copies of pages on their phone, and the name of their shelf there.

Each page says it twice: in a header for the service worker (`static/js/worker`), which deletes
what belongs to another shelf, and as `data-keep` for the scripts (docs/decisions/0014-offline.md).
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Flask, current_app, g
from flask_login import current_user
from werkzeug.wrappers import Response

from ecole.models.signed_in import SignedIn

HEADER = "X-Keep-For"


def shelf_of(who: SignedIn) -> str:
    """A word that stands for the account; "" for those whose browser keeps nothing."""
    if not who.may_keep_copies:
        return ""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"shelf {who.account_id}".encode(), hashlib.sha256).hexdigest()[:20]


def name_shelf(response: Response) -> Response:
    """On whole pages only: an error says nothing of who is there."""
    is_page = response.status_code == 200 and response.mimetype == "text/html"
    is_known = "_login_user" in g and current_user.is_authenticated
    shelf = shelf_of(current_user) if is_page and is_known else ""
    if shelf:
        response.headers[HEADER] = shelf
    return response


def name_shelves(app: Flask) -> None:
    app.after_request(name_shelf)
