"""What every page shows: the menu of each role, the school, the addresses of the assets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, session, url_for
from flask_login import current_user

from ecole.models.membership import Role
from ecole.models.signed_in import SignedIn
from ecole.web import languages
from ecole.web.access import TOWN_HALL, asking
from ecole.web.csrf import csrf_field, csrf_token
from ecole.web.hands import hand_field
from ecole.web.keeping import shelf_of
from ecole.web.languages import N_, gettext
from ecole.web.markdown import prose
from ecole.web.submissions import submission_field
from ecole.web.words import initials, sentence


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool


# The pages of a class that its tabs lead to (ecole/classroom/tabs.py).
CLASS_LIFE = ("news.", "forum.", "moderation.", "documents.", "boxes.", "common_texts.", "diary.",
              "search.", "photo_rights.")
MENU: dict[str, list[tuple[str, str, str, str | tuple[str, ...]]]] = {
    # role: (label, endpoint, icon, prefix of the endpoints under it)
    Role.HEAD: [
        (N_("École"), "school.show", "school", "school."),
        (N_("Classes"), "classes.index", "class", ("classes.", *CLASS_LIFE)),
        (N_("Liste"), "roster.show", "roster", "roster."),
        (N_("Cartes"), "cards.index", "cards", "cards."),
        (N_("Équipe"), "staff.index", "key", "staff."),
    ],
    Role.TEACHER: [
        (N_("Mes classes"), "classes.index", "class", ("classes.", *CLASS_LIFE)),
    ],
    Role.GUARDIAN: [
        (N_("Aujourd’hui"), "today.show", "today", "today."),
        (N_("La classe"), "news.mine", "class", CLASS_LIFE),
    ],
    TOWN_HALL: [(N_("Mairie"), "townhall.show", "town-hall", "townhall.")],
}
ALWAYS = [(N_("Appareils"), "accounts.list_devices", "devices", "accounts.")]
FOOTER = [
    (N_("Aide"), "help.index"),
    # What the law asks every page to say; the declaration says why (templates/public).
    (N_("Accessibilité : non conforme"), "public.accessibility"),
    (N_("Données personnelles"), "public.personal_data"),
    (N_("Mentions légales"), "public.legal_notice"),
    (N_("Plan du site"), "public.site_map"),
    (N_("Réglages de lecture"), "preferences.edit"),
]
# The help of somebody signed in is that of their role.
HELP: dict[str, str] = {
    Role.GUARDIAN: "help.families", Role.TEACHER: "help.teachers", Role.HEAD: "help.heads",
}
# The pages that open first, on an old phone: they take the smaller pair of ecole/web/assets.py.
FIRST_PAGES = ("today.", "accounts.sign_in", "accounts.scan", "accounts.greet", "pupil.show")
COMFORT = "comfort"  # in the session of who has not signed in


def menu_of(who: SignedIn) -> list[Entry]:
    """The entries of the role held in the school of the page, or in the account's first school."""
    school = g.get("school") or next(
        (p for p in who.passes.values() if p.role != Role.GUARDIAN), None
    )
    entries = list(MENU[school.role]) if school and school.role != Role.GUARDIAN else []
    if who.children:
        entries = MENU[Role.GUARDIAN] + entries
    if who.is_town_hall:
        entries += MENU[TOWN_HALL]
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


def footer_links(who: SignedIn | None) -> list[Entry]:
    school = g.get("school")
    role = school.role if school else who.role if who and who.passes else ""
    own = {"help.index": HELP.get(role, "help.index")}
    return [
        Entry(gettext(label), url_for(endpoint), "", request.endpoint == endpoint)
        for label, endpoint in ((label, own.get(endpoint, endpoint)) for label, endpoint in FOOTER)
        if endpoint in current_app.view_functions
    ]


def page_context() -> dict[str, Any]:
    who = asking() if current_user.is_authenticated else None
    pupil = who.pupil if who else None  # a child has the screen: no menu, no way round
    return {
        "signed_in": None if pupil else who,
        "pupil": pupil,
        "school": g.get("school") or (next(iter(who.passes.values()), None) if who else None),
        "nav": menu_of(who) if who and not pupil else [],
        "assets": "first" if (request.endpoint or "").startswith(FIRST_PAGES) else "ecole",
        "csrf_field": csrf_field,
        "csrf_token": csrf_token,
        "hand_field": hand_field,
        "submission_field": submission_field,
        "language": languages.language(),
        "languages": languages.LANGUAGES,
        "direction": languages.direction(),
        "comfort": comfort(),
        "keep_for": shelf_of(who) if who else "",
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "footer_links": footer_links(who) if not pupil else [],
        "drafts": g.get("drafts", ()),
    }


def furnish(app: Flask, assets: str) -> None:
    """Give the templates their context; `assets` is the folder of this version's files."""
    app.context_processor(page_context)
    # As one reads it aloud to somebody who has the paper only.
    app.jinja_env.globals["site"] = app.config["ECOLE"].address.partition("://")[2]
    app.jinja_env.filters["sentence"] = sentence
    app.jinja_env.filters["prose"] = prose
    app.jinja_env.globals["initials"] = initials
    app.jinja_env.globals["asset"] = lambda name: f"/static/{assets}/{name}"
