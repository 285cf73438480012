"""One check for every unsafe request: our token in the form, and a browser that comes from us."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
KEPT = "csrf_signed"
# A piece of a heavy file (ecole/uploads), written as it is read: the server holds it in memory.
PIECE, PIECE_MAX = "application/offset+octet-stream", 8_000_000


def protect(app: Flask) -> None:
    # The token lives as long as the session, so that a page left open an evening still posts,
    # and is the same on each page, so that a page can be kept ready.
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    app.before_request(read_head_as_get)
    # First: a failed token keeps the text of the form, which another site must not write.
    app.before_request(refuse_other_sites)
    app.before_request(bound_text)
    CSRFProtect(app)


def read_head_as_get() -> None:
    """HEAD, which needs no token, asks for a page without its body: no route may act on it.

    Werkzeug still drops the body, as it looks at what the browser sent.
    """
    if request.method == "HEAD":
        request.method = "GET"


def refuse_other_sites() -> None:
    """A request from another site is refused even with a good token."""
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and origin.split("://")[-1] not in _our_hosts():
        abort(403)


def bound_text() -> None:
    """A body without files is text: read at once into memory, so never as long as an upload."""
    if request.mimetype == PIECE:
        request.max_content_length = PIECE_MAX
    elif request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _our_hosts() -> set[str]:
    """The host asked for, and the public one: a proxy may have asked under another name."""
    return {request.host, urlsplit(current_app.config["ECOLE"].public_url).netloc} - {""}


def csrf_token() -> str:
    """The session's token, signed once and then the same."""
    if KEPT not in session or "csrf_token" not in session:
        session.pop("csrf_token", None)
        session[KEPT] = generate_csrf()
    g.csrf_token = session[KEPT]
    return str(session[KEPT])


def csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(csrf_token())


def was_signed_here(token: str) -> bool:
    """Whether a token was made by this instance, even for a session that has ended."""
    signer = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
    try:
        signer.loads(token)
    except BadData:
        return False
    return True


def page_of_form() -> str:
    """The page that shows the form being sent, by our rule its own address; "" if it has none."""
    return request.path if is_page(request.path) else ""


def page_before() -> str:
    """The page of ours that the request comes from, with its query; "" when nobody says."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc not in _our_hosts() or not is_page(came_from.path):
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def is_page(path: str) -> bool:
    """Whether it is the address of a page of ours; « //name/… » would be one of another site."""
    if not path.startswith("/") or path.startswith("//"):
        return False
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True
