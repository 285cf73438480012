"""Family cards: drawn, found again from what was typed or scanned, made void."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from ecole.accounts.codes import SELECTOR_LENGTH, draw_code
from ecole.accounts.secrets import digest, hash_secret, keyed
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.card import Card
from ecole.models.guardian import Guardian
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, current_school_id

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
QR_LENGTH = 26  # 130 bits


@dataclass(frozen=True)
class DrawnCard:
    """What is printed and never kept: the code and the token of the QR."""

    guardian_id: int
    code: str
    token: str


def issue_cards(
    guardians: Sequence[int],
    account_id: int | None,
    progress: Callable[[int], None] = lambda done: None,
    tries_left: int = 2,
) -> list[DrawnCard]:
    """New cards for guardians of the current school (ids); their older cards die with the commit.

    About 40 ms of processor each, before the write. `progress` is told how many are drawn.
    """
    codes = _fresh_codes(len(guardians))
    drawn: list[DrawnCard] = []
    hashes: list[str] = []
    for guardian_id, code in zip(guardians, codes, strict=True):
        drawn.append(DrawnCard(guardian_id, code, draw_token()))
        hashes.append(hash_secret(code))
        progress(len(drawn))
    try:
        _keep(drawn, hashes, account_id)
    except IntegrityError:
        # Another school took a selector meanwhile; any other reason would come again for ever.
        if tries_left and _taken(codes):
            return issue_cards(guardians, account_id, progress, tries_left - 1)
        raise
    return drawn


def _fresh_codes(count: int) -> list[str]:
    """Codes whose selectors nobody has on the instance, dead cards included.

    Sought before any hash is paid for: among 10,000 cards, 600 drawn blindly meet five of them.
    """
    codes: dict[str, str] = {}
    while len(codes) < count:
        drawn = [draw_code() for _ in range(count - len(codes))]
        taken = _taken(drawn)
        codes |= {code[:SELECTOR_LENGTH]: code for code in drawn if code not in taken}
    return list(codes.values())


def _taken(codes: Sequence[str]) -> set[str]:
    by_key = {keyed(code[:SELECTOR_LENGTH]): code for code in codes}
    with all_schools("a selector is unique on the instance"):
        found = db.session.scalars(select(Card.selector).where(Card.selector.in_(by_key)))
        return {by_key[key] for key in found}


def _keep(drawn: Sequence[DrawnCard], hashes: Sequence[str], account_id: int | None) -> None:
    with writing() as rows:
        for old in rows.scalars(
            select(Card).where(Card.guardian_id.in_([card.guardian_id for card in drawn]),
                               Card.revoked_at.is_(None))
        ):
            old.revoked_at = utc_now()
        for card, code_hash in zip(drawn, hashes, strict=True):
            rows.add(
                Card(
                    guardian_id=card.guardian_id,
                    selector=keyed(card.code[:SELECTOR_LENGTH]),
                    code_hash=code_hash,
                    qr_hash=digest(card.token),
                )
            )
        rows.add(
            AuditEvent(school_id=current_school_id(), account_id=account_id, act="cards issued",
                       details={"count": len(drawn)})
        )


def draw_token() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(QR_LENGTH))


def card_of_selector(code: str) -> Card | None:
    """The live card whose code begins with the same two trigrams."""
    return _live_card(Card.selector == keyed(code[:SELECTOR_LENGTH]))


def card_of_token(token: str) -> Card | None:
    """The live card of a scanned token."""
    return _live_card(Card.qr_hash == digest(token.strip().upper()))


def _live_card(is_it: ColumnElement[bool]) -> Card | None:
    with all_schools("sign-in: the card says which school"):
        return db.session.scalar(select(Card).where(is_it, Card.revoked_at.is_(None)))


def account_of(card: Card) -> Account | None:
    """The account a card opens, unless it is closed."""
    with all_schools("sign-in: the card says which school"):
        guardian = db.session.get(Guardian, card.guardian_id)
        account = db.session.get(Account, guardian.account_id) if guardian else None
    return account if account is not None and account.disabled_at is None else None


def note_used(card: Card) -> None:
    """Remember that a family came in with this card, once."""
    # The row may have expired since it was found: reading it again needs the way out too.
    with all_schools("sign-in: the card says which school"):
        if card.used_at is None:
            card_id = card.id
            with writing() as rows:
                rows.execute(update(Card).where(Card.id == card_id).values(used_at=utc_now()))
