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
from ecole.web.languages import gettext

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


class BadStaff(ValueError):
    """What was given cannot make an account; the message says why."""


@dataclass(frozen=True)
class NewStaff:
    account_id: int
    token: str | None  # of the link to choose a password; None when it is not ours to give


def check_email(text: str) -> str:
    email = text.strip().lower()
    if not EMAIL.fullmatch(email) or len(email) > 254:
        raise BadStaff(gettext("« %(text)s » n’est pas une adresse de courriel.", text=text))
    return email


def add_staff(school: School, *, name: str, email: str, role: Role, by: int | None) -> NewStaff:
    """Give someone a place in a school's team; a known e-mail keeps its account and password."""
    email = check_email(email)
    if not name.strip():
        raise BadStaff(gettext("Il faut un nom, par exemple « Mme Dupont »."))
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
        elif account.id == by and place.role != role:
            raise BadStaff(gettext("C’est votre adresse. Un collègue de la direction peut "
                                   "changer votre rôle, pas vous."))
        else:
            place.role = role
        rows.flush()
        token = make_password_link(account) if may_have_link(account, school.id) else None
        rows.add(AuditEvent(school_id=school.id, account_id=by, act="staff added",
                            details={"account": account.id, "role": str(role)}))
        return NewStaff(account.id, token)


def may_have_link(account: Account, school_id: int) -> bool:
    """Whether this school may give someone a link: a password once chosen is its owner's.

    Whoever holds the link becomes the person, in every school: so the school must be the only one.
    """
    if account.password_hash or account.disabled_at or account.is_town_hall:
        return False
    schools = select(Membership.school_id).where(Membership.account_id == account.id)
    return set(db.session.scalars(schools)) == {school_id}


def renew_password_link(account_id: int, school_id: int | None, by: int | None) -> str | None:
    """A fresh link for a colleague of the school who lost theirs, if the school may give one.

    Without a school it is the town hall that asks, from the machine itself: it may for anyone.
    """
    with writing() as rows:
        account = rows.get(Account, account_id)
        if account is None or (school_id and not may_have_link(account, school_id)):
            return None
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
