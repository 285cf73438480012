"""The child's side of work that comes back."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("pupil_work", __name__, url_prefix="/e/<uai>")
