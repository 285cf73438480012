"""The common text."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("common_texts", __name__, url_prefix="/e/<uai>")
