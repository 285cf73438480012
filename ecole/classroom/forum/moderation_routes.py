"""Approval, reports, hiding, settings."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("moderation", __name__, url_prefix="/e/<uai>")
