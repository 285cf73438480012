"""Dictations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("dictations", __name__, url_prefix="/e/<uai>")
