"""A PDF that is really one, of a reasonable length, and that neither runs nor hides anything.

Run aside, by file: it imports nothing of the application.
"""

import re
from typing import Any

PAGES_MAX = 300
OBJECTS_MAX = 200_000
DECODED_MAX = 64 * 1024 * 1024
NESTING_MAX = 50

# A first look at C++ speed; what it finds is then looked at for real, since the same
# letters may stand in the text of a title.
SUSPECT = re.compile(rb"/(JS|Launch|EF|XFA)\b")
# A script only runs from a JS entry, whatever the action that holds it. A file is only reached
# through the EF of its description, whatever shows it: a list of attachments, a paper clip on the
# page, a player.
ENTRIES = {"/JS": "pdf_program", "/XFA": "pdf_program", "/EF": "pdf_attachment"}


def examine(path: str) -> dict[str, Any]:
    """Its number of pages, or the code of a refusal."""
    import pikepdf

    # Process-wide limits: one more reason to be in a process of our own.
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=DECODED_MAX,
        run_length_max_memory=DECODED_MAX,
        png_max_memory=DECODED_MAX,
        tiff_max_memory=DECODED_MAX,
        max_stream_filters=3,
        doc_max_warnings=200,
    )
    if not _is_whole(path):
        return {"refused": "damaged"}
    try:
        with pikepdf.open(path) as document:
            return _verdict(document)
    except pikepdf.PasswordError:
        return {"refused": "pdf_password"}


def _verdict(document: Any) -> dict[str, Any]:
    if document.is_encrypted:
        return {"refused": "pdf_password"}
    pages = len(document.pages)
    if pages > PAGES_MAX:
        return {"refused": "pdf_pages", "pages": pages, "limit": PAGES_MAX}
    if len(document.objects) > OBJECTS_MAX:
        return {"refused": "pdf_tangled"}
    for thing in document.objects:
        if found := _hidden_in(thing):
            return {"refused": found}
    if _has_unread_parts(document):
        return {"refused": "pdf_tangled"}
    return {"mime": "application/pdf", "extension": ".pdf", "pages": pages}


def _has_unread_parts(document: Any) -> bool:
    """What was too big to unfold was not looked at, and another reader may unfold it."""
    import pikepdf

    # The only streams unfolded so far are those that hold objects.
    unfolded = not any("unfilterable" in warning for warning in document.get_warnings())
    return not unfolded or bool(pikepdf.settings.qpdf_limit_errors())


def _hidden_in(thing: Any) -> str | None:
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
        return None
    return _search(thing, 0) if SUSPECT.search(thing.unparse(resolved=True)) else None


def _search(thing: Any, depth: int) -> str | None:
    import pikepdf

    if depth > NESTING_MAX:
        return "pdf_tangled"
    if isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.items():
            found = ENTRIES.get(key)
            if key == "/S" and value == pikepdf.Name.Launch:
                found = "pdf_program"
            if found:
                return found
        parts = list(thing.values())
    else:
        parts = list(thing) if isinstance(thing, pikepdf.Array) else []
    # The indirect ones have their own turn in the list of objects.
    direct = (part for part in parts if _is_direct(part))
    return next((found for part in direct if (found := _search(part, depth + 1))), None)


def _is_direct(part: Any) -> bool:
    import pikepdf

    return isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect


def _is_whole(path: str) -> bool:
    with open(path, "rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 2048))
        return b"%%EOF" in file.read()
