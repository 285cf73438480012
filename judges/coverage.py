"""Nothing is forgotten: each page of the application is opened by each of those it is open to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from ecole.web.access import ANYONE, SIGNED_IN
from judges.verdicts import Judged
from tests.browser.visits import HEAD, PARENT, TEACHER, TOWN_HALL

OPEN_TO_ALL = {ANYONE, SIGNED_IN}
PEOPLE = {"guardian": PARENT, "teacher": TEACHER, "head": HEAD, "town-hall": TOWN_HALL}
# What a GET gives that is no page, and why; or « endpoint who » for those led elsewhere.
NO_PAGE = {
    "home": "leads to another page",
    "health": "a word for machines",
    "cards.pdf": "a PDF",
    "common_texts.exchange": "words for the script",
    "files.show": "the families' files",
    "files.rendition": "a picture, a film or a sound",
    "reader.picture": "a picture",
    "albums.sheet": "a picture",
    "uploads.index": "a list for the script, in JSON",
    "uploads.show": "how far a file has come, for the script",
    "archives.photos": "a ZIP",
    "archives.instruction": "a ZIP",
    "archives.hand_ins": "a ZIP",
    "subtitles.show": "captions",
    "instructions.day_plan": "a piece of the page where an instruction is written",
    "roster.report": "a CSV file",
    # While no child has the screen, the pupil's space leads a parent to the day.
    "pupil.show parent": "the day", "pupil.next_day parent": "the day",
    "pupil.task parent": "the day", "pupil.praise parent": "the day",
    "pupil.leave parent": "the day",
    "pupil_work.sent parent": "the instruction",
    "files.show pupil": "the families' files",
    "forum.message": "leads to its place in its topic",
    "forum.new parent": "open to families where the teacher lets them",
    "offline.card": "the manifest",
    "offline.worker": "a script",
    "offline.sender": "a word for the script",
}


def forgotten(app: Flask, pages: Iterable[Judged], *, each_role: bool = True) -> list[str]:
    """Sentences about the pages, or the people, that no place of visits.py leads to."""
    seen = {(endpoint_of(app, page.address), page.who) for page in pages if page.address}
    opened = {endpoint for endpoint, _ in seen}
    faults = []
    for rule in app.url_map.iter_rules():
        name = str(rule.endpoint)
        if "GET" not in (rule.methods or ()) or name in NO_PAGE:
            continue
        roles = {str(role) for role in getattr(app.view_functions[name], "open_to", ())}
        if roles & OPEN_TO_ALL or not each_role:
            faults += [] if name in opened else [f"no place leads to {name} ({rule.rule})"]
        else:
            people = sorted(PEOPLE.get(role, role) for role in roles)
            faults += [f"no place leads {who} to {name} ({rule.rule})" for who in people
                       if (name, who) not in seen and f"{name} {who}" not in NO_PAGE]
    return faults


def endpoint_of(app: Flask, address: str) -> str:
    try:
        endpoint, _ = app.url_map.bind("").match(urlsplit(address).path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return str(endpoint)
