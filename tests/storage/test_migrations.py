"""The tables that migrations build are those of the models, and an upgrade is all or nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import MetaData, inspect, text

import ecole.models  # noqa: F401 -- fills the metadata
from ecole.storage import migrate
from ecole.storage.database import connect_database, db
from tests.databases import empty_database


@pytest.fixture
def app() -> Iterator[Flask]:
    """An application on an empty database."""
    with empty_database() as url:
        app = Flask("migrations")
        connect_database(app, url)
        yield app
        with app.app_context():
            db.engine.dispose()


def execute(app: Flask, statement: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(statement))


def shape(app: Flask) -> dict:
    """Every table as the database itself describes it."""
    with app.app_context():
        look = inspect(db.engine)
        tables = sorted(set(look.get_table_names()) - {"alembic_version"})
        return {
            table: (
                # By name: a column that a later step added stands last.
                sorted(({**column, "type": str(column["type"])}
                        for column in look.get_columns(table)), key=lambda one: one["name"]),
                look.get_pk_constraint(table),
                sorted(look.get_foreign_keys(table), key=str),
                sorted(look.get_unique_constraints(table), key=str),
                sorted(look.get_indexes(table), key=str),
            )
            for table in tables
        }


def test_it_builds_what_the_models_say(app: Flask):
    migrate.upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_it_builds_the_same_tables_as_the_models(app: Flask):
    migrate.upgrade(app)
    migrated = shape(app)
    with app.app_context():
        everything = MetaData()
        everything.reflect(db.engine)
        everything.drop_all(db.engine)
        db.create_all()
    assert migrated == shape(app)


def test_it_goes_from_nothing_to_head_once(app: Flask):
    assert migrate.current(app) is None
    assert migrate.is_behind(app)
    assert migrate.upgrade(app) == (None, migrate.head())
    assert migrate.current(app) == migrate.head()
    assert not migrate.is_behind(app)
    assert migrate.upgrade(app) == (migrate.head(), migrate.head())


def test_it_works_inside_an_application_context(app: Flask):
    with app.app_context():
        assert migrate.upgrade(app) == (None, migrate.head())
        assert migrate.current(app) == migrate.head()


def test_it_refuses_a_newer_database(app: Flask):
    migrate.upgrade(app)
    execute(app, "UPDATE alembic_version SET version_num = '9999'")
    assert migrate.is_newer(app)
    assert not migrate.is_behind(app)
    with pytest.raises(migrate.DatabaseIsNewer, match="version plus récente"):
        migrate.upgrade(app)


def test_it_leaves_nothing_of_an_upgrade_that_fails(app: Flask):
    execute(app, "CREATE TABLE pupil (id INTEGER PRIMARY KEY)")  # in the way of ours
    with pytest.raises(Exception, match="pupil"):
        migrate.upgrade(app)
    assert list(shape(app)) == ["pupil"]
    assert migrate.current(app) is None


def test_two_upgrades_at_once_are_one_after_the_other(app: Flask):
    other = Flask("other")
    connect_database(other, app.config["SQLALCHEMY_DATABASE_URI"])
    with ThreadPoolExecutor() as both:
        versions = list(both.map(migrate.upgrade, [app, other]))
    with other.app_context():
        db.engine.dispose()
    assert set(versions) == {(None, migrate.head()), (migrate.head(), migrate.head())}


def test_it_checks_foreign_keys_again_afterwards(app: Flask):
    migrate.upgrade(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_it_names_every_migration_in_order():
    names = sorted(path.name for path in (migrate.FOLDER / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{i:04}" for i in range(1, len(names) + 1)]
    assert migrate.head() == names[-1][:4]
