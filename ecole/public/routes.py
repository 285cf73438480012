"""Addresses of the plan of the site, of the pages the law asks for, and of old browsers."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask_login import current_user

from ecole.public.declaration import DEFENDER, checked_pages, established_on
from ecole.public.durations import durations
from ecole.public.site_map import groups_for
from ecole.web.access import ANYONE, asking, open_to

bp = Blueprint("public", __name__)


@bp.get("/plan-du-site")
@open_to(ANYONE)
def site_map() -> str:
    who = asking() if current_user.is_authenticated else None
    return render_template("public/site_map.html", groups=groups_for(who))


@bp.get("/accessibilite")
@open_to(ANYONE)
def accessibility() -> str:
    return _legal_page("accessibility", established_on=established_on(), pages=checked_pages(),
                       defender=DEFENDER)


@bp.get("/mentions-legales")
@open_to(ANYONE)
def legal_notice() -> str:
    return _legal_page("legal_notice")


@bp.get("/donnees-personnelles")
@open_to(ANYONE)
def personal_data() -> str:
    return _legal_page("personal_data", kept=durations(),
                       cookie=current_app.config["SESSION_COOKIE_NAME"])


@bp.get("/navigateur")
@open_to(ANYONE)
def browsers() -> str:
    return render_template("public/browsers.html")


def _legal_page(name: str, **context: object) -> str:
    """A page that says what the town hall said of itself in the settings."""
    settings = current_app.config["ECOLE"]
    return render_template(f"public/{name}.html", instance=settings, **context)
