"""The ways in, as a family or a teacher takes them; and failures made older."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from ecole.accounts.codes import SELECTOR_LENGTH, check_letter, draw_code
from ecole.models import Account, Attempt, Device
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools
from tests.conftest import Visitor

CODE_UNKNOWN = "Ce code n’est pas connu"


@contextmanager
def database(app: Flask) -> Iterator[Session]:
    """The rows of every school, outside a request."""
    with app.app_context(), all_schools("tests"):
        yield db.session()
        db.session.remove()


def type_code(visitor: Visitor, code: str, *, address: str = "192.0.2.1",
              **fields: str) -> TestResponse:
    token = visitor.token()
    return visitor.post("/entrer", data={"csrf_token": token, "code": code, **fields},
                        environ_base={"REMOTE_ADDR": address})


def type_password(visitor: Visitor, email: str, password: str, *, address: str = "192.0.2.1",
                  **fields: str) -> TestResponse:
    token = visitor.token()
    return visitor.post(
        "/equipe", data={"csrf_token": token, "email": email, "password": password, **fields},
        environ_base={"REMOTE_ADDR": address},
    )


def wrong_code_near(code: str) -> str:
    """A well-formed code with the same selector, that is not this one."""
    while True:
        other = draw_code()
        letters = code[:SELECTOR_LENGTH] + other[SELECTOR_LENGTH:17]
        if letters != code[:17]:
            return letters + check_letter(letters)


def failures(app: Flask) -> int:
    """How many failures have been counted, all buckets together."""
    with database(app) as rows:
        return rows.scalar(select(func.count(Attempt.id))) or 0


def grow_older(app: Flask, **time: float) -> None:
    """Move every failure so far into the past."""
    with database(app), writing() as rows:
        for attempt in rows.scalars(select(Attempt)):
            attempt.tried_at -= timedelta(**time)


def devices_of(app: Flask, account_id: int) -> list[Device]:
    """All the devices of an account, ended ones too, the oldest first."""
    with database(app) as rows:
        found = rows.scalars(select(Device).where(Device.account_id == account_id)
                             .order_by(Device.created_at)).all()
        rows.expunge_all()
        return list(found)


def account(app: Flask, account_id: int) -> Account:
    with database(app) as rows:
        row = rows.get_one(Account, account_id)
        rows.expunge_all()
        return row
