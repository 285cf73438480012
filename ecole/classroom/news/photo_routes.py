"""Whose photos may be shown."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("photo_rights", __name__, url_prefix="/e/<uai>")
