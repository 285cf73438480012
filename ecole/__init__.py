"""`ecole`: a classroom for French primary schools. `create_app` puts the rooms together."""

from __future__ import annotations

from flask import Flask, redirect, url_for
from flask_login import LoginManager, current_user
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

from ecole import config
from ecole.accounts import devices
from ecole.config import ROOT, Settings
from ecole.models.membership import Role
from ecole.storage.blobs import open_store
from ecole.storage.database import connect_database
from ecole.uploads.parts import Parts
from ecole.web import (
    access,
    assets,
    compression,
    csrf,
    ended_sessions,
    errors,
    headers,
    keeping,
    languages,
    pages,
    request_log,
    too_heavy,
    worker,
)
from ecole.web.form_files import FormRequest

__all__ = ["config", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The application of one instance; it refuses to start when a route forgot who may open it."""
    settings = settings or Settings.from_environment()
    app = Flask("ecole", static_folder=None, template_folder=str(ROOT / "templates"))
    configure(app, settings)
    connect_database(app, settings.database_url)
    request_log.keep_log(app)
    sign_people_in(app)
    languages.speak(app)
    guard(app)
    version = serve_assets(app, settings)
    pages.furnish(app, version)
    worker.prepare_worker(app, ROOT / "static", version)
    add_rooms(app)
    access.refuse_open_doors(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    app.secret_key = settings.secret_key
    app.testing = settings.testing
    app.request_class = FormRequest
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        ECOLE=settings,
        BLOBS=open_store(settings),
        PARTS=Parts(settings.files / "uploads"),
        IS_SECURE=settings.is_secure,
        MAX_CONTENT_LENGTH=settings.body_limit,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        SESSION_COOKIE_NAME="__Host-ecole" if settings.is_secure else "ecole",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=400 * 86_400,  # the server's own limits end it first
    )


def sign_people_in(app: Flask) -> None:
    # Its context processor would load the account for every page, and its session protection
    # sign the cookie again at each answer (ecole/accounts/devices.py checks instead).
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(devices.recognise)


def guard(app: Flask) -> None:
    app.url_map.merge_slashes = False  # an odd address is no address
    app.url_map.converters["id"] = access.IdConverter
    app.before_request(access.enter_school)
    csrf.protect(app)
    app.before_request(access.check_access)
    app.teardown_request(access.leave_school)
    app.url_defaults(access.add_school_to_address)
    headers.dress(app)
    compression.compress_answers(app)
    keeping.name_shelves(app)
    ended_sessions.answer_ended_sessions(app)
    errors.answer_errors(app)
    too_heavy.answer_too_heavy(app)


def serve_assets(app: Flask, settings: Settings) -> str:
    """Static files answered before Flask: hashed, compressed once, kept for ever by browsers."""
    version = assets.build_assets(ROOT / "static", settings.data)
    shelf = settings.data / "static"
    files = WhiteNoise(
        app.wsgi_app,
        root=str(shelf),
        prefix="static/",
        immutable_file_test=lambda path, url: url.startswith("/static/"),
        allow_all_origins=False,
        add_headers_function=headers.dress_file,
    )
    # Asked for by this name when a PDF or a picture is open alone.
    files.add_file_to_dictionary("/favicon.ico", str(shelf / version / "favicon.svg"))
    # Where phones look for the picture of their home screen.
    touch = str(shelf / version / "apple-touch-icon.png")
    files.add_file_to_dictionary("/apple-touch-icon.png", touch)
    app.wsgi_app = files  # type: ignore[method-assign]
    return version


def add_rooms(app: Flask) -> None:
    from ecole.accounts.preference_routes import bp as preferences
    from ecole.accounts.routes import bp as accounts
    from ecole.accounts.staff_routes import bp as staff
    from ecole.classroom.routes import blueprints as classroom
    from ecole.media.space import no_room, room_left
    from ecole.public.atelier import open_atelier
    from ecole.public.help_routes import bp as help_pages
    from ecole.public.routes import bp as public
    from ecole.roster.routes import blueprints as roster
    from ecole.townhall.routes import bp as townhall
    from ecole.uploads.routes import bp as uploads
    from ecole.web.draft_routes import bp as drafts
    from ecole.web.offline_routes import bp as offline

    for room in (accounts, staff, preferences, *roster, *classroom, townhall, public, help_pages,
                 offline, drafts, uploads):
        app.register_blueprint(room)
    # How much room is left is known by the classroom, two floors above who asks.
    app.config.update(ROOM_LEFT=room_left, NO_ROOM=no_room)
    open_atelier(app)
    app.add_url_rule("/", "home", home)
    app.add_url_rule("/sante", "health", health)


@access.open_to(access.ANYONE)
def home() -> Response:
    """Each to their own first page."""
    from ecole.classroom.classes import first_page_of_teacher

    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"))
    who = access.asking()
    staff = next((p for p in who.passes.values() if p.role != Role.GUARDIAN), None)
    if staff is None and who.is_town_hall and not who.children:
        return redirect(url_for("townhall.show"))
    if staff is None:
        return redirect(url_for("today.show"))
    if staff.role == Role.HEAD:
        return redirect(url_for("school.show", uai=staff.uai))
    return redirect(first_page_of_teacher(who, staff))


@access.open_to(access.ANYONE)
def health() -> dict[str, str]:
    """For the container's HEALTHCHECK: the database answers."""
    from sqlalchemy import text

    from ecole.storage.database import read_rows

    read_rows(text("SELECT 1"), {})
    return {"status": "ok"}
