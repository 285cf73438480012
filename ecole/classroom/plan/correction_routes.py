"""The correction of an instruction."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("corrections", __name__, url_prefix="/e/<uai>")
