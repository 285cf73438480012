"""One cell at a time: dates, INE, phones, civilities, cleaned text."""

import re
import unicodedata
from datetime import date
from typing import Literal

_INE = re.compile(r"\d{10}[A-Z]|\d{9}[A-Z]{2}")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SHORT_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_FRENCH_PHONE = re.compile(r"(?:\+33|0033|0)?0?([1-9]\d{8})")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# The widths of the database columns; PostgreSQL refuses what passes them.
LONGEST = {
    "pupil.level": 20,
    "classroom.label": 120,
    "classroom.onde_id": 40,
    "guardian.email": 254,
}
LONGEST_NAME = 100
DateFault = Literal["short_year", "unreadable", "impossible"]


class BadDate(ValueError):
    """`reason` says what is wrong; the rows have a sentence for each."""

    def __init__(self, reason: DateFault) -> None:
        super().__init__(reason)
        self.reason: DateFault = reason


def clean(text: str) -> str:
    """One line, composed accents, no invisible characters."""
    shown = "".join(
        letter if letter.isprintable() else " " if letter.isspace() else ""
        for letter in unicodedata.normalize("NFC", text)
    )
    return " ".join(shown.split())


def read_date(text: str) -> date | None:
    """A birth date, None for an empty cell; raise `BadDate` for what is not a day."""
    if not text:
        return None
    if iso := _ISO_DATE.fullmatch(text):
        year, month, day = iso.groups()
    elif french := _FRENCH_DATE.fullmatch(text):
        day, month, year = french.groups()
    elif _SHORT_DATE.fullmatch(text):
        raise BadDate("short_year")
    else:
        raise BadDate("unreadable")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadDate("impossible") from None


def read_ine(text: str) -> str | None:
    """The INE in capitals, None when it does not have the shape of one."""
    ine = re.sub(r"\s", "", text).upper()
    return ine if _INE.fullmatch(ine) else None


def read_civility(text: str) -> str:
    key = text.rstrip(".").lower()
    if key in {"m", "mr", "monsieur"}:
        return "M."
    return "Mme" if key in {"mme", "mlle", "madame", "mademoiselle"} else ""


def read_sex(text: str) -> str:
    """`M` or `F`, whatever the generation of the file wrote."""
    return {"m": "M", "h": "M", "masculin": "M", "f": "F", "feminin": "F", "féminin": "F"}.get(
        text.lower(), ""
    )


def read_mobile(text: str) -> str | None:
    """Ten digits for a French number, even without the zero that a spreadsheet removed."""
    digits = re.sub(r"[^\d+]", "", text)
    if french := _FRENCH_PHONE.fullmatch(digits):
        return "0" + french.group(1)
    return digits[:20] or None


def read_email(text: str) -> str | None:
    return text if _EMAIL.fullmatch(text) else None
