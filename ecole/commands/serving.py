"""`ecole migrate`, `ecole serve`, `ecole work` and `ecole start` (all at once, for a first try)."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import Flask

from ecole.commands.demo import show_entries
from ecole.commands.entry import application, say, stop
from ecole.config import BadSetting

NOTE = "demo.json"


@click.command("migrate", help="Mettre la base de données à la version du programme.")
def migrate() -> None:
    from ecole.storage import migrate as migrations

    with application(migrated=False) as app:
        try:
            before, after = migrations.upgrade(app)
        except migrations.DatabaseIsNewer as newer:
            stop(str(newer))
        say("La base est à jour." if before == after else f"Base mise à jour : {after}.")


@click.command("serve", help="Servir le site (ECOLE_HOST, ECOLE_PORT, ECOLE_DATA).")
def serve() -> None:
    with application(migrated=False) as app:
        refuse_other_version(app)
        _serve(app)


@click.command("start", help="Tout préparer (base, école de démonstration) puis servir.")
def start() -> None:
    from ecole.storage import migrate as migrations

    with application(migrated=False) as app:
        try:
            migrations.upgrade(app)
        except migrations.DatabaseIsNewer as newer:
            stop(str(newer))
        entries = _demo_when_empty(app)
        if entries:
            show_entries(entries)
        _serve(app)


@click.command("work", help="Faire les travaux de la file, à part du site (ECOLE_JOBS=apart).")
def work() -> None:
    from ecole.server.working import work_alone
    from ecole.web.request_log import log_to_stderr

    with application(migrated=False) as app:
        refuse_other_version(app)
        click.echo("La file des travaux est ouverte.   (Ctrl+C pour arrêter)")
        log_to_stderr()
        work_alone(app)


def refuse_other_version(app: Flask) -> None:
    """Neither a base of before nor one of after: a sentence, and the end."""
    from ecole.storage import migrate as migrations

    if migrations.is_newer(app) or migrations.is_behind(app):
        stop("La base de données n’est pas à la version du programme. "
             "Lancez d’abord : ecole migrate")


def _serve(app: Flask) -> None:
    from ecole.operations.nightly import nightly
    from ecole.server import listen
    from ecole.server import serve as serve_app
    from ecole.storage.blobs.homes import try_store
    from ecole.storage.jobs import lanes_of_server
    from ecole.web.request_log import log_to_stderr

    settings = app.config["ECOLE"]
    try:
        tasks = [lambda stop: nightly(app, stop), *lanes_of_server(app)]
        try_store(app.config["BLOBS"], settings)
        sock = listen(settings.host, settings.port)
    except BadSetting as bad:
        stop(str(bad))
    click.echo(f"Le site est ouvert : {settings.address}   (Ctrl+C pour arrêter)")
    log_to_stderr()
    serve_app(app, settings, background=tasks, sock=sock)


def _demo_when_empty(app: Flask) -> dict[str, str] | None:
    """The demo school of an empty instance; its sign-ins are kept to be shown at each start."""
    from sqlalchemy import select

    from ecole.models.school import School
    from ecole.operations.demo_school import make_demo
    from ecole.storage.database import db

    note = Path(app.config["ECOLE"].data) / NOTE
    schools = db.session.scalars(select(School.uai)).all()
    if not schools:
        say("Première fois : création de l’école de démonstration…")
        entries = make_demo(app)
        note.touch(mode=0o600)
        note.write_text(json.dumps(entries))
    if note.exists():
        entries = json.loads(note.read_text())
        return {**entries, "site": app.config["ECOLE"].address}
    return None


def add_to(main: click.Group) -> None:
    for command in (migrate, serve, start, work):
        main.add_command(command)
