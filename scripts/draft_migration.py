"""Draft a migration by comparing the models with an empty database brought to the last version."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from flask import Flask

import ecole.models  # noqa: F401 -- fills the metadata
from ecole.storage import migrate
from ecole.storage.database import connect_database, db

VERSIONS = migrate.FOLDER / "versions"

for table in db.metadata.tables.values():
    for column in table.primary_key:
        # Keys are drawn in Python (`new_id`): PostgreSQL must not add a sequence of its own.
        column.autoincrement = False

with tempfile.TemporaryDirectory() as folder:
    app = Flask("draft")
    connect_database(app, f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
    number = f"{len(list(VERSIONS.glob('0*.py'))) + 1:04}"
    config = migrate.config()
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    if number != "0001":
        migrate.upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, sys.argv[1], autogenerate=True, rev_id=number)
        db.engine.dispose()
