"""The table inside a CSV text: its separator, its header, and its rows with their line numbers."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from ecole.roster.onde.fields import KNOWN_HEADERS
from ecole.roster.onde.names import norm
from ecole.roster.onde.refusals import Refused
from ecole.web.languages import gettext

SEPARATORS = (";", ",", "\t")
_HEADER_SEARCH = 10
_HEADER_NEEDS = 3
# An address has a few lines; dozens in one cell mean a quote that nobody closed.
_MOST_LINES_IN_A_CELL = 12

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Header:
    separator: str
    line: int
    cells: tuple[str, ...]


def rows_of(text: str, separator: str) -> Iterator[Row]:
    """Every row that is not blank, with the 1-based line where it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Refused(_unclosed(line)) from None


def body_of(text: str, header: Header) -> Iterator[Row]:
    """The rows under the header; raise `Refused` when a quote swallowed the end of the file."""
    last_line = text.count("\n") + 1
    odd_quotes = text.count('"') % 2 == 1
    for line, cells in rows_of(text, header.separator):
        breaks = max(cell.count("\n") for cell in cells)
        swallowed = odd_quotes and breaks and line + breaks >= last_line - 1
        if breaks > _MOST_LINES_IN_A_CELL or swallowed:
            raise Refused(_unclosed(line))
        if line > header.line:
            yield line, cells


def find_header(text: str) -> Header:
    """The line and separator that give most known headers among the first ten lines.

    Without enough of them (or with a mapping made by hand on such a file) it is the first line
    that has several cells.
    """
    best, score = _first_table_line(text), _HEADER_NEEDS - 1
    for separator in SEPARATORS:
        for line, cells in _first_rows(text, separator):
            known = len({norm(cell) for cell in cells} & KNOWN_HEADERS)
            if known > score:
                best, score = Header(separator, line, _cleaned(cells)), known
    return best


def _first_rows(text: str, separator: str) -> list[Row]:
    rows: list[Row] = []
    # Under a wrong separator a quote may seem open: what was read before it is enough.
    with suppress(Refused):
        rows.extend(islice(rows_of(text, separator), _HEADER_SEARCH))
    return rows


def _first_table_line(text: str) -> Header:
    widest: Header | None = None
    for separator in SEPARATORS:
        for line, cells in _first_rows(text, separator):
            if widest is None or len(cells) > len(widest.cells):
                widest = Header(separator, line, _cleaned(cells))
    if widest is None:
        raise Refused(gettext("Ce fichier est vide."))
    return widest


def _cleaned(cells: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)


def _unclosed(line: int) -> str:
    return gettext(
        "Ligne %(line)s\u00a0: un guillemet ouvert n’est jamais refermé. "
        "Exportez le fichier de nouveau depuis ONDE.",
        line=line,
    )
