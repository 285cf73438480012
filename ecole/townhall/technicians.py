"""Who may open the page of the town hall: given and taken back from the machine itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from ecole.accounts.passwords import make_password_link
from ecole.accounts.staff import NewStaff, check_email
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.membership import Membership
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing


def add_technician(name: str, email: str) -> NewStaff:
    """Open the page to an e-mail; one that is known keeps its account, its name, its password."""
    email = check_email(email)
    with writing() as rows:
        account = _account(email)
        if account is None:
            account = Account(display_name=name.strip()[:120], email=email)
            rows.add(account)
        account.is_town_hall, account.disabled_at = True, None
        rows.flush()
        token = None if account.password_hash else make_password_link(account)
        rows.add(AuditEvent(act="town hall added", details={"account": account.id}))
        return NewStaff(account.id, token)


def remove_technician(email: str) -> bool:
    """Close it again, at once; an account that is nothing else is disabled."""
    with writing() as rows:
        account = _account(email.strip().lower())
        if account is None or not account.is_town_hall:
            return False
        account.is_town_hall = False
        if rows.scalar(select(Membership.id).where(Membership.account_id == account.id)) is None:
            account.disabled_at = utc_now()
        rows.add(AuditEvent(act="town hall removed", details={"account": account.id}))
        return True


def technicians() -> Sequence[Account]:
    return db.session.scalars(
        select(Account).where(Account.is_town_hall.is_(True)).order_by(Account.display_name)
    ).all()


def _account(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(func.lower(Account.email) == email))
