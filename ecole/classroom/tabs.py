"""The pages of a class beside its plan, as the tabs on top of each of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from ecole.web.languages import N_, gettext

# (label, endpoint, prefix of the endpoints under it, only for those who teach)
TABS: tuple[tuple[str, str, str, bool], ...] = (
    (N_("Semaine"), "classes.show", "classes.", True),
    (N_("Actualités"), "news.index", "news.", False),
    (N_("Forum"), "forum.index", "forum.", False),
    (N_("Documents"), "documents.index", "documents.", False),
    (N_("Journal"), "diary.show", "diary.", False),
    (N_("Recherche"), "search.show", "search.", False),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def tabs_of(classroom_id: int, *, teaches: bool) -> list[Tab]:
    """For templates/parts/class_tabs.html."""
    here = request.endpoint or ""
    return [
        Tab(gettext(label), url_for(endpoint, classroom_id=classroom_id), here.startswith(prefix))
        for label, endpoint, prefix, is_for_staff in TABS
        if endpoint in current_app.view_functions and (teaches or not is_for_staff)
    ]
