"""« J’ai une autre carte »: the same parent has a child in another school; reversible."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from ecole.accounts.greetings import names_of_children
from ecole.accounts.sign_in import account_by_code
from ecole.models.account import Account
from ecole.models.audit_event import AuditEvent
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.membership import Membership, Role
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db, writing
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.languages import gettext
from ecole.web.words import joined


class NotAnotherCard(ValueError):
    """A card that cannot be added; the message says why."""


def add_card(who: SignedIn, typed: str, address: str | None) -> str:
    """Bring the guardian of another card under this account; returns its children's names."""
    other = account_by_code(typed, address)
    if other.id == who.account_id:
        raise NotAnotherCard(gettext("C’est déjà votre carte. Tapez le code de l’autre carte."))
    with all_schools("a parent joins the cards of two schools"), writing() as rows:
        moved = rows.scalars(select(Guardian).where(Guardian.account_id == other.id)).all()
        if _share_a_child(moved, _guardians(who.account_id)):
            # Each keeps their own answers and receipts, and may be kept from the other's.
            raise NotAnotherCard(gettext(
                "Cette carte est celle d’un autre responsable du même enfant. "
                "Chaque adulte garde la sienne."))
        for guardian in moved:
            guardian.account_id = who.account_id
            _enter_school(who.account_id, guardian.school_id)
            _leave_school(other.id, guardian.school_id)
        rows.add(AuditEvent(account_id=who.account_id, act="card joined",
                            details={"guardians": [g.id for g in moved]}))
        found = [(g.school_id, g.id) for g in moved]
    return joined([name for school, guardian in found for name in _names(school, guardian)])


def separate_card(who: SignedIn, guardian_id: int) -> bool:
    """Give a guardian back an account of its own; its card opens that one again."""
    with all_schools("a parent separates two cards"), writing() as rows:
        guardian = rows.get(Guardian, guardian_id)
        if guardian is None or guardian.account_id != who.account_id:
            return False
        if len(_guardians(who.account_id)) < 2:
            return False
        _separate(guardian)
    return True


def part_from_strangers(guardian_id: int) -> None:
    """After a card was lost: whoever joined it to an account of another name loses it.

    The same name in two schools is the same parent, and stays joined.
    """
    with all_schools("a lost card may have been joined to another account"), writing() as rows:
        guardian = rows.get(Guardian, guardian_id)
        if guardian is None:
            return
        names = {_name(other) for other in _guardians(guardian.account_id)}
        if names != {_name(guardian)}:
            _separate(guardian)


def _name(guardian: Guardian) -> tuple[str, str]:
    return guardian.last_name.casefold(), guardian.first_name.casefold()


def _separate(guardian: Guardian) -> None:
    former = guardian.account_id
    account = Account()
    db.session.add(account)
    db.session.flush()
    guardian.account_id = account.id
    db.session.flush()
    _enter_school(account.id, guardian.school_id)
    if not any(g.school_id == guardian.school_id for g in _guardians(former)):
        _leave_school(former, guardian.school_id)
    db.session.add(AuditEvent(account_id=former, act="card separated",
                              details={"guardian": guardian.id}))


def separable_cards(who: SignedIn) -> list[dict[str, object]]:
    """The cards joined under this account: {"guardian_id", "names"}; empty when there is one."""
    with all_schools("a parent separates two cards"):
        guardians = [(g.school_id, g.id) for g in _guardians(who.account_id)]
    if len(guardians) < 2:
        return []
    return [
        {"guardian_id": guardian, "names": joined(_names(school, guardian))}
        for school, guardian in guardians
    ]


def _share_a_child(some: Sequence[Guardian], others: Sequence[Guardian]) -> bool:
    return bool(_pupils_of(some) & _pupils_of(others))


def _pupils_of(guardians: Sequence[Guardian]) -> set[int]:
    ids = [guardian.id for guardian in guardians]
    return set(db.session.scalars(
        select(Guardianship.pupil_id).where(Guardianship.guardian_id.in_(ids))))


def _guardians(account_id: int) -> list[Guardian]:
    return list(db.session.scalars(select(Guardian).where(Guardian.account_id == account_id)))


def _names(school_id: int, guardian_id: int) -> list[str]:
    with in_school(school_id):
        return names_of_children(guardian_id)


def _enter_school(account_id: int, school_id: int) -> None:
    place = _place(account_id, school_id)
    if place is None:
        db.session.add(Membership(account_id=account_id, school_id=school_id, role=Role.GUARDIAN))
        db.session.flush()


def _leave_school(account_id: int, school_id: int) -> None:
    place = _place(account_id, school_id)
    if place is not None and place.role == Role.GUARDIAN:
        db.session.delete(place)
        db.session.flush()


def _place(account_id: int, school_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(Membership.account_id == account_id,
                                 Membership.school_id == school_id)
    )
