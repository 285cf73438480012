"""The text of a message as a page shows it: what was typed, with its addresses as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LINKS_MAX = 5  # of one message; the others stay as they were typed
ADDRESS = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]’']")
LINK = Markup('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>')


def linked(text: str) -> Markup:
    """Nothing of it is ever read as HTML."""
    pieces, start = [], 0
    for found in list(ADDRESS.finditer(text))[:LINKS_MAX]:
        pieces += [escape(text[start:found.start()]), LINK.format(found.group())]
        start = found.end()
    return Markup("").join([*pieces, escape(text[start:])])
