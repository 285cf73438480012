"""Documents written together: who reads them, and who writes where."""

from __future__ import annotations

from ecole.models.box import Box
from ecole.models.document import Document
from ecole.models.permissions.school import teaches
from ecole.models.signed_in import SignedIn


def may_edit_document(who: SignedIn, document: Document) -> bool:
    """Its title, what is asked, its boxes; closing, hiding, restoring."""
    return teaches(who, document.classroom_id, document.school_id)


def may_read_document(who: SignedIn, document: Document) -> bool:
    if may_edit_document(who, document):
        return True
    return document.is_visible and who.has_child_in(document.classroom_id)


def may_write_document(who: SignedIn, document: Document) -> bool:
    """Whether somebody's hand may be on it at all; a closed one says so (ecole/classroom)."""
    if may_edit_document(who, document):
        return True
    is_allowed = (document.pupils_may_write if who.pupil is not None
                  else document.families_may_write)
    return is_allowed and may_read_document(who, document)


def may_read_box(who: SignedIn, box: Box) -> bool:
    if may_edit_document(who, box.document):
        return True
    return may_read_document(who, box.document) and (box.hidden_at is None or owns_box(who, box))


def may_write_box(who: SignedIn, box: Box) -> bool:
    """Nobody touches another's."""
    if may_edit_document(who, box.document):
        return True
    return may_write_document(who, box.document) and owns_box(who, box)


def may_send_to_box(who: SignedIn, box: Box) -> bool:
    """Its owners get this far even when it was closed to them meanwhile: they are told, and keep
    their text (ecole/classroom/documents)."""
    return may_write_box(who, box) or owns_box(who, box)


def owns_box(who: SignedIn, box: Box) -> bool:
    mine = {child.id for child in who.children}
    return any(owner.pupil_id in mine for owner in box.owners)
