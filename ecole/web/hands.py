"""Whose hands a form was written with: a parent and their children share a browser, in tabs too."""

from __future__ import annotations

from flask import request, url_for
from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ecole.web.access import child_here
from ecole.web.languages import gettext
from ecole.web.parked import park_form

FIELD = "by"
ADULT = "adult"


def hand_field() -> Markup:
    """The hidden field of a form that both an adult and a child may send."""
    return Markup('<input type="hidden" name="by" value="{}">').format(child_here() or ADULT)


def is_anothers() -> bool:
    """Whether a form that is sent now was opened by another one of the family."""
    hand = request.form.get(FIELD, "")
    return request.method == "POST" and bool(hand) and hand != str(child_here() or ADULT)


def wait_for_its_writer() -> Response | None:
    """A form that another one of the family had opened is not sent under the name of who has the
    screen now. An adult's waits for the adult; a child's is shown to the adult, to be looked at.
    """
    if not is_anothers():
        return None
    park_form(gettext("Votre texte est gardé\u00a0: vous le retrouverez sur sa page."))
    return redirect(url_for("pupil.show") if child_here() else request.path, 303)
