"""Words that a search finds: kept beside the row, without accents nor capitals.

Neither database folds accents alike, so the folding is ours and the search a plain LIKE.
"""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import Text, event
from sqlalchemy.orm import Mapped, mapped_column


class Searchable:
    """A row found by its words: `SEARCHED` names the columns that are read."""

    SEARCHED: tuple[str, ...] = ()
    folded: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True)


def fold(text: str) -> str:
    """« L’Été à Évreux » → « l'ete a evreux », spaces made one."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of_html(html: str) -> str:
    """The text of a rendering of ours, tags left out."""
    reader = _Words()
    reader.feed(html)
    return " ".join(reader.found)


@event.listens_for(Searchable, "before_insert", propagate=True)
@event.listens_for(Searchable, "before_update", propagate=True)
def _fold_words(mapper: Any, connection: Any, row: Any) -> None:
    texts = [getattr(row, name) or "" for name in row.SEARCHED]
    row.folded = fold(" ".join(
        words_of_html(text) if name.endswith("_html") else text
        for name, text in zip(row.SEARCHED, texts, strict=True)
    ))
