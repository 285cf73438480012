"""One of the two writers of `test_two_writers.py`: `two_writers.py ADDRESS TURNS`."""

import sys

from flask import Flask

from ecole.models import School
from ecole.storage.database import connect_database, db, writing


def read_and_update(turns: int) -> None:
    """Read the counters, add one to each in Python, write them: what loses updates unless the
    reads belong to the write transaction."""
    for _ in range(turns):
        with writing() as session:
            for school in session.query(School).order_by(School.id):
                school.roster_version += 1


if __name__ == "__main__":
    app = Flask("writer")
    connect_database(app, sys.argv[1])
    with app.app_context():
        db.session.scalars(db.select(School.id)).all()  # connected, and the models mapped
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        read_and_update(int(sys.argv[2]))
