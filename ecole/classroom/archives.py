"""« Tout télécharger »: the files of an album, of an instruction or of a class's hand-ins for one
instruction, as one archive with a name that says what and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.news.albums import pictures_of
from ecole.media.archive import Member
from ecole.media.labels import weight
from ecole.media.names import safe_name
from ecole.models.attachment import Attachment
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.news_item import NewsItem
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import PARIS

# Beyond it a phone gives up, and the sums take longer than somebody waits.
BYTES_MAX = 2_000_000_000
STEM_MAX = 60


@dataclass(frozen=True)
class Bundle:
    """What an archive holds, before it is made."""

    name: str
    members: Sequence[Member]
    size: int

    @property
    def is_offered(self) -> bool:
        """Worth one archive, and not too heavy for it."""
        return len(self.members) > 1 and self.size <= BYTES_MAX


def photos_bundle(item: NewsItem) -> Bundle:
    at = (item.published_at or item.created_at).astimezone(PARIS).date()
    return _bundle(item.title, at, (("", picture) for picture in pictures_of(item)))


def instruction_bundle(instruction: Instruction) -> Bundle:
    return _bundle(instruction.title, instruction.day_on,
                   (("", file) for file in instruction.attachments))


def hand_ins_bundle(instruction: Instruction) -> Bundle:
    """A folder for each pupil; what was taken back is not there."""
    rows = db.session.scalars(
        select(HandIn)
        .where(HandIn.instruction_id == instruction.id, HandIn.deleted_at.is_(None))
        .options(selectinload(HandIn.pupil), selectinload(HandIn.attachments))
        .order_by(HandIn.sent_at, HandIn.id)
    )
    return _bundle(gettext("Rendus %(title)s", title=instruction.title), instruction.day_on, (
        (f"{safe_name(row.pupil.full_name)}/", file) for row in rows for file in row.attachments
    ))


def _bundle(title: str, at: date, files: Iterable[tuple[str, Attachment]]) -> Bundle:
    listed = list(files)
    return Bundle(
        f"{_stem(title)}-{at.isoformat()}.zip",
        [Member(folder + safe_name(file.name), file.blob_key, file.created_at.astimezone(PARIS))
         for folder, file in listed],
        sum(file.size for _, file in listed),
    )


def _stem(title: str) -> str:
    """« sortie-au-potager »: letters that every system writes."""
    spelt = title.lower().replace("œ", "oe").replace("æ", "ae").replace("’", " ")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:STEM_MAX].strip("-") or "fichiers"


def offer(bundle: Bundle, endpoint: str, **ids: Any) -> dict[str, str] | None:
    """The link of a page to its archive, with its weight."""
    if not bundle.is_offered:
        return None
    return {"url": url_for(f"archives.{endpoint}", **ids), "weight": weight(bundle.size)}
