"""The files that are missing or damaged, for the head."""

from __future__ import annotations

from flask import Blueprint, render_template

from ecole.classroom.faults import faults_page
from ecole.web.access import HEAD, open_to

bp = Blueprint("faults", __name__, url_prefix="/e/<uai>/fichiers-abimes")


@bp.get("")
@open_to(HEAD)
def index() -> str:
    return render_template("classroom/faults.html", **faults_page())
