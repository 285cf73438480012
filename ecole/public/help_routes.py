"""Addresses of the help: one page for each of the three ways of using the school."""

from __future__ import annotations

from flask import Blueprint, render_template

from ecole.web.access import ANYONE, open_to

bp = Blueprint("help", __name__, url_prefix="/aide")


@bp.get("")
@open_to(ANYONE)
def index() -> str:
    return render_template("public/help/index.html")


@bp.get("/familles")
@open_to(ANYONE)
def families() -> str:
    return render_template("public/help/families.html")


@bp.get("/enseignants")
@open_to(ANYONE)
def teachers() -> str:
    return render_template("public/help/teachers.html")


@bp.get("/direction")
@open_to(ANYONE)
def heads() -> str:
    return render_template("public/help/heads.html")
