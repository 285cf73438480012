"""The plan of the site: the pages that the visitor may open, from the routes and the menus."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for
from werkzeug.routing import Rule

from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.web.access import ANYONE, may_enter, roles_of
from ecole.web.languages import N_, gettext
from ecole.web.pages import ALWAYS, FOOTER, MENU, Entry

# Pages that no menu names; those of the menus keep the name they have there.
TITLES = {
    "today.show": N_("Aujourd’hui"),
    "accounts.sign_in": N_("Entrer avec la carte"),
    "accounts.staff_sign_in": N_("Entrée de l’équipe de l’école"),
    "accounts.other_card": N_("Ajouter une carte"),
    "news.school_index": N_("Actualités de l’école"),
    "news.school_new": N_("Écrire une actualité de l’école"),
    "roster.new": N_("Importer la liste ONDE"),
    "space.school": N_("Place utilisée"),
    "preparations.index": N_("Fichiers en préparation"),
    "faults.index": N_("Fichiers à renvoyer"),
    "help.families": N_("Aide pour les familles"),
    "help.teachers": N_("Aide pour les enseignants"),
    "help.heads": N_("Aide pour la direction"),
    "townhall.new_school": N_("Ajouter une école"),
    "public.browsers": N_("Quel navigateur ?"),
}
# Addresses that lead elsewhere, are opened from another page only, or are not for people.
LEFT_OUT = {
    "home", "health", "accounts.scan", "accounts.signed_out", "roster.undo",
    "offline.card", "offline.sender", "offline.show", "offline.worker",
    "pupil.leave", "pupil.next_day", "pupil.show", "townhall.limits", "uploads.index",
}


@dataclass(frozen=True)
class Group:
    title: str
    entries: list[Entry]


def groups_for(who: SignedIn | None) -> list[Group]:
    """What `who` may open: their own pages, those of each of their schools, those of everyone."""
    groups = []
    if who is not None:
        groups.append(Group(gettext("Pour vous"), _entries(who, None)))
        groups += [Group(school.name, _entries(who, school)) for school in who.passes.values()]
    groups.append(Group(gettext("Pour tout le monde"), _entries(None, None)))
    return [group for group in groups if group.entries]


def titles(role: str = "") -> dict[str, str]:
    """The name of each page, in the order of the menus; a role's own menu names first."""
    menus = [*MENU.get(role, ()), *(entry for menu in MENU.values() for entry in menu), *ALWAYS]
    named = {endpoint: label for label, endpoint, *_ in reversed(menus)}
    ordered = {endpoint: named[endpoint] for _, endpoint, *_ in menus}
    return ordered | TITLES | {endpoint: label for label, endpoint in FOOTER}


def page_rules() -> dict[str, Rule]:
    """The addresses that can be opened by themselves: no part of theirs is a row's id."""
    rules = current_app.url_map.iter_rules()
    return {rule.endpoint: rule for rule in rules
            if "GET" in (rule.methods or ()) and rule.arguments <= {"uai"}}


def _entries(who: SignedIn | None, school: SchoolPass | None) -> list[Entry]:
    rules = page_rules()
    return [
        Entry(gettext(title), _address(rules[endpoint], school), "", current=False)
        for endpoint, title in titles(school.role if school else "").items()
        if endpoint in rules and _belongs(rules[endpoint], who, school)
    ]


def _belongs(rule: Rule, who: SignedIn | None, school: SchoolPass | None) -> bool:
    roles = roles_of(current_app.view_functions[rule.endpoint])
    if who is None or ANYONE in roles:
        return who is None and ANYONE in roles
    return ("uai" in rule.arguments) == (school is not None) and may_enter(who, roles, school)


def _address(rule: Rule, school: SchoolPass | None) -> str:
    return url_for(rule.endpoint, uai=school.uai) if school else url_for(rule.endpoint)
