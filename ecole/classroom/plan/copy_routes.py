"""Instructions copied from another day, week or class, or from one's own library."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("copies", __name__, url_prefix="/e/<uai>")
