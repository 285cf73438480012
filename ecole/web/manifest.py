"""The card of the app: what a phone asks to put the school on its home screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from ecole.models.school import School
from ecole.storage.database import db

SHORT_NAME = "École"
# The sheet and the desk of static/css/tokens.css.
SHEET, DESK = "#ffffff", "#eef0f7"
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def manifest(asset: Callable[[str], str]) -> dict[str, Any]:
    """The web app manifest; `asset` gives the address of a file of `static/`."""
    return {
        "id": "/",
        "name": name_of_the_place(),
        "short_name": SHORT_NAME,
        "lang": "fr",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": SHEET,
        "background_color": DESK,
        "icons": [
            {"src": asset(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }


def name_of_the_place() -> str:
    """The school's name where there is one; a commune with several says « École »."""
    names = db.session.scalars(select(School.name).order_by(School.created_at).limit(2)).all()
    return names[0] if len(names) == 1 else SHORT_NAME
