"""What is asked once before an instruction is published: most often a slip of the hand. Sent again
as it is, the form is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ecole.classroom.plan.recipients import Members, Recipients, why_nobody
from ecole.storage.columns import utc_now
from ecole.web.languages import gettext
from ecole.web.words import PARIS, long_day, today


@dataclass(frozen=True)
class Publication:
    """What is about to be shown to families."""

    day_on: date
    at: datetime | None  # None: now
    has_content: bool  # a text, what comes back, a file, a link
    recipients: Recipients
    label: str  # of the recipients
    members: Members


def _past(what: Publication) -> str:
    if what.day_on >= today():
        return ""
    return gettext("Ce jour est passé (%(day)s). Si c’est voulu, publiez de nouveau.",
                   day=long_day(what.day_on))


def _late(what: Publication) -> str:
    if what.at is None or what.at.astimezone(PARIS).date() <= what.day_on:
        return ""
    return gettext("Cette consigne paraîtrait après son jour. Si c’est voulu, publiez de nouveau.")


def _empty(what: Publication) -> str:
    if what.has_content:
        return ""
    return gettext("Cette consigne n’a qu’un titre\u00a0: ni texte, ni fichier, ni lien. Si c’est "
                   "voulu, publiez de nouveau.")


def _nobody(what: Publication) -> str:
    if not what.members.pupils or what.members.of(what.recipients):
        return ""
    said = why_nobody(what.recipients, what.label)
    return gettext("%(said)s Si c’est voulu, publiez de nouveau.", said=said)


ASKED: dict[str, Callable[[Publication], str]] = {
    "past": _past, "late": _late, "empty": _empty, "nobody": _nobody,
}


def questions_of(what: Publication) -> dict[str, str]:
    """The sentences to confirm, by their name in the form."""
    said = {name: ask(what) for name, ask in ASKED.items()}
    return {name: sentence for name, sentence in said.items() if sentence}


def is_over(at: datetime | None) -> bool:
    """Whether a moment asked for has passed already."""
    return at is not None and at <= utc_now()
