"""How those who write are called: as at the school gate among families, fully for the staff
(docs/decisions/0022)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from ecole.models.account import Account
from ecole.models.guardian import Guardian
from ecole.models.pupil import Pupil
from ecole.storage.database import db
from ecole.web.languages import gettext


class Names:
    """The names of some accounts, asked for at once."""

    def __init__(self, account_ids: Iterable[int], *, for_staff: bool) -> None:
        ids = set(account_ids)
        self.for_staff = for_staff
        self.staff: dict[int, str] = {
            account.id: account.display_name
            for account in db.session.scalars(select(Account).where(Account.id.in_(ids)))
            if account.display_name
        }
        self.guardians: dict[int, Guardian] = {
            guardian.account_id: guardian
            for guardian in db.session.scalars(
                select(Guardian).where(Guardian.account_id.in_(ids)))
        }

    def of(self, account_id: int, pupil: Pupil | None = None) -> str:
        """« Mme Dupuis », or « Lina »; to the staff « Mme DUPUIS Claire », or « Lina, avec
        le compte de Mme DUPUIS Claire »."""
        adult = self._adult(account_id)
        if pupil is None:
            return adult
        if not self.for_staff:
            return pupil.first_name
        return gettext("%(pupil)s, avec le compte de %(adult)s", pupil=pupil.first_name,
                       adult=adult)

    def _adult(self, account_id: int) -> str:
        guardian = self.guardians.get(account_id)
        if account_id in self.staff or guardian is None:
            return self.staff.get(account_id) or gettext("Un adulte de la classe")
        if self.for_staff:
            return guardian.full_name
        # As the lists of the school write it: in capitals.
        name = (guardian.usage_name or guardian.last_name).title()
        return f"{guardian.civility or guardian.first_name} {name}"
