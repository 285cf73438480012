"""Who wrote: the names of hands, for the staff."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from ecole.models.account import Account
from ecole.models.guardian import Guardian
from ecole.models.pupil import Pupil
from ecole.storage.database import db
from ecole.web.languages import gettext

Hand = tuple[int, int | None]  # an account, and the child who had the screen


def names_of(hands: Collection[Hand]) -> dict[Hand, str]:
    """« Lina Bernard » who had the screen, « Mme DUPUIS Claire », « M. Petit »."""
    accounts = {account for account, _ in hands}
    pupils = {pupil for _, pupil in hands if pupil is not None}
    children = {row.id: row.full_name for row in db.session.scalars(
        select(Pupil).where(Pupil.id.in_(pupils)))}
    adults = {row.account_id: row.full_name for row in db.session.scalars(
        select(Guardian).where(Guardian.account_id.in_(accounts)))}
    staff = {row.id: row.display_name for row in db.session.scalars(
        select(Account).where(Account.id.in_(accounts - adults.keys())))}
    unknown = gettext("Quelqu’un")
    return {
        (account, pupil): (children.get(pupil, "") if pupil is not None else
                           adults.get(account) or staff.get(account, "")) or unknown
        for account, pupil in hands
    }
