"""The teacher's side of work that comes back."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("marking", __name__, url_prefix="/e/<uai>")
