"""Heads and teachers: added by the town hall or the head, never from a roster's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from ecole.accounts.passwords import make_password_link
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.membership import Membership, Role
from ecole.models.school import School
from ecole.storage.database import db, writing

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


class BadStaff(ValueError):
    """What was given cannot make an account; the message says why, in French."""


@dataclass(frozen=True)
class NewStaff:
    account_id: int
    token: str | None  # of the link to choose a password; None when they already have one


def check_email(text: str) -> str:
    email = text.strip().lower()
    if not EMAIL.fullmatch(email) or len(email) > 254:
        raise BadStaff(f"« {text} » n’est pas une adresse de courriel.")
    return email


def add_staff(school: School, *, name: str, email: str, role: Role, by: int | None) -> NewStaff:
    """Give someone a place in a school's team; a known e-mail keeps its account and password."""
    email = check_email(email)
    if not name.strip():
        raise BadStaff("Il faut un nom, par exemple « Mme Dupont ».")
    with writing() as rows:
        account = rows.scalar(select(Account).where(func.lower(Account.email) == email))
        if account is None:
            account = Account(display_name=name.strip()[:120], email=email)
            rows.add(account)
            rows.flush()
        place = rows.scalar(
            select(Membership).where(Membership.account_id == account.id,
                                     Membership.school_id == school.id)
        )
        if place is None:
            rows.add(Membership(account_id=account.id, school_id=school.id, role=role))
        else:
            place.role = role
        token = make_password_link(account) if account.password_hash is None else None
        rows.add(AuditEvent(school_id=school.id, account_id=by, act="staff added",
                            details={"account": account.id, "role": str(role)}))
        return NewStaff(account.id, token)


def renew_password_link(account_id: int, school_id: int, by: int | None) -> str:
    """A fresh link for a colleague of the school who lost theirs."""
    with writing() as rows:
        account = rows.get(Account, account_id)
        assert account is not None
        rows.add(AuditEvent(school_id=school_id, account_id=by, act="password link",
                            details={"account": account_id}))
        return make_password_link(account)


def staff_of(school_id: int) -> list[tuple[Account, str]]:
    """(account, role) of a school's team, the head first."""
    rows = db.session.execute(
        select(Account, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.school_id == school_id, Membership.role != Role.GUARDIAN)
        .order_by(Membership.role, Account.display_name)
    )
    return [(account, role) for account, role in rows]
