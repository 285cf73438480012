"""What was typed in a form that could not be taken: the page of the error gives it back.

Nothing is stored: the database may be what is broken. The text stays in the page, and leaves again
with its own submission key, so that it is taken once however often it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from ecole.web.csrf import page_of_form
from ecole.web.parked import SECRET_FIELDS, TEXT_MAX

NEEDED = {"csrf_token", "submission"}


@dataclass(frozen=True)
class Unsent:
    """A form to send again as it was; `text` is what a person wrote in it, to read or to copy."""

    address: str
    page: str  # that shows the form, "" when it has none
    fields: tuple[tuple[str, str], ...]
    text: str
    has_files: bool


def unsent_form() -> Unsent | None:
    """The form of this request; None when it is not one of ours, or holds a code or a password."""
    try:
        form, files = request.form, request.files
    except HTTPException:
        return None
    fields = tuple((name, text) for name in form for text in form.getlist(name))
    is_ours = request.method == "POST" and "csrf_token" in form
    if not is_ours or form.keys() & (SECRET_FIELDS - NEEDED) or _size(fields) > TEXT_MAX:
        return None
    # Keys and choices are one word; what somebody wrote has spaces.
    text = "\n\n".join(text.strip() for _, text in fields if " " in text.strip())
    return Unsent(request.full_path.rstrip("?"), page_of_form(), fields, text,
                  any(file.filename for file in files.values()))


def _size(fields: tuple[tuple[str, str], ...]) -> int:
    return sum(len(name) + len(text) for name, text in fields)
