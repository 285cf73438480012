"""Staff passwords: long enough, not a common one, chosen through a one-time link."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from ecole.accounts.secrets import digest, hash_secret
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.device import Device
from ecole.models.password_link import PasswordLink
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import gettext

LEAST, MOST = 12, 128
LINK_DAYS = 7
GUESSES_LEAST = 1e8  # at 25 a day for one account; a common password needs a few thousand
EXAMINED = 72  # characters; what follows can only help
CONTEXT = ("ecole", "école", "classe", "maternelle", "elementaire", "élémentaire", "motdepasse",
           "bienvenue", "azerty", "bonjour", "mairie", "directrice", "directeur", "maitresse")


class WeakPassword(ValueError):
    """A password that cannot be taken; the message says what to do."""


class LinkUsed(LookupError):
    """A one-time link that has served meanwhile."""


def check_password(password: str, account: Account) -> None:
    if len(password) < LEAST:
        raise WeakPassword(gettext("Il faut au moins %(least)d caractères. Une phrase courte est "
                                   "facile à retenir.", least=LEAST))
    if len(password) > MOST:
        raise WeakPassword(gettext("Il faut au plus %(most)d caractères.", most=MOST))
    name = (account.email or "").split("@")[0].lower()
    if len(name) >= 4 and name in password.lower():
        raise WeakPassword(gettext("Ne mettez pas votre adresse dans le mot de passe."))
    if _guesses(password, [*CONTEXT, name, *account.display_name.lower().split()]) < GUESSES_LEAST:
        raise WeakPassword(gettext("Ce mot de passe est trop connu. Choisissez-en un autre."))


def _guesses(password: str, words: list[str]) -> float:
    """How many tries someone needs who knows common passwords, keyboards, dates, the school."""
    from zxcvbn import zxcvbn

    return float(zxcvbn(password[:EXAMINED], user_inputs=words)["guesses"])


def make_password_link(account: Account) -> str:
    """The token of a link with which this account chooses its password, once, within 7 days.

    Earlier links of the account stop working. Call inside `writing()`.
    """
    token = secrets.token_urlsafe(32)
    db.session.execute(
        update(PasswordLink)
        .where(PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None))
        .values(used_at=utc_now())
    )
    expires_at = utc_now() + timedelta(days=LINK_DAYS)
    db.session.add(
        PasswordLink(account_id=account.id, token_hash=digest(token), expires_at=expires_at)
    )
    return token


def open_password_link(token: str) -> PasswordLink | None:
    """The link of a token, if it still works."""
    return db.session.scalar(
        select(PasswordLink).where(
            PasswordLink.token_hash == digest(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > utc_now(),
            PasswordLink.account.has(Account.disabled_at.is_(None)),
        )
    )


def set_password(link: PasswordLink, password: str) -> Account:
    """Keep the new password, burn the link, and end every session of the account.

    Raises `LinkUsed` when another request was faster with the same link.
    """
    hashed = hash_secret(password)
    with writing() as rows:
        if link.used_at is not None:
            raise LinkUsed
        link.used_at = utc_now()
        link.account.password_hash = hashed
        rows.execute(
            update(Device)
            .where(Device.account_id == link.account_id, Device.revoked_at.is_(None))
            .values(revoked_at=utc_now())
        )
        rows.add(AuditEvent(account_id=link.account_id, act="password set"))
    return link.account
