"""Forms kept as one types: asked for by static/js/tools/autosave.js."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from ecole.web.access import PUPIL, SIGNED_IN, in_pupil_space, open_to
from ecole.web.drafts import discard_draft, forget_draft_sent, keep_draft, may_have_draft
from ecole.web.parked import fields_sent
from ecole.web.submissions import FIELD, KEY

bp = Blueprint("drafts", __name__, url_prefix="/brouillons")
bp.after_app_request(forget_draft_sent)


@bp.post("")
@open_to(SIGNED_IN, PUPIL)
def keep() -> Response:
    """Said in a few words, for the line under the form."""
    page, key = request.args.get("page", ""), request.form.get(FIELD, "")
    said = ""
    # What an adult types in another tab, while a child has the screen, is no draft of the child.
    is_adults = in_pupil_space() and request.form.get("by") == "adult"
    if may_have_draft(page) and not is_adults:
        said = keep_draft(page, fields_sent(), key if KEY.fullmatch(key) else "")
    return Response(said, mimetype="text/plain")


@bp.post("/suppression")
@open_to(SIGNED_IN, PUPIL)
def discard() -> Answer:
    page = request.args.get("page", "")
    if not may_have_draft(page):
        return redirect(url_for("home"), 303)
    discard_draft(page)
    return redirect(page, 303)
