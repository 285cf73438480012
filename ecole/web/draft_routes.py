"""Forms kept as one types."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("drafts", __name__)
