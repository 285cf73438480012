"""The first page of the head: the school."""

from __future__ import annotations

from flask import Blueprint, render_template

from ecole.roster.school_page import school_page
from ecole.web.access import HEAD, asking, open_to

# Of eight letters, as an UAI has: « /e//classes » is no school called « classes ».
bp = Blueprint("school", __name__, url_prefix="/e/<string(length=8):uai>")


@bp.get("")
@open_to(HEAD)
def show() -> str:
    return render_template("roster/school.html", **school_page(asking()))
