"""How a person likes to read: the language, and what makes reading easier.

Kept with the account, so that it follows the person from one device to the next; before the
sign-in, in the session of the browser.
"""

from __future__ import annotations

from sqlalchemy import update

from ecole.models.account import Account
from ecole.storage.database import writing
from ecole.web.languages import LANGUAGES

# Words of `data-comfort` on the page (static/css/tokens.css).
COMFORTS = ("large", "wide", "plain")


def comfort_of(chosen: list[str]) -> str:
    """The known words of a choice, in one order: « large plain »."""
    return " ".join(word for word in COMFORTS if word in chosen)


def keep(account_id: int, language: str, comfort: str) -> None:
    with writing() as rows:
        rows.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(language=language if language in LANGUAGES else "", comfort=comfort)
        )


def adopt(account: Account, language: str, comfort: str) -> None:
    """What was chosen before the sign-in is kept for a person who had chosen nothing yet."""
    if (language and not account.language) or (comfort and not account.comfort):
        keep(account.id, account.language or language, account.comfort or comfort)
