"""Keys that compare people: names without accents, phones on nine digits, e-mails in lower case."""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d"}
)


@lru_cache(maxsize=8192)
def norm(text: str | None) -> str:
    """`N'Guessan-Cœur` and `NGUESSAN COEUR` give the same key."""
    apart = unicodedata.normalize("NFKD", (text or "").translate(_WHOLE_LETTERS))
    return "".join(letter for letter in apart if letter.isalnum()).casefold()


def name_key(last_name: str, first_name: str) -> tuple[str, str]:
    return norm(last_name), norm(first_name)


def full_name(last_name: str, first_name: str) -> str:
    return f"{first_name} {last_name}".strip()


def email_key(email: str | None) -> str:
    return (email or "").strip().lower()


def phone_key(phone: str | None) -> str:
    """The last nine digits: 0600000001, +33 6 00 00 00 01 and Excel's 600000001 are one number."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-9:] if len(digits) >= 9 else ""


def fingerprint(*parts: object) -> str:
    """A short key that stays the same from the preview to the import, whatever the row order."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
