"""A real instance with the demo school: made once, its folder copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ecole import create_app
from ecole.config import Settings
from ecole.operations.demo_school import make_demo
from ecole.storage import migrate
from ecole.storage.database import db
from tests.conftest import Visitor


def open_instance(folder: Path) -> Flask:
    app = create_app(Settings.from_environment({"ECOLE_DATA": str(folder)}))
    app.test_client_class = Visitor
    return app


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("demo") / "instance"
    app = open_instance(folder)
    with app.app_context():
        migrate.upgrade(app)
        entries = make_demo(app)
        db.session.remove()
        db.engine.dispose()
    return folder, entries


@pytest.fixture
def instance(demo: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Flask]:
    """The instance of a town hall, its context open."""
    shutil.copytree(demo[0], tmp_path / "instance")
    app = open_instance(tmp_path / "instance")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def entries(demo: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The sign-ins of the demo, as the command shows them."""
    return demo[1]
