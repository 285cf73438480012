"""One JSON line a request: route, status and time; no name, no code, no query string."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import sys
import time
from datetime import UTC, datetime

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.wrappers import Response

log = logging.getLogger("ecole.request")


class JsonLines(logging.Formatter):
    """A record as one line of JSON, in UTC; new lines inside it are escaped by JSON itself."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        } | getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(record: logging.LogRecord) -> list[str]:
    """Files and lines of a traceback, without its message, which could hold a name."""
    import traceback

    assert record.exc_info
    frames = traceback.extract_tb(record.exc_info[2])
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno}" for frame in frames[-8:]]


def log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def start_clock() -> None:
    g.request_id = secrets.token_hex(6)
    g.started = time.perf_counter()


def log_request(response: Response) -> Response:
    fields = {
        "request": g.request_id,
        "method": request.environ["REQUEST_METHOD"],
        "route": str(request.url_rule or "-"),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
        "who": pseudonym(),
    }
    log.info("request", extra={"fields": fields})
    response.headers["X-Request-Id"] = g.request_id
    return response


def pseudonym() -> str:
    """A keyed short hash of the account: follows one person in a log without saying who."""
    if "_login_user" not in g or not current_user.is_authenticated:
        return "-"
    key = str(current_app.secret_key).encode()
    digest = hmac.new(key, str(current_user.account_id).encode(), hashlib.sha256)
    return digest.hexdigest()[:10]


def keep_log(app: Flask) -> None:
    app.before_request(start_clock)
    app.after_request(log_request)
