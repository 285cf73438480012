"""What the declaration of accessibility says of the software itself, on every instance."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from flask import current_app, url_for

from ecole.web.access import ANYONE, roles_of
from ecole.web.languages import N_, gettext, locale

# The day on which the pages were last judged in full; move it with the texts of the declaration.
ESTABLISHED_ON = date(2026, 11, 22)
# Where a visitor who got no answer may complain: followed by a person, asked by no page.
DEFENDER = {
    "form": "https://formulaire.defenseurdesdroits.fr/",
    "delegates": "https://www.defenseurdesdroits.fr/saisir/delegues",
}
# label, endpoint: the sample that the judges open, as the law asks (RGAA, « échantillon »).
CHECKED_PAGES = (
    (N_("Entrer avec la carte"), "accounts.sign_in"),
    (N_("Entrée de l’équipe de l’école"), "accounts.staff_sign_in"),
    (N_("Aujourd’hui"), "today.show"),
    (N_("Réglages de lecture"), "preferences.edit"),
    (N_("Aide"), "help.index"),
    (N_("Plan du site"), "public.site_map"),
    (N_("Accessibilité"), "public.accessibility"),
    (N_("Mentions légales"), "public.legal_notice"),
    (N_("Données personnelles"), "public.personal_data"),
)


def checked_pages() -> list[tuple[str, str]]:
    """(name, address) of the sample; no address for those that need somebody signed in."""
    views = current_app.view_functions
    return [
        (gettext(label), url_for(endpoint) if ANYONE in roles_of(views[endpoint]) else "")
        for label, endpoint in CHECKED_PAGES
    ]


def established_on() -> str:
    """« 22 novembre 2026 », in the language of the page."""
    return format_date(ESTABLISHED_ON, "d MMMM y", locale=locale())
