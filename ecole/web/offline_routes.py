"""Addresses of what works without a network: the app's card, the worker, the page it shows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, json, jsonify, render_template
from werkzeug.wrappers import Response as Answer

from ecole.web.access import ANYONE, GUARDIAN, PUPIL, asking, open_to
from ecole.web.csrf import csrf_token
from ecole.web.keeping import shelf_of
from ecole.web.languages import language
from ecole.web.manifest import manifest
from ecole.web.worker import answer_with_worker

bp = Blueprint("offline", __name__)


@bp.get("/manifest.webmanifest")
@open_to(ANYONE, PUPIL)
def card() -> Response:
    asset: Any = current_app.jinja_env.globals["asset"]
    text = json.dumps(manifest(asset), ensure_ascii=False)
    return Response(text, mimetype="application/manifest+json",
                    headers={"Cache-Control": "public, max-age=86400"})


@bp.get("/service-worker.js")
@open_to(ANYONE, PUPIL)
def worker() -> Answer:
    return answer_with_worker()


@bp.get("/hors-ligne")
@open_to(ANYONE, PUPIL)
def show() -> Response:
    """The same for everybody, but for the language: every phone of a family may hold it."""
    page = render_template("web/offline.html")
    return Response(page, mimetype="text/html", headers={"Content-Language": language()})


@bp.get("/hors-ligne/envoi")
@open_to(GUARDIAN, PUPIL)
def sender() -> Response:
    """Asked before what waited on a phone is sent: who sends now, and the token of the session."""
    return jsonify(shelf=shelf_of(asking()), csrf_token=csrf_token())
