"""An office document that is really one, without macros and without a bomb in its ZIP.

Run aside, by file: it imports nothing of the application.
"""

import re
from typing import Any
from zipfile import ZipFile, ZipInfo

ENTRIES_MAX = 1_000
EXPANDED_MAX = 200 * 1024 * 1024
RATIO_MAX = 100
PART_MAX = 1024 * 1024

ODF = "application/vnd.oasis.opendocument."
OOXML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENTS = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp"}
MICROSOFT = {
    "wordprocessingml.document": ".docx",
    "spreadsheetml.sheet": ".xlsx",
    "presentationml.presentation": ".pptx",
}
MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|^(basic|scripts)/|/(macrosheets|activex)/", re.IGNORECASE
)
# A character reference in this file would be a way to spell these words unseen.
MACRO_TYPES = re.compile(rb"macroenabled|vbaproject|macrosheet|activex|&#", re.IGNORECASE)
# A model kept elsewhere brings its macros when the document is opened; one on the disk of its
# author is what Word writes by itself.
RELATIONS = re.compile(r"\.rels$", re.IGNORECASE)
REMOTE_MODEL = re.compile(
    rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*Target\s*=\s*['\"](https?:|file:/*\w+\.|\\\\))",
    re.IGNORECASE,
)
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|\0|(^|/)\.\.(/|$)")


def examine(path: str) -> dict[str, Any]:
    """Its exact kind, or the code of a refusal."""
    with ZipFile(path) as archive:
        entries = archive.infolist()
        if refused := _unsafe(entries) or _unfolds_badly(path, archive):
            return {"refused": refused}
        names = {entry.filename for entry in entries}
        if "mimetype" in names:
            return _open_document(archive, names)
        if "[Content_Types].xml" in names and "_rels/.rels" in names:
            return _microsoft(archive)
    return {"refused": "archive"}


def _unsafe(entries: list[ZipInfo]) -> str | None:
    # The original name: zipfile cuts at the first NUL and turns backslashes round.
    names = [entry.orig_filename for entry in entries]
    if len(entries) > ENTRIES_MAX:
        return "office_bomb"
    if len({name.lower() for name in names}) != len(names):
        return "office_names"
    if any(UNSAFE_NAME.search(name) for name in names):
        return "office_names"
    if any(entry.flag_bits & 1 for entry in entries):
        return "office_old"
    return "office_macro" if any(MACRO_NAMES.search(name) for name in names) else None


def _unfolds_badly(path: str, archive: ZipFile) -> str | None:
    """Unfolds everything for real: the sizes written in a ZIP may lie, its checksums too."""
    with open(path, "rb") as file:
        allowed = min(EXPANDED_MAX, RATIO_MAX * file.seek(0, 2))
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while chunk := part.read(256 * 1024):
                allowed -= len(chunk)
                if allowed < 0:
                    return "office_bomb"
    return None


def _open_document(archive: ZipFile, names: set[str]) -> dict[str, Any]:
    mime = _part(archive, "mimetype").decode("ascii").strip()
    extension = OPEN_DOCUMENTS.get(mime.removeprefix(ODF))
    if not extension or not mime.startswith(ODF):
        return {"refused": "archive"}
    if not {"content.xml", "META-INF/manifest.xml"} <= names:
        return {"refused": "damaged"}
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        return {"refused": "office_old"}
    return {"mime": mime, "extension": extension}


def _microsoft(archive: ZipFile) -> dict[str, Any]:
    types = _part(archive, "[Content_Types].xml")
    if MACRO_TYPES.search(types):
        return {"refused": "office_macro"}
    if any(REMOTE_MODEL.search(_part(archive, name))
           for name in archive.namelist() if RELATIONS.search(name)):
        return {"refused": "office_macro"}
    for kind, extension in MICROSOFT.items():
        if f'"{OOXML}{kind}.main+xml"'.encode() in types:
            return {"mime": OOXML + kind, "extension": extension}
    return {"refused": "archive"}


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        text = part.read(PART_MAX + 1)
    if len(text) > PART_MAX:
        raise ValueError(f"{name} is too long")
    return text
