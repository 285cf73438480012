"""What the parts of the command share: the application, the school named, a way to end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click
from flask import Flask
from sqlalchemy import select

from ecole.config import BadSetting, Settings

if TYPE_CHECKING:
    from ecole.models.school import School


def say(text: str = "") -> None:
    click.echo(text)


def stop(sentence: str, code: int = 1) -> NoReturn:
    """End the command with a sentence on the error output."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def application(*, migrated: bool = True) -> Iterator[Flask]:
    """The application of this instance, its context open; ends with a sentence when it cannot."""
    from ecole import create_app
    from ecole.storage import migrate

    try:
        app = create_app(Settings.from_environment())
    except BadSetting as bad:
        stop(str(bad))
    with app.app_context():
        if migrated:
            migrate.upgrade(app)
        yield app


def find_school(uai: str) -> School:
    """The school of an UAI, or the end of the command with a sentence."""
    from ecole.models.school import School
    from ecole.storage.database import db

    school = db.session.scalar(select(School).where(School.uai == uai.strip().upper()))
    if school is None:
        stop(f"Aucune école {uai} ici. Créez-la : ecole school add « Nom » --uai {uai}", 2)
    return school


def say_password_link(token: str, what: str) -> None:
    """The address that somebody opens once, within seven days, to choose a password."""
    from flask import current_app

    say(f"{what}, une seule fois, avant 7 jours :")
    say(f"{current_app.config['ECOLE'].address}/equipe/mot-de-passe/{token}")
