"""From the bytes of an upload to text: the encodings heads really send, and polite refusals."""

import codecs
import re

from ecole.roster.onde.refusals import Refused
from ecole.roster.onde.rows import Finding
from ecole.web.languages import N_, gettext

MAX_BYTES = 5 * 1024 * 1024
_CSV_BUTTON = "Extraction format CSV"  # as ONDE writes it, whatever the language of the page
_DAMAGED = re.compile("Ã[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_REOPENED = N_(
    "Le fichier a été ouvert et réenregistré\u00a0: des accents sont abîmés («\u00a0Ã©\u00a0»). "
    "Exportez-le de nouveau depuis ONDE."
)


def decode(content: bytes) -> tuple[str, list[Finding]]:
    """Return the text and at most one warning; raise `Refused` for what is not a text file."""
    _refuse_other_formats(content)
    text = _text(content).lstrip("\ufeff")
    if not text.strip():
        raise _not_csv(gettext("Ce fichier est vide."))
    if _looks_binary(text):
        raise _not_csv(gettext("Ce fichier n’est pas un fichier CSV."))
    if not _DAMAGED.search(text):
        return text, []
    return _repaired(text), [Finding("warning", None, _REOPENED)]


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise _not_csv(gettext("Ce fichier est vide."))
    if len(content) > MAX_BYTES:
        raise _not_csv(
            gettext("Ce fichier dépasse 5 Mo\u00a0: ce n’est pas l’extraction d’une école.")
        )
    if content.startswith(b"PK"):
        raise _not_csv(_archive(content))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _not_csv(gettext("Ce fichier est un classeur Excel (.xls)."))
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF"):
        raise _not_csv(gettext("Ce fichier est un PDF."))


def _not_csv(why: str) -> Refused:
    """The refusal, and what to do instead."""
    instead = gettext(
        "Dans ONDE, choisissez «\u00a0%(button)s\u00a0» et envoyez le fichier sans l’ouvrir.",
        button=_CSV_BUTTON,
    )
    return Refused(f"{why} {instead}")


def _archive(content: bytes) -> str:
    if b"opendocument" in content[:200]:
        return gettext("Ce fichier est un classeur LibreOffice (.ods).")
    # Excel's own parts are named in clear inside the archive.
    if b"[Content_Types].xml" in content or b"xl/" in content:
        return gettext("Ce fichier est un classeur Excel (.xlsx).")
    return gettext("Ce fichier est une archive compressée (.zip).")


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    while content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # five bytes have no meaning in cp1252


def _looks_binary(text: str) -> bool:
    sample = text[:4096]
    controls = sum(letter < " " and letter not in "\t\r\n\f\v" for letter in sample)
    return "\x00" in text or controls * 100 > len(sample)


def _repaired(text: str) -> str:
    """Undo UTF-8 read as cp1252, only when the whole file agrees; a pupil then stays the same."""
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8").lstrip("\ufeff")
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
