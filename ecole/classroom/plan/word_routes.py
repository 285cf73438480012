"""The word of the day."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("day_words", __name__, url_prefix="/e/<uai>")
