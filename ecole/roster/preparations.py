"""How many films, sounds and photos are being prepared, and how many could not be: sentences for
those who run the school or teach the class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from ecole.media.failures import QUIET
from ecole.models.attachment import Attachment
from ecole.models.rendition import Rendition
from ecole.storage.database import db
from ecole.web.languages import ngettext

FAILED = "failed"
HAS_FAILED: ColumnElement[bool] = Rendition.failure.not_in(("", *QUIET))
# A small picture is there in two seconds, and the page shows the photo meanwhile.
IS_LONG = or_(Attachment.kind.in_(("video", "audio")), Attachment.plays.is_(False))
IS_WAITING: ColumnElement[bool] = (
    Rendition.blob_key.is_(None) & (Rendition.failure == "") & (Rendition.page == 0) & IS_LONG)
MADE_OF_IT: ColumnElement[bool] = (
    (Rendition.source_key == Attachment.blob_key) & (Rendition.school_id == Attachment.school_id))

SEEN = (Attachment.blob_key, Attachment.kind, Rendition.failure)


def sentences_of_school() -> list[str]:
    """« 3 vidéos en préparation », what failed first; nothing when nothing waits."""
    statement: Any = select(*SEEN).select_from(Attachment)
    return sentences(db.session.execute(of_interest(statement)))


def of_interest(statement: Select[Any]) -> Select[Any]:
    """A statement about attachments, for what waits long and what failed only."""
    return statement.join(Rendition, MADE_OF_IT).where(or_(HAS_FAILED, IS_WAITING)).distinct()


def sentences(rows: Iterable[Any]) -> list[str]:
    """One for each kind that waits and one for what failed, from rows of `SEEN`."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, kind, failure in rows:
        found[FAILED if failure else kind].add(key)
    return [say(len(found[kind])) for kind, say in SAID.items() if found[kind]]


def _failed(number: int) -> str:
    return ngettext("%(num)d\u00a0fichier n’a pas pu être préparé",
                    "%(num)d\u00a0fichiers n’ont pas pu être préparés", number)


SAID: dict[str, Any] = {
    FAILED: _failed,
    "video": lambda n: ngettext("%(num)d\u00a0vidéo en préparation",
                                "%(num)d\u00a0vidéos en préparation", n),
    "audio": lambda n: ngettext("%(num)d\u00a0enregistrement en préparation",
                                "%(num)d\u00a0enregistrements en préparation", n),
    "image": lambda n: ngettext("%(num)d\u00a0photo en préparation",
                                "%(num)d\u00a0photos en préparation", n),
}
