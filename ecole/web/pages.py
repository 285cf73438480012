"""What every page shows: the menu of each role, the school, the addresses of the assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, session, url_for
from flask_login import current_user

from ecole.models.membership import Role
from ecole.models.signed_in import SignedIn
from ecole.web import languages
from ecole.web.csrf import csrf_field, csrf_token
from ecole.web.languages import N_, gettext
from ecole.web.submissions import submission_field


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool


MENU: dict[str, list[tuple[str, str, str, str]]] = {
    # role: (label, endpoint, icon, prefix of the endpoints under it)
    Role.HEAD: [
        (N_("Classes"), "classes.index", "class", "classes."),
        (N_("Liste"), "roster.show", "roster", "roster."),
        (N_("Cartes"), "cards.index", "cards", "cards."),
        (N_("Équipe"), "staff.index", "key", "staff."),
    ],
    Role.TEACHER: [(N_("Mes classes"), "classes.index", "class", "classes.")],
    Role.GUARDIAN: [(N_("Aujourd’hui"), "today.show", "today", "today.")],
}
ALWAYS = [(N_("Appareils"), "accounts.list_devices", "devices", "accounts.")]
FOOTER = [(N_("Réglages de lecture"), "preferences.edit")]
COMFORT = "comfort"  # in the session of who has not signed in


def menu_of(who: SignedIn) -> list[Entry]:
    """The entries of the role held in the school of the page, or in the account's first school."""
    school = g.get("school") or next(
        (p for p in who.passes.values() if p.role != Role.GUARDIAN), None
    )
    entries = list(MENU[school.role]) if school and school.role != Role.GUARDIAN else []
    if who.children:
        entries = MENU[Role.GUARDIAN] + entries
    here = request.endpoint or ""
    return [
        Entry(gettext(label), _address(endpoint, school), icon, here.startswith(prefix))
        for label, endpoint, icon, prefix in entries + ALWAYS
    ]


def _address(endpoint: str, school: Any) -> str:
    if school and current_app.url_map.is_endpoint_expecting(endpoint, "uai"):
        return url_for(endpoint, uai=school.uai)
    return url_for(endpoint)


def comfort() -> str:
    """What makes reading easier for who is asking, as the words of `data-comfort`."""
    if current_user.is_authenticated:
        return str(current_user.comfort)
    return str(session.get(COMFORT, ""))


def footer_links() -> list[Entry]:
    return [
        Entry(gettext(label), url_for(endpoint), "", request.endpoint == endpoint)
        for label, endpoint in FOOTER
        if endpoint in current_app.view_functions
    ]


def page_context() -> dict[str, Any]:
    who = current_user._get_current_object() if current_user.is_authenticated else None
    return {
        "signed_in": who,
        "school": g.get("school") or (next(iter(who.passes.values()), None) if who else None),
        "nav": menu_of(who) if who else [],
        "csrf_field": csrf_field,
        "csrf_token": csrf_token,
        "submission_field": submission_field,
        "language": languages.language(),
        "languages": languages.LANGUAGES,
        "direction": languages.direction(),
        "comfort": comfort(),
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "footer_links": footer_links(),
    }


def furnish(app: Flask, assets: str) -> None:
    """Give the templates their context; `assets` is the folder of this version's files."""
    app.context_processor(page_context)
    app.jinja_env.globals["asset"] = lambda name: f"/static/{assets}/{name}"
