"""One rung of the ladder: `-m benchmarks.ladder_servers RUNG FOLDER` writes its port, serves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, before_render_template
from flask_babel import Babel
from markupsafe import Markup

from benchmarks.ladder_page import PAGE
from ecole import create_app
from ecole.config import Settings
from ecole.server import listen, serve
from ecole.web.request_log import log_to_stderr


def bare(settings: Settings) -> Callable[..., Any]:
    """WSGI and nothing else, 10 KB."""
    body = b"x" * 10_000
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", headers)
        return [body]

    return app


def flask_string(settings: Settings) -> Flask:
    """Flask, and the today page as a constant."""
    page = (settings.data / "page.html").read_text()
    app = Flask("string")
    app.add_url_rule(PAGE, "today.show", lambda: page)
    return app


def flask_jinja(settings: Settings) -> Flask:
    """Flask, and the today page written each time by its real template from objects in memory."""
    real = create_app(settings)
    template, context = seen_while_rendering(real, (settings.data / "cookie").read_text())
    app = Flask("jinja")
    app.secret_key = settings.secret_key
    Babel(app, default_locale="fr", configure_jinja=False)
    # The template makes links to the whole site; only this page answers.
    app.url_map = real.url_map
    app.view_functions["today.show"] = lambda: template.render(context)
    return app


def seen_while_rendering(real: Flask, cookie: str) -> tuple[Any, dict[str, Any]]:
    """The template of the today page and all that was given to it, by answering it once."""
    seen: list[tuple[Any, dict[str, Any]]] = []

    def note(sender: Flask, template: Any, context: dict[str, Any], **rest: Any) -> None:
        seen.append((template, dict(context)))

    with before_render_template.connected_to(note, real):
        answer = real.test_client(use_cookies=False).get(PAGE, headers={"Cookie": cookie})
    assert answer.status_code == 200
    template, context = seen[-1]
    with real.test_request_context(PAGE, headers={"Cookie": cookie}):
        token = context["csrf_token"]()
    # What belongs to the session is a constant here: no session, no database.
    context["csrf_token"] = lambda: token
    context["csrf_field"] = lambda: Markup(
        '<input type="hidden" name="csrf_token" value="{}">'
    ).format(token)
    for name in ("request", "session", "g", "current_user"):
        context.pop(name, None)
    return template, context


def today(settings: Settings) -> Flask:
    """The real thing, with its log."""
    app = create_app(settings)
    log_to_stderr()
    return app


RUNGS: dict[str, Callable[[Settings], Callable[..., Any]]] = {
    "bare": bare, "flask_string": flask_string, "flask_jinja": flask_jinja, "today": today,
}


def main(rung: str, folder: str) -> None:
    settings = replace(Settings.from_environment({"ECOLE_DATA": folder}), port=0)
    app = RUNGS[rung](settings)
    sock = listen(settings.host, settings.port)
    print(sock.getsockname()[1], flush=True)
    serve(app, settings, sock=sock)


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2]).resolve()))
