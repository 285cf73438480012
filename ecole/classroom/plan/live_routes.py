"""« Classe en direct »."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("live_classes", __name__, url_prefix="/e/<uai>")
