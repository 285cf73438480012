"""The three ways in: a typed code, a scanned card, an e-mail and its password."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection

from sqlalchemy import func, select

from ecole.accounts.cards import account_of, card_of_selector, card_of_token, note_used
from ecole.accounts.codes import SELECTOR_LENGTH, read_code
from ecole.accounts.limits import (
    FREE_FAILURES,
    FREE_FAILURES_KNOWN,
    check_address,
    check_secret_bucket,
    forget_failures,
    is_under_attack,
    note_failure,
)
from ecole.accounts.secrets import TooBusy, is_secret, keyed
from ecole.models.account import Account
from ecole.models.card import Card
from ecole.storage.database import db

SLOW_SECONDS = 3
_one_at_a_time = threading.Lock()


class WrongSecret(Exception):
    """Not a code or password we know; the attempt was counted."""


def account_by_code(typed: str, address: str | None) -> Account:
    """The account of a typed card code.

    Raises `Mistyped` (nothing counted), `TooMany`, `TooBusy` or `WrongSecret` (counted). An
    unknown code costs the same time as a wrong one.
    """
    code = read_code(typed)
    bucket = f"card {code[:SELECTOR_LENGTH]}"
    check_secret_bucket(bucket)
    check_address(address)
    if is_under_attack():
        _wait_in_line()
    card = card_of_selector(code)
    good = is_secret(card.code_hash if card else None, code)
    account = account_of(card) if card is not None and good else None
    if card is None or account is None:
        note_failure(bucket, address)
        raise WrongSecret
    _recheck(bucket)
    note_used(card)
    return account


def _recheck(bucket: str, free: int = FREE_FAILURES) -> None:
    """Guesses sent all at once pass the first check together: one that is right must pass again."""
    check_secret_bucket(bucket, free)
    forget_failures(bucket)


def _wait_in_line() -> None:
    """While everyone is being guessed at, typed codes pass one by one, three seconds each."""
    if not _one_at_a_time.acquire(blocking=False):
        raise TooBusy
    try:
        time.sleep(SLOW_SECONDS)
    finally:
        _one_at_a_time.release()


def account_by_card(token: str) -> tuple[Account, Card] | None:
    """The account of a scanned card: 130 bits need no limit and no slow hash."""
    card = card_of_token(token)
    account = account_of(card) if card is not None else None
    return (account, card) if account is not None and card is not None else None


def account_by_password(
    email: str, password: str, address: str | None, known: Collection[str] = ()
) -> Account:
    """The staff account of an e-mail and its password; raises as `account_by_code`.

    `known`: marks of the accounts that this browser belongs to. Those have a count of their own,
    so that nobody keeps a teacher out by failing in their name.
    """
    email = email.strip().lower()
    account = db.session.scalar(select(Account).where(func.lower(Account.email) == email))
    bucket, free = f"password {email}", FREE_FAILURES
    if account is not None and mark_of(account) in known:
        bucket, free = f"known {account.id}", FREE_FAILURES_KNOWN
    else:
        check_address(address)
    check_secret_bucket(bucket, free)
    kept = account.password_hash if account and account.disabled_at is None else None
    if not is_secret(kept, password) or account is None:
        note_failure(bucket, address)
        raise WrongSecret
    _recheck(bucket, free)
    return account


def mark_of(account: Account) -> str:
    """What a browser keeps to be known again as this account's own."""
    return keyed(f"browser of {account.id}")[:16]
