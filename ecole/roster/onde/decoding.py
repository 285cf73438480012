"""From the bytes of an upload to text: the encodings heads really send, and polite refusals."""

import codecs
import re

from ecole.roster.onde.refusals import Refused
from ecole.roster.onde.rows import Remark
from ecole.roster.onde.wording import say

MAX_BYTES = 5 * 1024 * 1024
_EXPORT = 'Dans ONDE, choisissez "Extraction format CSV" et envoyez le fichier sans l\'ouvrir.'
_DAMAGED = re.compile("Ã[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_REOPENED = (
    'Le fichier a été ouvert et réenregistré : des accents sont abîmés ("Ã©"). '
    "Exportez-le de nouveau depuis ONDE."
)


def decode(content: bytes) -> tuple[str, list[Remark]]:
    """Return the text and at most one warning; raise `Refused` for what is not a text file."""
    _refuse_other_formats(content)
    text = _text(content).lstrip("\ufeff")
    if not text.strip():
        raise Refused(say("Ce fichier est vide. " + _EXPORT))
    if _looks_binary(text):
        raise Refused(say("Ce fichier n'est pas un fichier CSV. " + _EXPORT))
    if not _DAMAGED.search(text):
        return text, []
    return _repaired(text), [Remark("warning", None, say(_REOPENED))]


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise Refused(say("Ce fichier est vide. " + _EXPORT))
    if len(content) > MAX_BYTES:
        raise Refused(
            say("Ce fichier dépasse 5 Mo : ce n'est pas l'extraction d'une école. " + _EXPORT)
        )
    if content.startswith(b"PK"):
        raise Refused(say(_archive(content) + " " + _EXPORT))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(say("Ce fichier est un classeur Excel (.xls). " + _EXPORT))
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF"):
        raise Refused(say("Ce fichier est un PDF. " + _EXPORT))


def _archive(content: bytes) -> str:
    if b"opendocument" in content[:200]:
        return "Ce fichier est un classeur LibreOffice (.ods)."
    # Excel's own parts are named in clear inside the archive.
    if b"[Content_Types].xml" in content or b"xl/" in content:
        return "Ce fichier est un classeur Excel (.xlsx)."
    return "Ce fichier est une archive compressée (.zip)."


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
