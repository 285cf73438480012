"""Closed by default: every route says who may open it, and a row comes only through `fetch`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, flash, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from ecole.models.membership import Role
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import SchoolOwned, in_school
from ecole.web.csrf import page_before, page_of_form
from ecole.web.languages import gettext
from ecole.web.parked import last_device, park_form

ANYONE = "anyone"
SIGNED_IN = "signed-in"
HEAD, TEACHER, GUARDIAN = Role.HEAD, Role.TEACHER, Role.GUARDIAN
STAFF = (HEAD, TEACHER)
PUPIL = "pupil"  # a guardian's browser while their child has the screen; in its session, the child
TOWN_HALL = "town-hall"  # held on the instance, in no school

Row = TypeVar("Row", bound=SchoolOwned)
View = TypeVar("View", bound=Callable[..., Any])
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class OpenDoor(RuntimeError):
    """A route that does not say who may open it."""


class IdConverter(BaseConverter):
    """A 62-bit key as thirteen letters and digits (Crockford's base 32, without i l o u)."""

    regex = r"[0-9a-hjkmnp-tv-z]{13}"

    def to_python(self, value: str) -> int:
        number = int("".join(f"{ALPHABET.index(letter):05b}" for letter in value), 2)
        if number >= 1 << 63:
            raise ValidationError
        return number

    def to_url(self, value: int) -> str:
        return "".join(ALPHABET[int(value) >> shift & 31] for shift in range(60, -1, -5))


def open_to(*roles: str) -> Callable[[View], View]:
    """Say who may open a route: `ANYONE`, `SIGNED_IN`, or roles held in the address's school.

    An address without a school opens to those who hold the role in any, or on the instance.
    """

    def mark(view: View) -> View:
        view.open_to = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def refuse_open_doors(app: Flask) -> None:
    """Stop the start when a route forgot `@open_to`."""
    forgotten = [name for name, view in app.view_functions.items() if not roles_of(view)]
    if forgotten:
        raise OpenDoor(f"@open_to is missing on: {', '.join(sorted(forgotten))}")


def roles_of(view: Callable[..., Any]) -> frozenset[str]:
    return getattr(view, "open_to", frozenset())


def enter_school() -> None:
    """Take the school off the address and keep it for the request (`url_for` puts it back)."""
    values = request.view_args or {}
    g.uai = values.pop("uai", None)
    g.school = None


def add_school_to_address(endpoint: str, values: dict[str, Any]) -> None:
    uai = g.get("uai")
    if uai and "uai" not in values and _takes_school(endpoint):
        values["uai"] = uai


def _takes_school(endpoint: str) -> bool:
    from flask import current_app

    return current_app.url_map.is_endpoint_expecting(endpoint, "uai")


def check_access() -> Response | str | None:
    """Before each request: who may come in, and into which school."""
    if request.endpoint is None:
        return None  # no such address: the 404 needs nobody's rights
    view = _view_of(request.endpoint)
    roles = roles_of(view)
    if in_pupil_space():
        return keep_in_pupil_space(roles)
    if ANYONE in roles:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    who = asking()
    school = who.passes.get(g.uai) if g.uai else None
    if (g.uai and school is None) or not may_enter(who, roles, school):
        abort(404)
    if school is not None:
        _enter(school)
    return None


def in_pupil_space() -> bool:
    """Whether a child has the screen: opened by its parent, left by a small adult gesture."""
    return PUPIL in session and current_user.is_authenticated and asking().pupil is not None


def child_here() -> int:
    """The child who has the screen, 0 for an adult."""
    who = asking() if in_pupil_space() else None
    return who.pupil.id if who and who.pupil else 0


def keep_in_pupil_space(roles: frozenset[str]) -> Response | None:
    """The pages open to `PUPIL`, in the child's own school, and nothing else of this browser."""
    if PUPIL not in roles:
        if request.headers.get("X-Requested-With") == "fetch":
            abort(503)  # what an adult left to be sent waits for the adult
        if request.method == "POST":  # an adult's text, from another tab
            park_form(gettext("Votre texte est gardé\u00a0: vous le retrouverez sur sa page."))
        return redirect(url_for("pupil.show"), 303)
    (school,) = asking().passes.values()
    if g.uai not in (None, school.uai):
        abort(404)
    g.uai = school.uai
    _enter(school)
    return None


def may_enter(who: SignedIn, roles: frozenset[str], school: SchoolPass | None) -> bool:
    """Whether a route for these roles opens to `who`, in a school or outside any."""
    held = {str(school.role)} if school else _held(who)
    return SIGNED_IN in roles or bool(held & roles)


def _held(who: SignedIn) -> set[str]:
    """What somebody is, in any school and on the instance."""
    held = {str(p.role) for p in who.passes.values()}
    return held | {TOWN_HALL} if who.is_town_hall else held


def _view_of(endpoint: str) -> Callable[..., Any]:
    from flask import current_app

    return current_app.view_functions[endpoint]


def _enter(school: SchoolPass) -> None:
    g.school = school
    g.school_scope = in_school(school.id)
    g.school_scope.__enter__()


def leave_school(error: BaseException | None) -> None:
    scope = g.pop("school_scope", None)
    if scope is not None:
        scope.__exit__(None, None, None)


def ask_to_sign_in() -> Response:
    """To the sign-in page and back; the text of a form sent meanwhile waits (never the files)."""
    if "Tus-Resumable" in request.headers:  # a programme with a piece of a file reads no page
        abort(401)
    page, status, former = request.full_path.rstrip("?"), 302, last_device()
    is_in = current_user.is_authenticated  # again, in another tab
    if request.method == "POST":
        page, status = page_of_form() or page_before(), 303
        _say_what_became_of_the_text(is_in)
    elif former is not None:
        _say_once(gettext("Votre session est finie. Entrez de nouveau\u00a0: vous reviendrez à la "
                          "même page."))
    if is_in:
        return redirect(page or url_for("home"), status)
    is_staff = former is not None and former.kind.startswith("staff")
    door = "accounts.staff_sign_in" if is_staff else "accounts.sign_in"
    return redirect(url_for(door, suite=page or None), status)


def _say_what_became_of_the_text(is_in: bool) -> None:
    late = gettext("Cette page était ouverte depuis trop longtemps. Votre texte est gardé.")
    again = gettext("Cette page était ouverte depuis trop longtemps. Recommencez.")
    if not park_form(late if is_in else "", _child_writing()):
        _say_once(again if is_in else gettext(
            "Votre session était finie. Entrez de nouveau, puis recommencez."))


def _child_writing() -> int:
    """The child who had the screen, be its session over, when the form is one of its pages'."""
    is_open = request.endpoint is not None and PUPIL in roles_of(_view_of(request.endpoint))
    return session.get(PUPIL, 0) if is_open else 0


def _say_once(text: str) -> None:
    """On the next page, and not for each of the pictures that a page asks for."""
    is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    if is_page and text not in [said for _, said in session.get("_flashes", ())]:
        flash(text, "warning")


def asking() -> SignedIn:
    """Who asks, as the plain picture that permissions and actions take; in a pupil's space, only
    what is about this child is left of it."""
    who: SignedIn = current_user._get_current_object()
    return who.in_space_of(session[PUPIL]) if PUPIL in session else who


def fetch(model: type[Row], row_id: int, may: Callable[[SignedIn, Any], bool]) -> Row:
    """The only way from an id in an address to a row.

    Missing, of another school and not allowed are one answer: 404.
    """
    row = db.session.get(model, row_id)
    if row is None or not may(asking(), row):
        abort(404)
    return row
