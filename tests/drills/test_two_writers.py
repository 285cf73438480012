"""Two processes read and update the same rows 2,000 times in all: nothing lost, nobody refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from ecole.models import School
from ecole.storage import migrate
from ecole.storage.database import connect_database, db, writing
from tests.databases import empty_database

TURNS = 1000  # of each writer
TOP = Path(__file__).parents[2]


def start_writer(url: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, TOP / "tests/drills/two_writers.py", url, str(TURNS)],
        cwd=TOP, env={"PYTHONPATH": str(TOP)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_it_loses_no_update_and_refuses_no_writer():
    with empty_database() as url:
        app = Flask("two writers")
        connect_database(app, url)
        migrate.upgrade(app)
        with app.app_context():
            with writing() as session:
                session.add_all([School(uai=f"075000{i}A", name="École") for i in range(2)])
            writers = [start_writer(url) for _ in range(2)]
            for writer in writers:
                assert writer.stdout.readline() == "ready\n", writer.stderr.read()
            for writer in writers:  # both are let go before either is waited for
                writer.stdin.write("go\n")
                writer.stdin.flush()
            answers = [writer.communicate(timeout=300) for writer in writers]
            counted = db.session.scalars(db.select(School.roster_version)).all()
            db.session.remove()
            db.engine.dispose()
    assert [(writer.returncode, err) for writer, (_, err) in zip(writers, answers, strict=True)] \
        == [(0, ""), (0, "")]
    assert counted == [2 * TURNS, 2 * TURNS]
