"""News."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("news", __name__, url_prefix="/e/<uai>")
