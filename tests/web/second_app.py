"""A second application on the same rows, made as on a real site: a crash is a page, not a trace."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from ecole import create_app
from ecole.config import Settings
from ecole.storage.database import db
from tests.conftest import Visitor


@contextmanager
def opened(settings: Settings, url: str, **changes: object) -> Iterator[Flask]:
    made = create_app(dataclasses.replace(settings, database_url=url, testing=False, **changes))  # type: ignore[arg-type]
    made.test_client_class = Visitor
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def visitor_of(app: Flask, cookie: str | None = None) -> Visitor:
    """A visitor of that application, with the session of a visitor of the first one."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    if cookie is not None:
        visitor.set_cookie("ecole", cookie)
    return visitor


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.get_cookie("ecole")
    assert cookie is not None
    return cookie.value
