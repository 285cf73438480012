"""The service worker: the small files of `static/js/worker`, joined when the app starts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

# It runs no other script and asks the school only.
POLICY = "default-src 'none'; connect-src 'self'"
SCRIPT = "WORKER"


def join_worker(folder: Path, version: str) -> str:
    """One script. It begins with the version of the static files: another version is another
    worker, which fetches them anew."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))]
    return "\n".join([f'"use strict";\nconst VERSION = "{version}";', *parts])


def answer_with_worker() -> Response:
    """Browsers ask for it again after most pages: the same is a 304 of a few bytes."""
    script = current_app.config[SCRIPT]
    answer = Response(script, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.set_etag(hashlib.sha256(script.encode()).hexdigest()[:20], weak=True)
    return answer.make_conditional(request)


def prepare_worker(app: Flask, static: Path, version: str) -> None:
    app.config[SCRIPT] = join_worker(static / "js" / "worker", version)
