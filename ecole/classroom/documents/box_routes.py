"""Boxes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("boxes", __name__, url_prefix="/e/<uai>")
