"""Closed by default: every route says who may open it, and a row comes only through `fetch`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from ecole.models.membership import Role
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import SchoolOwned, in_school
from ecole.web.csrf import page_of_form
from ecole.web.parked import last_device, park_form

ANYONE = "anyone"
SIGNED_IN = "signed-in"
HEAD, TEACHER, GUARDIAN = Role.HEAD, Role.TEACHER, Role.GUARDIAN
STAFF = (HEAD, TEACHER)

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
    """Say who may open a route: `ANYONE`, `SIGNED_IN`, or roles held in the school's address."""

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
    if ANYONE in roles:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    who = asking()
    if g.uai is None:
        held = {str(p.role) for p in who.passes.values()}
        if SIGNED_IN not in roles and not held & roles:
            abort(404)
        return None
    school = who.passes.get(g.uai)
    if school is None or (SIGNED_IN not in roles and str(school.role) not in roles):
        abort(404)
    _enter(school)
    return None


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
    page, status = request.full_path.rstrip("?"), 302
    if request.method == "POST":
        park_form()
        page, status = page_of_form(), 303
    if current_user.is_authenticated:  # somebody signed in again in another tab
        return redirect(page or url_for("home"), status)
    former = last_device()
    is_staff = former is not None and former.kind.startswith("staff")
    door = "accounts.staff_sign_in" if is_staff else "accounts.sign_in"
    return redirect(url_for(door, suite=page or None), status)


def asking() -> SignedIn:
    """Who asks, as the plain picture that permissions and actions take."""
    return current_user._get_current_object()


def fetch(model: type[Row], row_id: int, may: Callable[[SignedIn, Any], bool]) -> Row:
    """The only way from an id in an address to a row.

    Missing, of another school and not allowed are one answer: 404.
    """
    row = db.session.get(model, row_id)
    if row is None or not may(asking(), row):
        abort(404)
    return row
