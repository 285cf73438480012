"""The diary of a class."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("diary", __name__, url_prefix="/e/<uai>")
