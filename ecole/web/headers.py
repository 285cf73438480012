"""The security headers of every answer, errors included."""

from __future__ import annotations

from collections.abc import MutableMapping

from flask import Flask, current_app
from werkzeug.wrappers import Response

# `blob:` for a sound that the page itself has just recorded and plays again before it is sent.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=()",
}


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["IS_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
    return response


def dress_file(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """For the static files, which whitenoise answers before Flask."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = PAGE_POLICY


def dress(app: Flask) -> None:
    app.after_request(add_headers)
